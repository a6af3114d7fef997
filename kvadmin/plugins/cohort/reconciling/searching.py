"""The search: every smallest set of assumptions under which all published counts hold at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from .assumptions import AssumedColumn, counted, from_nothing, from_stored
from .counting import CountedFigure, CountingWay, Scene, Stay
from .whole_solutions import WholeColumn, WholeSolutions, whole_solutions

#: Kinds that put a municipality that is in into a second group.
_SECOND = ("second", "same")


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to look at it: how was counted, when the groups were first counted, and what that costs.

    Attributes:
        way: How the publisher counted.
        scene: Days and groups.
        shifted: A group that was counted a published day earlier (-1) or later (1) than it began.
        days: The day that each period is looked at on, by position.
        held: Stored municipalities by their stays on those days.
    """

    way: CountingWay
    scene: Scene
    held: Mapping[tuple[Stay, ...], int]
    days: tuple[date, ...] = ()
    shifted: tuple[str, int] | None = None

    @property
    def cost(self) -> int:
        """How many things are assumed before any municipality is."""
        return self.way.cost + (self.shifted is not None)


@dataclass(frozen=True, slots=True)
class SmallestExplanation:
    """One smallest set of assumptions: how many of each column."""

    setting: Setting
    parts: tuple[tuple[AssumedColumn, int], ...]

    @property
    def kinds(self) -> dict[str, int]:
        """How many things of each kind are assumed."""
        return counted(
            (part.kind, number) for column, number in self.parts for part in column.parts[0] if part.kind != "stay"
        )


@dataclass(frozen=True, slots=True)
class SmallestExplanations:
    """All of them, in a fixed order.

    Attributes:
        things: How many things each assumes; None where nothing explains it.
        found: Each of the smallest ones.
        complete: There is none beside them.
    """

    things: int | None
    found: tuple[SmallestExplanation, ...]
    complete: bool


def explain_alone(settings: Sequence[Setting], figures: Mapping[CountedFigure, int]) -> SmallestExplanations:
    """What the published counts need by themselves, whatever is stored."""
    return _best(settings, figures, from_nothing, lambda _setting: dict.fromkeys(figures, 0), stored=False)


def explain_stored(
    settings: Sequence[Setting], figures: Mapping[CountedFigure, int], *, also_missing: bool
) -> SmallestExplanations:
    """What must be otherwise than it is stored."""

    def columns(
        scene: Scene, way: CountingWay, asked: Sequence[CountedFigure], held: Mapping[tuple[Stay, ...], int]
    ) -> list[AssumedColumn]:
        return from_stored(scene, way, asked, held, also_missing=also_missing)

    return _best(settings, figures, columns, lambda setting: stored_figures(setting, tuple(figures)), stored=True)


def stored_figures(setting: Setting, figures: Sequence[CountedFigure]) -> dict[CountedFigure, int]:
    """What is stored, counted as the setting has it."""
    totals = dict.fromkeys(figures, 0)
    for stays, number in setting.held.items():
        for figure, one in zip(figures, setting.way.counts(stays, figures), strict=True):
            totals[figure] += one * number
    return totals


def contradicting(settings: Sequence[Setting], figures: Mapping[CountedFigure, int]) -> tuple[CountedFigure, ...]:
    """Published figures that cannot all be right: no more of them than it takes.

    Empty where they can, or where it takes too long to say.
    """
    kept = dict(figures)
    for figure in figures:
        fewer = {each: value for each, value in kept.items() if each != figure}
        found = explain_alone(settings, fewer)
        if found.things is None and found.complete:
            kept = fewer
    return tuple(kept)


def ways(effort: frozenset[str], figures: Sequence[CountedFigure]) -> list[CountingWay]:
    """Every way to count that makes a difference to what was published."""
    kinds = {each.kind for each in figures}
    totals = ("municipalities", "memberships", "ever") if "total" in kinds else ("municipalities",)
    news = ("municipalities", "memberships") if "new" in kinds else ("municipalities",)
    outs = (frozenset[str](), effort) if effort and kinds & {"new", "total"} else (frozenset[str](),)
    return sorted((CountingWay(a, b, c) for a in totals for b in news for c in outs), key=lambda each: each.cost)


def _best(
    settings: Sequence[Setting],
    figures: Mapping[CountedFigure, int],
    columns_of: Callable[..., list[AssumedColumn]],
    base_of: Callable[[Setting], Mapping[CountedFigure, int]],
    *,
    stored: bool,
) -> SmallestExplanations:
    asked = tuple(figures)
    best: int | None = None
    found: list[SmallestExplanation] = []
    complete = True
    for setting in sorted(settings, key=lambda each: each.cost):
        if best is not None and setting.cost > best:
            break
        args = (setting.scene, setting.way, asked, *((setting.held,) if stored else ()))
        columns = columns_of(*args)
        base = base_of(setting)
        searched = _search(columns, [figures[each] - base[each] for each in asked], setting,
                           None if best is None else best - setting.cost)  # fmt: skip
        complete &= searched.complete
        if searched.cost is None:
            continue
        things = searched.cost + setting.cost
        if best is None or things < best:
            best, found = things, []
        found += [_explanation(setting, columns, each) for each in searched.solutions]
    return SmallestExplanations(best, tuple(found), complete)


def _search(columns: list[AssumedColumn], wanted: list[int], setting: Setting, most: int | None) -> WholeSolutions:
    """The equations: a figure each, and that no stored pattern is changed more often than there are of it."""
    patterns = sorted({each.uses for each in columns if each.uses is not None})
    at = {pattern: len(wanted) + index for index, pattern in enumerate(patterns)}
    whole = [
        WholeColumn(
            {row: value for row, value in enumerate(each.effects) if value}
            | ({} if each.uses is None else {at[each.uses]: 1}),
            each.cost,
        )
        for each in columns
    ]
    whole += [WholeColumn({at[pattern]: 1}, 0) for pattern in patterns]
    room = [setting.held[pattern] for pattern in patterns]

    def accept(chosen: Mapping[int, int]) -> bool:
        return _bases_suffice(
            [(columns[index], number) for index, number in chosen.items() if index < len(columns)], setting
        )

    return whole_solutions(whole, [*wanted, *room], most_cost=most, accept=accept)


def _bases_suffice(chosen: Sequence[tuple[AssumedColumn, int]], setting: Setting) -> bool:
    """Whether there are municipalities enough for those that are said to be in a second group (Hall's condition).

    Only one that was in by the day of the second membership can have it: a later comer would have been new with it.
    """
    seconds = [
        ([(part.with_, part.stay.first) for parts in column.parts for part in parts if part.kind in _SECOND], number)
        for column, number in chosen
        if number and any(part.kind in _SECOND for part in column.parts[0])
    ]
    if not seconds:
        return True
    stays = [
        ([(part.group, part.stay.first) for parts in column.parts for part in parts], number)
        for column, number in chosen
        if column.parts[0][0].kind == "stay"
    ]
    held = dict(setting.held)
    for column, number in chosen:
        if column.uses is not None and column.uses in held:
            held[column.uses] -= number
    stays += [
        ([(pattern[0].group, pattern[0].first)], number)
        for pattern, number in held.items()
        if len(pattern) == 1 and pattern[0].last == setting.scene.days
    ]
    can = [
        frozenset(at for at, (those, _) in enumerate(stays) if any(_can_be_in(one, wanted) for one in those))
        for wanted, _ in seconds
    ]
    return all(
        sum(seconds[at][1] for at in some) <= sum(stays[at][1] for at in frozenset().union(*(can[at] for at in some)))
        for size in range(1, len(seconds) + 1)
        for some in combinations(range(len(seconds)), size)
    )


def _can_be_in(one: tuple[str, int], wanted: Iterable[tuple[str, int]]) -> bool:
    """Whether a member of a group since a day can have one of the second memberships: with its group, on its day."""
    return any(one[0] == group and one[1] <= first for group, first in wanted)


def _explanation(setting: Setting, columns: Sequence[AssumedColumn], chosen: Mapping[int, int]) -> SmallestExplanation:
    parts = tuple((columns[at], number) for at, number in sorted(chosen.items()) if at < len(columns))
    return SmallestExplanation(setting, parts)


def shifts(scene: Scene, near: Mapping[str, Sequence[int]]) -> Iterator[tuple[tuple[str, int], Scene]]:
    """Scenes in which one group is counted on the published day before or after.

    Args:
        scene: As the groups begin.
        near: Group -> the steps (-1, 1) that its beginning is near enough for.
    """
    for group, steps in near.items():
        for step in steps:
            begins = {**scene.begins, group: scene.begins[group] + step}
            yield (group, step), Scene(scene.days, begins)
