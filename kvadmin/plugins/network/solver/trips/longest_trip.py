"""Splits in which nobody has far to the meeting place: limits to the longest trip, tried one after another.

The longest trip of a split is no sum over its networks, so it is searched for by limits: with nobody further than a
limit, the rest of what is minimised is a sum again. Ranges of limits that can hold nothing better are left out. The
bound is that of the range that promises most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import tr

from ..meetings.meeting_costs import trip_limit
from ..objectives.objective import PAIRWISE, Objective
from ..objectives.stars import stars_of
from ..request import SplitRequest
from ..score_card import Score, score
from ..time_budget import TimeBudget
from .reach_program import ReachProgram

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
    """What one search has found: networks, a bound over all splits, and whether it is proven that there are none."""

    networks: tuple[tuple[str, ...], ...] | None
    bound: float | None
    impossible: bool = False


#: Finds the best split by a sum over networks (or, when told so, any split): request, whether any will do, clock.
Search = Callable[[SplitRequest, bool, TimeBudget], Found]


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


def by_longest_trip(request: SplitRequest, clock: TimeBudget, search: Search, *, one_number: bool) -> Found:
    """The best split by an objective in which the longest trip has a weight.

    Args:
        request: What is asked for.
        clock: Its end.
        search: For splits by the rest of the objective, with a limit to the trips among the rules or without.
        one_number: Whether to stay with the number of networks that is found without a limit, where it is free.
    """
    return _Limits(request, clock, search, one_number=one_number).run()


class _Limits:
    def __init__(self, request: SplitRequest, clock: TimeBudget, search: Search, *, one_number: bool) -> None:
        self.request, self.clock, self.search = request, clock, search
        self.one_number = one_number and request.networks is None
        self.weight = request.objective.longest
        rest = replace(request.objective, longest=0.0)
        self.bounded = rest != Objective()  # whether a bound of the rest is one of what is minimised
        pairs = PAIRWISE
        if not self.bounded:  # ways to meeting places are searched best under a limit to them; pairs decide at the end
            weight = _DECIDES * self.weight if _costs(request) else 1.0
            rest, pairs = Objective(meeting=weight), Objective(pairwise=weight)
        self.pairs = pairs
        self.rest = replace(request, objective=rest)
        self.values = _lengths(request)
        self.best: tuple[tuple[str, ...], ...] | None = None
        self.value: tuple[float, float] = (np.inf, np.inf)
        self.closed: list[float] = []
        self.ranges: list[_Range] = []

    def run(self) -> Found:
        """Without a limit first, then within the range of limits that promises most."""
        first = self.rest if self.bounded else replace(self.rest, objective=self.pairs)
        found = self.search(first, False, self.clock)
        if found.networks is None:
            return found
        card = self._offer(found.networks)
        longest = card.figures.longest
        self.least = least_longest(self.request, self.values[self.values <= longest + _EQUAL], self.clock)
        if self.one_number:
            self.rest = replace(self.rest, networks=len(found.networks))
        at = self._position(card)
        self._close(found, card)
        self._open(int(np.searchsorted(self.values, self.least - _EQUAL)), at - 1, self._rest(found))
        searches = _SEARCHES if self.bounded and len(self.request.places) <= _MANY else _FEW_SEARCHES
        for number in range(searches):
            promising = self._promising()
            if promising is None or self.clock.spent():
                break
            self._look_into(promising, lowest=number == 0)
        shorter = self.best is not None and self.best != found.networks
        if not self.bounded and shorter and self.best is not None and not self.clock.spent():
            limit = score(self.request, self.best).figures.longest
            self.rest = replace(self.rest, objective=self.pairs, networks=len(self.best))
            self._look_within(float(limit), any_will_do=False)
        bound = min([*self.closed, *map(self._promise, self.ranges)], default=0.0)
        least = self.weight * self.least  # what holds for any number of networks
        return Found(self.best, least if self.one_number else max(bound, least))

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
        found = self._look_within(float(self.values[middle]), any_will_do=not self.bounded)
        if found.networks is None:
            if not found.impossible:
                self.closed.append(self._promise(replace(chosen, rest=max(chosen.rest, self._rest(found)))))
            self._open(middle + 1, chosen.last, chosen.rest)
            return
        card = score(self.request, found.networks)
        self._close(found, card)
        self._open(chosen.first, self._position(card) - 1, self._rest(found))
        self._open(middle + 1, chosen.last, chosen.rest)

    def _look_within(self, limit: float, *, any_will_do: bool) -> Found:
        """Search with nobody further away than a limit."""
        rule = trip_limit(self.request, limit)
        found = self.search(self.rest.with_rules((*self.rest.rules, rule)), any_will_do, self.clock)
        if found.networks is not None:
            self._offer(found.networks)
        return found


def _lengths(request: SplitRequest) -> np.ndarray:
    """Every length that a trip can have, each once, rising."""
    n = len(request.places)
    at = np.arange(n) if n <= _EVERY else np.linspace(0, n - 1, _EVERY).astype(np.int64)
    return np.unique(np.round(request.distances.block(at, at), _DECIMALS))


def _costs(request: SplitRequest) -> bool:
    """Whether any rule costs."""
    return any(hasattr(rule, "cost") for rule in request.bound_rules(request.networks or 1))
