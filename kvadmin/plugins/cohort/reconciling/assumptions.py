"""What may be assumed of a programme, one thing at a time, and what each does to the published figures.

Two sets: what the published counts need by themselves (from nothing: municipalities that stay cost nothing), and what
would have to be otherwise than it is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .counting import CountingWay, Figure, Scene, Stay

#: Kinds of assumptions, in the order in which they are told.
KINDS = (
    "withdrawal",  # came and left again; nothing of it is stored
    "second",  # one that is in came into a second group, too; that is not stored
    "same",  # stored as one more municipality, and is one that was in already
    "apart",  # stored as a second group of one municipality, and is another municipality's
    "single",  # stored as a second group, and is none
    "late",  # came later than its group (than it is stored)
    "ended",  # stored as still in, and had left
    "other-end",  # left on another day than is stored
    "missing",  # a membership that is not stored
    "surplus",  # a membership that is stored, and was not counted
)


class Assumed(NamedTuple):
    """One thing: what, in which group, and the stay that it is about. ``with_`` has the groups that go with it."""

    kind: str
    group: str
    stay: Stay
    with_: str = ""


@dataclass(frozen=True, slots=True)
class AssumedColumn:
    """Assumptions that no published figure tells apart.

    Attributes:
        parts: What it may be; each has the same kinds, whatever the group.
        effects: What one adds to each figure.
        cost: How many things are assumed by it.
        uses: The stored pattern that it changes one of, if it changes any.
    """

    parts: tuple[tuple[Assumed, ...], ...]
    effects: tuple[int, ...]
    cost: int
    uses: tuple[Stay, ...] | None = None


def from_nothing(scene: Scene, way: CountingWay, figures: Sequence[Figure]) -> list[AssumedColumn]:
    """What any programme with these groups is made of: stays, withdrawals, second groups, late comers."""

    def made() -> Iterator[tuple[tuple[Assumed, ...], tuple[int, ...], tuple[Stay, ...] | None]]:
        for group in scene.begins:
            whole = scene.whole(group)
            yield (Assumed("stay", group, whole),), way.counts((whole,), figures), None
            for late in scene.late(group):
                yield (Assumed("late", group, late),), way.counts((late,), figures), None
        for parts, effects in _left_and_second(scene, way, figures):
            yield parts, effects, None

    return _merged(made())


def from_stored(
    scene: Scene,
    way: CountingWay,
    figures: Sequence[Figure],
    held: Mapping[tuple[Stay, ...], int],
    *,
    also_missing: bool,
) -> list[AssumedColumn]:
    """What may be otherwise than it is stored.

    Args:
        scene: Days and groups.
        way: How the publisher counted.
        figures: What is compared.
        held: Stored municipalities by their stays.
        also_missing: Memberships that are not stored, or should not be, count as an explanation, too.
    """

    def otherwise(before: tuple[Stay, ...], after: tuple[Stay, ...]) -> tuple[int, ...]:
        return _less(way.counts(after, figures), way.counts(before, figures))

    def made() -> Iterator[tuple[tuple[Assumed, ...], tuple[int, ...], tuple[Stay, ...] | None]]:
        for parts, effects in _left_and_second(scene, way, figures):
            yield parts, effects, None
        for stays in sorted(held):
            if len(stays) == 1:
                yield from one_group(stays[0])
            elif len(stays) == 2 and stays[0].group != stays[1].group and all(s.last == scene.days for s in stays):
                first, second = stays
                apart = tuple(
                    a + b for a, b in zip(way.counts((first,), figures), way.counts((second,), figures), strict=True)
                )
                told = (second.group, second, first.group)
                yield (Assumed("apart", *told),), _less(apart, way.counts(stays, figures)), stays
                yield (Assumed("single", *told),), otherwise(stays, (first,)), stays
        if also_missing:
            for group in scene.begins:
                whole = scene.whole(group)
                yield (Assumed("missing", group, whole),), way.counts((whole,), figures), None

    def one_group(stay: Stay) -> Iterator[tuple[tuple[Assumed, ...], tuple[int, ...], tuple[Stay, ...] | None]]:
        group, first, last = stay
        for end in range(first - 1, scene.days + 1):
            if end != last:
                kind = "ended" if last == scene.days else "other-end"
                changed = Stay(group, first, end)
                yield (Assumed(kind, group, changed),), otherwise((stay,), (changed,)), (stay,)
        if last < scene.days:
            return
        for begin in range(first + 1, scene.days + 1):
            late = Stay(group, begin, last)
            yield (Assumed("late", group, late),), otherwise((stay,), (late,)), (stay,)
        for base in scene.bases(group):
            both = way.counts((scene.whole(base), stay), figures)
            alone = way.counts((scene.whole(base),), figures)
            effects = _less(_less(both, alone), way.counts((stay,), figures))
            yield (Assumed("same", group, stay, base),), effects, (stay,)
        if also_missing:
            yield (Assumed("surplus", group, stay),), otherwise((stay,), ()), (stay,)

    return _merged(made())


def _left_and_second(
    scene: Scene, way: CountingWay, figures: Sequence[Figure]
) -> Iterator[tuple[tuple[Assumed, ...], tuple[int, ...]]]:
    """Municipalities that nobody sees any more, and second memberships of those that are in."""
    for group in scene.begins:
        for stay in scene.ended(group):
            yield (Assumed("withdrawal", group, stay),), way.counts((stay,), figures)
        for base in scene.bases(group):
            alone = way.counts((scene.whole(base),), figures)
            for second in (scene.whole(group), *scene.ended(group)):
                effects = _less(way.counts((scene.whole(base), second), figures), alone)
                parts: tuple[Assumed, ...] = (Assumed("second", group, second, base),)
                if second.last < scene.days:
                    parts = (*parts, Assumed("withdrawal", group, second, base))
                yield parts, effects


def _less(one: Iterable[int], other: Iterable[int]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _merged(
    made: Iterable[tuple[tuple[Assumed, ...], tuple[int, ...], tuple[Stay, ...] | None]],
) -> list[AssumedColumn]:
    """One column for all that no figure tells apart; what changes no figure is left out."""
    found: dict[tuple[object, ...], list[tuple[Assumed, ...]]] = {}
    for parts, effects, uses in made:
        if any(effects):
            kinds = tuple(each.kind for each in parts)
            found.setdefault((kinds, effects, uses), []).append(parts)
    return [
        AssumedColumn(tuple(parts), effects, sum(kind != "stay" for kind in kinds), uses)  # type: ignore[arg-type,attr-defined]
        for (kinds, effects, uses), parts in found.items()
    ]


def counted(kinds: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many things of each kind, in the order in which they are told."""
    total: Counter[str] = Counter()
    for kind, number in kinds:
        total[kind] += number
    return {kind: total[kind] for kind in KINDS if total[kind]}
