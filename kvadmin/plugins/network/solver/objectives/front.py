"""Splits that a planner may choose between: none is worse than another in everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..matching import best_matching
from ..request import SplitRequest
from ..rules import Balance
from ..score_card import Score, score

Networks = Sequence[Sequence[str]]
#: Choices shown at most, and decimals within which two are equal.
MOST, _DECIMALS = 5, 2
#: The axes, in the order in which they are shown; less is better on each.
AXES = ("distance", "longest", "balance", "moves")


@dataclass(frozen=True)
class Choice:
    """A split, its place on the axes, and how it is made.

    ``distance``: sum over networks of the distances of all pairs; ``longest``: the longest way to a meeting place
    (both in the unit of the distances). ``balance``: members of the largest network less those of the smallest, or,
    where a field is balanced, the sum over networks of |sum of the field - its mean over the networks|. ``moves``:
    members that change network against the present split (None: there is none).
    """

    networks: tuple[tuple[str, ...], ...]
    score: Score
    distance: float
    longest: float
    balance: float
    moves: int | None
    made: str = ""
    present: bool = False

    def axes(self) -> tuple[float, ...]:
        """The values that are compared."""
        values = (self.distance, self.longest, self.balance, float(self.moves or 0))
        return tuple(round(value, _DECIMALS) + 0.0 for value in values)

    def dominates(self, other: Choice) -> bool:
        """Whether it is nowhere worse and somewhere better."""
        mine, theirs = self.axes(), other.axes()
        return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


def choice_of(request: SplitRequest, networks: Networks, before: Networks | None, made: str) -> Choice:
    """A split on the axes.

    Args:
        request: The rules it is priced by.
        networks: Its networks.
        before: The present split, if there is one.
        made: The command that makes it.
    """
    card = score(replace(request, networks=None), networks)
    moves = None if before is None else len(best_matching(before, networks).moved)
    same = before is not None and {frozenset(each) for each in before} == {frozenset(each) for each in networks}
    members = tuple(tuple(each.members) for each in card.networks)
    return Choice(
        members, card, card.figures.pairwise, card.figures.longest, _balance(request, members), moves, made, same
    )


def balanced_field(request: SplitRequest) -> str | None:
    """The field whose sums are to be even, or None: then it is the sizes."""
    return next((rule.field for rule in request.rules if isinstance(rule, Balance)), None)


def _balance(request: SplitRequest, networks: Networks) -> float:
    field = balanced_field(request)
    if field is None:
        sizes = [len(members) for members in networks]
        return float(max(sizes) - min(sizes))
    values = request.places.numbers(field)
    sums = np.array([values[request.places.indexes(members)].sum() for members in networks])
    return float(np.abs(sums - sums.mean()).sum())


def front_of(found: Sequence[Choice]) -> list[Choice]:
    """Those that no other dominates, each place on the axes once, the shortest first."""
    once: dict[tuple[float, ...], Choice] = {}
    for each in found:
        kept = once.setdefault(each.axes(), each)
        if each.present and not kept.present:
            once[each.axes()] = replace(kept, present=True)
    left = [each for each in once.values() if not any(other.dominates(each) for other in once.values())]
    return sorted(left, key=lambda each: each.axes())


def chosen_from(front: Sequence[Choice], most: int = MOST) -> list[Choice]:
    """At most so many of a front: the shortest, the present one, the best on each axis, then those far from others."""
    if len(front) <= most:
        return list(front)
    table = np.array([each.axes() for each in front])
    span = np.ptp(table, axis=0)
    table = (table - table.min(axis=0)) / np.where(span > 0, span, 1.0)
    present = [at for at, each in enumerate(front) if each.present]
    best = np.argmin(table, axis=0).tolist()
    kept = list(dict.fromkeys([0, *present, *best]))[:most]
    while len(kept) < most:
        gaps = np.round(np.abs(table[:, None, :] - table[None, kept, :]).sum(axis=2).min(axis=1), 9)
        kept.append(int(np.argmax(gaps)))
    return [front[at] for at in sorted(kept)]


def best_at(choices: Sequence[Choice]) -> list[list[str]]:
    """On which axes each is the best, those left out on which all are alike."""
    table = [each.axes() for each in choices]
    out: list[list[str]] = [[] for _ in choices]
    for axis, name in enumerate(AXES):
        values = [row[axis] for row in table]
        if min(values) < max(values):
            for at, value in enumerate(values):
                if value == min(values):
                    out[at].append(name)
    return out
