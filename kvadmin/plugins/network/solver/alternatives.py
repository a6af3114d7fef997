"""Truly different splits that are almost as good, and the difference between two splits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from kvadmin.api import Refused, tr

from .matching import NetworkChange, best_matching
from .request import SplitRequest
from .score_card import Score, score
from .split import Split, split
from .time_budget import TimeBudget

Networks = Sequence[Sequence[str]]
#: Alternatives differ in this share of pairs and cost at most this share more.
DIFFERENT, DEARER = 0.10, 0.03
#: What a pair of an earlier split costs, in mean pair costs: tried in turn.
_WEIGHTS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
_EQUAL = 1e-6


@dataclass(frozen=True)
class Comparison:
    """Two splits: who changes network under the best matching, and what each costs.

    ``pairs_kept``: of the pairs of the first whose members are in both, the share that shares a network in the second.
    """

    change: NetworkChange
    pairs_changed: float
    pairs_kept: float
    first: Score
    second: Score


def pairs_changed(first: Networks, second: Networks) -> float:
    """Share of the pairs of either split that the other has not (the smaller of both shares)."""
    a, b = _pairs(first), _pairs(second)
    if not a or not b:
        return 0.0
    common = len(a & b)
    return min(1 - common / len(a), 1 - common / len(b))


def _pairs(networks: Networks) -> set[tuple[str, str]]:
    return {pair for members in networks for pair in combinations(sorted(members), 2)}


def compare(request: SplitRequest, first: Networks, second: Networks, other: SplitRequest | None = None) -> Comparison:
    """Compare two splits of the same places, or of places some of which have left or joined in between.

    Args:
        request: The places of the first and the rules that both are priced by.
        first: A split.
        second: Another.
        other: The same rules for the places of the second, where these are others. The pairs that changed are then
            those among the places of both.
    """
    one, two = replace(request, networks=None), replace(other or request, networks=None)
    both = {place for members in first for place in members} & {place for members in second for place in members}
    kept = [[[place for place in members if place in both] for members in networks] for networks in (first, second)]
    before, after = (_pairs(networks) for networks in kept)
    stay = len(before & after) / len(before) if before else 0.0
    return Comparison(best_matching(first, second), pairs_changed(*kept), stay, score(one, first), score(two, second))


@dataclass(frozen=True)
class Alternatives:
    """Truly different splits, best first, and why there are no more of them.

    ``ended``: ``found`` (as many as were asked for), ``none`` (it is proven that there is no other), ``time`` (it was
    over), ``search`` (it found no other, which is no proof).
    """

    splits: tuple[Split, ...]
    ended: str


def alternatives(request: SplitRequest, base: Split, count: int, clock: TimeBudget | None = None) -> Alternatives:
    """Up to ``count`` splits, each different from the base and from each other, best first.

    Each differs in at least 10 % of the pairs and costs at most 3 % more; fewer are returned
    when the search finds no more, or the clock ends.
    """
    clock = clock or TimeBudget.of(request.time_limit)
    found, ended = [base], "found"
    fixed = replace(request, networks=len(base.networks))
    for _ in range(count):
        other, ended = _another(fixed, found, clock)
        if other is None:
            break
        found.append(other)
    return Alternatives(tuple(sorted(found[1:], key=lambda s: (s.objective, s.networks))), ended)


def _another(request: SplitRequest, found: list[Split], clock: TimeBudget) -> tuple[Split | None, str]:
    """Make pairs of the splits found dearer, more and more, until a different split is the best.

    A different split has at most nine tenths of the pairs of each: when the best split costs too much even with the
    price of that many pairs given back, there is none.
    """
    pairs = sum(len(_pairs(each.networks)) for each in found)
    if not pairs:
        return None, "none"
    dearest = found[0].objective * (1 + DEARER)
    mean = found[0].objective / len(_pairs(found[0].networks))
    for weight in _WEIGHTS:
        shun = RepeatedPairs(request, [s.networks for s in found], weight * mean)
        try:
            other = split(request.with_rules((*request.rules, shun)), clock=clock)
        except Refused:  # the splits found meet the rules: the search came to none, or had no time
            break
        given_back = weight * mean * (1 - DIFFERENT) * pairs
        if other.bound is not None and other.bound_scope == "all" and other.bound - given_back > dearest + _EQUAL:
            return None, "none"
        if all(pairs_changed(s.networks, other.networks) >= DIFFERENT for s in found):
            card = score(request, other.networks)
            if card.objective <= dearest:
                return replace(found[0], networks=other.networks, score=card), "found"
            break
        if clock.spent():
            break
    return None, "time" if clock.cut else "search"


class RepeatedPairs:
    """A rule object: pairs that earlier splits have in one network cost ``weight`` each."""

    def __init__(self, request: SplitRequest, splits: Sequence[Networks], weight: float) -> None:
        self.name, self.weight = tr("pairs of earlier splits"), weight
        self.labels = np.full((len(splits), len(request.places)), -1)
        for row, networks in enumerate(splits):
            for k, members in enumerate(networks):
                self.labels[row, request.places.indexes(members)] = k

    def pair_cost(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Cost of each pair, shape (rows, cols)."""
        same = self.labels[:, rows][:, :, None] == self.labels[:, cols][:, None, :]
        out: np.ndarray = self.weight * same.sum(axis=0)
        return out

    def cost(self, members: np.ndarray) -> np.ndarray:
        """Cost of each candidate."""
        total = np.zeros(len(members))
        for a in range(members.shape[1]):
            for b in range(a):
                total += (self.labels[:, members[:, a]] == self.labels[:, members[:, b]]).sum(axis=0)
        return self.weight * total
