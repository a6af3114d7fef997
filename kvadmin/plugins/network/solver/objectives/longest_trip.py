"""Splits in which nobody has far to the meeting place: limits to the longest trip, tried one after another.

The longest trip of a split is no sum over its networks, so it is searched for by limits: with nobody further than a
limit, the rest of what is minimised is a sum again. Ranges of limits that can hold nothing better are left out. The
bound is that of the range that promises most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kvadmin.api import tr

from ..request import SplitRequest
from ..score_card import Score, score
from ..time_budget import TimeBudget
from .costs import trip_limit
from .objective import PAIRWISE, Objective
from .reach_program import ReachProgram
from .stars import stars_of

#: Searches within a limit, for a few places and for many.
_SEARCHES, _FEW_SEARCHES, _MANY = 18, 10, 200
#: Weight of the pairs where only the longest trip and the costs of rules count: it decides between equals.
_DECIDES = 1e-3
_EQUAL = 1e-6
_DECIMALS = 6
#: Places whose distances are all looked at; of more a sample.
_EVERY = 2500
#: With more places the least longest trip is not worked out.
_PROVEN = 600


@dataclass(frozen=True)
class Found:
    """What one search has found: networks or None, a bound over all splits or None, whether it is proven that none is."""

    networks: tuple[tuple[str, ...], ...] | None
    bound: float | None
    impossible: bool = False


#: Finds the best split by a sum over networks.
Search = Callable[[SplitRequest, TimeBudget], Found]


@dataclass
class _Range:
    """Lengths of the longest trip, as positions ``first`` to ``last``, and what the rest costs at least there."""

    first: int
    last: int
    rest: float


def least_longest(request: SplitRequest, lengths: np.ndarray, clock: TimeBudget) -> float:
    """No split has a longest trip below this, by the smallest length that is not refuted; 0 where there are too many.

    Args:
        request: What is asked for.
        lengths: Every length that a trip can have, rising.
        clock: Its end.
    """
    if len(request.places) > _PROVEN or not len(lengths):
        return 0.0
    program = ReachProgram(request, clock)
    low, high = 0, len(lengths) - 1
    while low < high and not clock.spent():
        middle = (low + high) // 2
        if program.refuted(float(lengths[middle])):
            low = middle + 1
        else:
            high = middle
    locked = [request.places.indexes(members)[None, :] for members in request.locked]
    fixed = max((float(stars_of(request.distances, at).longest[0]) for at in locked), default=0.0)
    return max(float(lengths[low]), fixed)


def by_longest_trip(request: SplitRequest, clock: TimeBudget, search: Search) -> Found:
    """The best split by an objective in which the longest trip has a weight.

    Args:
        request: What is asked for.
        clock: Its end.
        search: For splits by the rest of the objective.
    """
    return _Limits(request, clock, search).run()


class _Limits:
    def __init__(self, request: SplitRequest, clock: TimeBudget, search: Search) -> None:
        self.request, self.clock, self.search = request, clock, search
        self.weight = request.objective.longest
        rest = replace(request.objective, longest=0.0)
        self.bounded = rest != Objective()  # whether a bound of the rest is one of what is minimised
        if not self.bounded:
            rest = Objective(pairwise=_DECIDES * self.weight) if _costs(request) else PAIRWISE
        self.rest = replace(request, objective=rest)
        self.values = _lengths(request)
        self.best: tuple[tuple[str, ...], ...] | None = None
        self.value: tuple[float, float] = (np.inf, np.inf)
        self.closed: list[float] = []
        self.ranges: list[_Range] = []

    def run(self) -> Found:
        """Without a limit first, then within the range of limits that promises most."""
        found = self.search(self.rest, self.clock)
        if found.networks is None:
            return found
        card = self._offer(found.networks)
        longest = card.figures.longest
        self.least = least_longest(self.request, self.values[self.values <= longest + _EQUAL], self.clock)
        if self.request.networks is None and found.bound is None and len(self.request.places) > _MANY:
            self.rest = replace(self.rest, networks=len(found.networks))
        first = int(np.searchsorted(self.values, self.least - _EQUAL))
        at = self._position(card)
        self._close(found, card)
        self._open(first, at - 1, self._rest(found))
        searches = _SEARCHES if len(self.request.places) <= _MANY else _FEW_SEARCHES
        for number in range(searches):
            promising = self._promising()
            if promising is None or self.clock.spent():
                break
            self._look_into(promising, lowest=number == 0)
        bound = min([*self.closed, *map(self._promise, self.ranges)], default=0.0)
        return Found(self.best, max(bound, self.weight * self.least))

    def _offer(self, networks: tuple[tuple[str, ...], ...]) -> Score:
        card = score(replace(self.request, networks=None), networks)
        value = (round(card.objective, _DECIMALS), card.travel)
        if value < self.value:
            self.best, self.value = networks, value
            self.clock.tell(tr("longest trip"), card.objective, None)
        return card

    def _position(self, card: Score) -> int:
        return int(np.searchsorted(self.values, card.figures.longest - _EQUAL))

    def _rest(self, found: Found) -> float:
        """What the rest costs at least, as far as a search has proven it."""
        return found.bound if self.bounded and found.bound is not None else 0.0

    def _close(self, found: Found, card: Score) -> None:
        """Splits with a longest trip from here up to the limit that was searched cost at least so much."""
        self.closed.append(self._rest(found) + self.weight * card.figures.longest)

    def _open(self, first: int, last: int, rest: float) -> None:
        if first <= last:
            self.ranges.append(_Range(first, last, rest))

    def _promise(self, each: _Range) -> float:
        return each.rest + self.weight * float(self.values[each.first])

    def _promising(self) -> _Range | None:
        """The range that may hold the best split, taken out; None when none can hold a better one."""
        open_ = [each for each in self.ranges if self._promise(each) < self.value[0] - _EQUAL]
        if not open_:
            return None
        chosen = min(open_, key=lambda each: (self._promise(each), each.first))
        self.ranges.remove(chosen)
        return chosen

    def _look_into(self, chosen: _Range, *, lowest: bool) -> None:
        """Search within the lowest limit of a range, which is often kept, else within that in the middle of it."""
        low, high = self.values[chosen.first], self.values[chosen.last]
        middle = int(np.searchsorted(self.values, (low + high) / 2, side="right")) - 1
        middle = chosen.first if lowest else min(max(middle, chosen.first), chosen.last)
        rule = trip_limit(self.request, float(self.values[middle]))
        found = self.search(self.rest.with_rules((*self.rest.rules, rule)), self.clock)
        if found.networks is None:
            if not found.impossible:
                self.closed.append(self._promise(replace(chosen, last=middle)))
            self._open(middle + 1, chosen.last, chosen.rest)
            return
        card = self._offer(found.networks)
        self._close(found, card)
        self._open(chosen.first, self._position(card) - 1, self._rest(found))
        self._open(middle + 1, chosen.last, chosen.rest)


def _lengths(request: SplitRequest) -> np.ndarray:
    """Every length that a trip can have, each once, rising."""
    n = len(request.places)
    at = np.arange(n) if n <= _EVERY else np.linspace(0, n - 1, _EVERY).astype(np.int64)
    return np.unique(np.round(request.distances.block(at, at), _DECIMALS))


def _costs(request: SplitRequest) -> bool:
    """Whether any rule costs."""
    return any(hasattr(rule, "cost") for rule in request.bound_rules(request.networks or 1))
