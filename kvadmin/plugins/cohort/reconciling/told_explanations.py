"""Explanations put together for people: what all smallest ones of a kind have in common, and how they vary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kvadmin.api import tr

from .counting import CountingWay
from .counting_periods import CountingPeriod
from .searching import SmallestExplanation, SmallestExplanations

#: What each kind is called.
_WORDS = {
    "withdrawal": "withdrew, nothing stored",
    "second": "in a second group, not stored",
    "same": "stored as another, was in already",
    "apart": "in two groups, were two",
    "single": "in two groups, was in one",
    "late": "came later than stored",
    "ended": "had left, stored as in",
    "other-end": "left on another day than stored",
    "missing": "was in, not stored",
    "surplus": "stored, was not in",
}
_ALONE = {"withdrawal": "withdrew", "second": "in two groups", "late": "came later than the group"}
_COUNTED = {
    "memberships": "in all counts memberships, not municipalities",
    "ever": "in all counts everybody who ever came in",
    "new": "new ones are memberships, not municipalities",
    "left-out": "effort groups are not counted",
}


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One line: what, in which groups, when, and how many at least and at most."""

    kind: str
    groups: tuple[str, ...]
    after: str
    before: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ToldExplanation:
    """All smallest explanations with the same number of things of each kind, under the same way of counting.

    Attributes:
        kinds: How many of each kind.
        counting: How the publisher counted otherwise than the status table does, in words.
        days: The day that each period was looked at on.
        parts: Its lines.
        spreads: In how many ways the numbers can be spread over the lines.
    """

    kinds: dict[str, int]
    counting: tuple[str, ...]
    days: tuple[str, ...]
    parts: tuple[ToldPart, ...]
    spreads: int


def kind_word(kind: str, *, alone: bool) -> str:
    """What a kind is called; ``alone``: of published counts by themselves."""
    return tr((_ALONE if alone else _WORDS).get(kind, kind))


def told(found: SmallestExplanations, periods: Sequence[CountingPeriod]) -> tuple[ToldExplanation, ...]:
    """Put them together, the plainest first."""
    alike: dict[tuple[object, ...], list[SmallestExplanation]] = {}
    for each in found.found:
        setting = each.setting
        key = (tuple(each.kinds.items()), setting.way, setting.shifted, setting.days)
        alike.setdefault(key, []).append(each)
    ordered = sorted(alike.values(), key=lambda some: (some[0].setting.cost, len(some[0].kinds)))
    return tuple(_told(some, periods) for some in ordered)


def _told(some: Sequence[SmallestExplanation], periods: Sequence[CountingPeriod]) -> ToldExplanation:
    setting = some[0].setting
    numbers: dict[tuple[object, ...], list[int]] = {}
    order: dict[tuple[object, ...], tuple[str, tuple[str, ...], str, str]] = {}
    for index, explanation in enumerate(some):
        for column, number in explanation.parts:
            for at, kind in enumerate(part.kind for part in column.parts[0]):
                if kind == "stay":
                    continue
                stays = [parts[at].stay for parts in column.parts]
                groups = tuple(dict.fromkeys(each.group for each in stays))
                after, before = _when(kind, {each[1:] for each in stays}, periods)
                key = (kind, groups, after, before)
                order[key] = key
                numbers.setdefault(key, [0] * len(some))[index] += number
    position = {kind: at for at, kind in enumerate(_WORDS)}
    groups_at = {group: at for at, group in enumerate(setting.scene.begins)}
    lines = sorted(
        order.values(), key=lambda each: (position[each[0]], groups_at.get(each[1][0], 0), each[2:], each[1])
    )
    parts = tuple(ToldPart(*key, min(numbers[key]), max(numbers[key])) for key in lines)
    days = tuple(each.isoformat() for each in setting.days)
    return ToldExplanation(some[0].kinds, _counting(setting.way, setting.shifted), days, parts, len(some))


def _when(kind: str, stays: set[tuple[int, int]], periods: Sequence[CountingPeriod]) -> tuple[str, str]:
    """After and before which published times; empty where it is before the first, or does not matter."""
    firsts, lasts = {each[0] for each in stays}, {each[1] for each in stays}
    if kind in ("withdrawal", "ended", "other-end"):
        last = max(lasts)
        first = max(firsts)
        if last >= len(periods):
            return str(periods[-1]), ""
        return (str(periods[last - 1]) if last >= max(first, 1) else ""), str(periods[last])
    if kind == "late":
        return str(periods[min(firsts) - 2]) if min(firsts) > 1 else "", str(periods[min(firsts) - 1])
    return "", ""


def _counting(way: CountingWay, shifted: tuple[str, int] | None) -> tuple[str, ...]:
    said = []
    if way.total != "municipalities":
        said.append(tr(_COUNTED[way.total]))
    if way.new != "municipalities":
        said.append(tr(_COUNTED["new"]))
    if way.left_out:
        said.append(tr(_COUNTED["left-out"]))
    if shifted is not None:
        group, step = shifted
        sooner = tr("{group} was counted before it began", group=group)
        said.append(sooner if step < 0 else tr("{group} had begun and was not counted yet", group=group))
    return tuple(said)


def summed(kinds: dict[str, int], *, alone: bool) -> str:
    """``7 withdrew; 4 in two groups``."""
    counted = Counter(kinds)
    return "; ".join(f"{number} {kind_word(kind, alone=alone)}" for kind, number in counted.items())
