"""What may be assumed of a programme, one thing at a time, and what each does to the published figures.

Two sets: what the published counts need by themselves (from nothing: municipalities that stay cost nothing), and what
would have to be otherwise than it is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .counting import CountedFigure, CountingWay, Scene, Stay

#: Groups that a municipality is in at most, where it can be told what may be otherwise.
_PAIR = 2
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


def from_nothing(scene: Scene, way: CountingWay, figures: Sequence[CountedFigure]) -> list[AssumedColumn]:
    """What any programme with these groups is made of: stays, withdrawals, second groups, late comers."""
    made = list(_left_and_second(scene, way, figures))
    for group in scene.begins:
        whole = scene.whole(group)
        made.append(_Made((Assumed("stay", group, whole),), way.counts((whole,), figures)))
        made += [_Made((Assumed("late", group, late),), way.counts((late,), figures)) for late in scene.late(group)]
    return _merged(made)


def from_stored(
    scene: Scene,
    way: CountingWay,
    figures: Sequence[CountedFigure],
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
    otherwise = _Otherwise(scene, way, figures)
    made = list(_left_and_second(scene, way, figures))
    for stays in sorted(held):
        if len(stays) == 1:
            made += otherwise.of_one(stays[0])
            if also_missing:
                made.append(otherwise.changed("surplus", stays[0], (stays[0],), ()))
        elif len(stays) == _PAIR and stays[0].group != stays[1].group and all(s.last == scene.days for s in stays):
            made += otherwise.of_two(*stays)
    if also_missing:
        for group in scene.begins:
            whole = scene.whole(group)
            made.append(_Made((Assumed("missing", group, whole),), way.counts((whole,), figures)))
    return _merged(made)


class _Made(NamedTuple):
    """One assumption before those that no figure tells apart are put together."""

    parts: tuple[Assumed, ...]
    effects: tuple[int, ...]
    uses: tuple[Stay, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """What may be otherwise with one stored municipality."""

    scene: Scene
    way: CountingWay
    figures: Sequence[CountedFigure]

    def counts(self, *stays: Stay) -> tuple[int, ...]:
        return self.way.counts(stays, self.figures)

    def changed(self, kind: str, told: Stay, before: tuple[Stay, ...], after: tuple[Stay, ...]) -> _Made:
        """It had other stays than are stored."""
        effects = _less(self.counts(*after), self.counts(*before))
        return _Made((Assumed(kind, told.group, told),), effects, before)

    def of_one(self, stay: Stay) -> Iterator[_Made]:
        """It is in one group: its end, its beginning, or whose membership it is."""
        group, first, last = stay
        kind = "ended" if last == self.scene.days else "other-end"
        for end in range(first - 1, self.scene.days + 1):
            if end != last:
                changed = Stay(group, first, end)
                yield self.changed(kind, changed, (stay,), (changed,))
        if last < self.scene.days:
            return
        for begin in range(first + 1, self.scene.days + 1):
            late = Stay(group, begin, last)
            yield self.changed("late", late, (stay,), (late,))
        for base in self.scene.bases(group):
            alone = self.counts(self.scene.whole(base))
            effects = _less(_less(self.counts(self.scene.whole(base), stay), alone), self.counts(stay))
            yield _Made((Assumed("same", group, stay, base),), effects, (stay,))

    def of_two(self, one: Stay, other: Stay) -> Iterator[_Made]:
        """It is in two groups: the second may be another municipality's, or none."""
        apart = tuple(a + b for a, b in zip(self.counts(one), self.counts(other), strict=True))
        told = Assumed("apart", other.group, other, one.group)
        yield _Made((told,), _less(apart, self.counts(one, other)), (one, other))
        yield self.changed("single", other, (one, other), (one,))


def _left_and_second(scene: Scene, way: CountingWay, figures: Sequence[CountedFigure]) -> Iterator[_Made]:
    """Municipalities that nobody sees any more, and second memberships of those that are in."""
    for group in scene.begins:
        for stay in scene.ended(group):
            yield _Made((Assumed("withdrawal", group, stay),), way.counts((stay,), figures))
        for base in scene.bases(group):
            alone = way.counts((scene.whole(base),), figures)
            for second in (scene.whole(group), *scene.ended(group)):
                effects = _less(way.counts((scene.whole(base), second), figures), alone)
                parts: tuple[Assumed, ...] = (Assumed("second", group, second, base),)
                if second.last < scene.days:
                    parts = (*parts, Assumed("withdrawal", group, second, base))
                yield _Made(parts, effects)


def _less(one: Iterable[int], other: Iterable[int]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _merged(made: Iterable[_Made]) -> list[AssumedColumn]:
    """One column for all that no figure tells apart; what changes no figure is left out."""
    found: dict[tuple[tuple[str, ...], tuple[int, ...], tuple[Stay, ...] | None], list[tuple[Assumed, ...]]] = {}
    for parts, effects, uses in made:
        if any(effects):
            kinds = tuple(each.kind for each in parts)
            found.setdefault((kinds, effects, uses), []).append(parts)
    return [
        AssumedColumn(tuple(parts), effects, sum(kind != "stay" for kind in kinds), uses)
        for (kinds, effects, uses), parts in found.items()
    ]


def counted(kinds: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many things of each kind, in the order in which they are told."""
    total: Counter[str] = Counter()
    for kind, number in kinds:
        total[kind] += number
    return {kind: total[kind] for kind in KINDS if total[kind]}
