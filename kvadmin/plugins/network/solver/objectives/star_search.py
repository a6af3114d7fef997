"""Every candidate network below a reduced cost when it is the way to a meeting place that costs.

The cost of a star is a sum over its members, so the best sets around a meeting place are found by sorting: a partial
set of the members nearest by (way - price) is completed best by the next ones in that order, and one that cannot come
below the threshold even so is dropped. Each set is looked at around each of its members; around its meeting place the
star is what the set costs, so that none is missed. Pairs that count too are bounded by half the size times the star
(the sum over pairs is half the sum of the stars around all members, of which the meeting place has the least).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..exact.candidate_pool import distinct, priced
from ..exact.pricing import LIMIT, PricedNetworks
from ..problem import SplitProblem
from ..request import SplitRequest
from ..time_budget import TimeBudget
from .costs import MeetingCost, TripLimit, counted_in_pairs, meeting_cost

#: Rows times candidates held in memory at once.
_CELLS = 2_000_000
#: Partial sets kept per step once there are too many to be exact.
_BEAM = 2_000
#: When sets below nought are wanted: those whose value is at least this share of the best around the same place.
_NEAR_BEST = 0.7
#: Weight of the pairs, in weights of the meeting cost, up to which stars bound better than pairs do.
_BY_STARS = 0.6
_ROUNDED = 1e-9


@dataclass
class _Part:
    """Partial sets of equal number of units around some place."""

    hub: np.ndarray  # (rows,)
    last: np.ndarray  # place of the last member in the hub's order, -1: none yet
    value: np.ndarray  # star less prices so far
    weight: np.ndarray  # places so far
    units: np.ndarray  # (rows, units)


class StarSearch:
    """The search for one problem and one set of prices; asked as :class:`..exact.pricing.Enumeration` is."""

    def __init__(
        self,
        problem: SplitProblem,
        prices: np.ndarray,
        network_price: float,
        threshold: float,
        clock: TimeBudget,
        *,
        moment: float | None = None,
        limit: int = LIMIT,
    ) -> None:
        self.problem, self.clock, self.moment, self.limit = problem, clock, moment, limit
        self.threshold, self.network_price = threshold, network_price
        self.duals = np.append(np.asarray(prices, dtype=float), 0.0)
        self.exact, self.seen = True, 0
        self._prepare()

    def run(self) -> PricedNetworks:
        """All candidates below the threshold; of those below nought some of the best, as long as there are any."""
        if self.threshold < 0:
            best = self._best()
            if not (best < self.threshold).any():
                return self._answer([])
            found = self._answer(self._sets(np.minimum(self.threshold, _NEAR_BEST * best)))
            if len(found.cols):
                found.exact = False
                return found
        return self._answer(self._sets(np.full(len(self.base), self.threshold)))

    def _prepare(self) -> None:
        """Per meeting place: what each unit adds, cheapest first, and the sums of the cheapest."""
        problem, n = self.problem, self.problem.n
        weight, limit = _weight(problem), min((r.limit for r in problem.rules if isinstance(r, TripLimit)), default=0.0)
        hubs = np.concatenate(problem.units)
        self.home = np.repeat(np.arange(n), problem.weights[:-1])
        ways = problem.distances.block(hubs, hubs)
        starts = np.concatenate([[0], np.cumsum(problem.weights[:-1])])[:-1]
        cost = weight * np.add.reduceat(ways, starts, axis=1)
        if any(isinstance(rule, TripLimit) for rule in problem.rules):
            cost[np.maximum.reduceat(ways, starts, axis=1) > limit + _ROUNDED] = np.inf
        cost[~np.isfinite(problem.costs[self.home, :-1])] = np.inf
        reduced = cost - self.duals[:-1]
        row = np.arange(len(hubs))
        self.base = reduced[row, self.home] - self.network_price
        reduced[row, self.home] = np.inf
        most = min(n - 1, problem.size_max - 1)
        self.order = np.argsort(np.round(reduced, 9), axis=1, kind="stable")[:, : n - 1]
        self.gains = np.take_along_axis(reduced, self.order, axis=1)
        filled = np.concatenate([self.gains, np.full((len(hubs), problem.size_max), np.inf)], axis=1)
        with np.errstate(invalid="ignore"):
            self.sums = np.concatenate([np.zeros((len(hubs), 1)), np.cumsum(filled, axis=1)], axis=1)
        self.most = most
        self.apart = ~np.isfinite(problem.costs[:-1, :-1])
        self.apart_any = bool(self.apart.any())

    def _counts(self, weight: np.ndarray) -> range:
        """How many further units may come to partial sets of these weights."""
        heaviest, problem = int(self.problem.weights.max()), self.problem
        least = max(0, -(-(problem.size_min - int(weight.max())) // heaviest))
        return range(least, min(self.most, problem.size_max - int(weight.min())) + 1)

    def _best(self) -> np.ndarray:
        """The least value around each place, rules aside, shape (hubs,)."""
        counts = list(self._counts(self.problem.weights[self.home]))
        sums = self.sums[:, counts].min(axis=1) if counts else np.full(len(self.base), np.inf)
        out: np.ndarray = self.base + sums
        return out

    def _sets(self, below: np.ndarray) -> list[np.ndarray]:
        """Candidates around each place whose value is below that of the place."""
        hubs = np.flatnonzero(self._best() < below)
        if not len(hubs):
            return []
        home = self.home[hubs]
        self.width = self._width(hubs, below)
        rows = max(1, _CELLS // max(1, self.width))
        start = _Part(hubs, np.full(len(hubs), -1), self.base[hubs], self.problem.weights[home], home[:, None])
        stack, out = [start], []
        while stack and not self._over():
            part = stack.pop()
            if len(part.hub) > rows:
                stack += [_take(part, np.arange(a, min(len(part.hub), a + rows)))
                          for a in range(0, len(part.hub), rows)][::-1]  # fmt: skip
                continue
            out += self._complete(part, below)
            grown = self._grown(part, below)
            if grown is not None:
                stack.append(grown)
        return out

    def _over(self) -> bool:
        over = self.clock.past(self.moment)
        self.exact = self.exact and not over
        return over

    def _width(self, hubs: np.ndarray, below: np.ndarray) -> int:
        """How far down the order members may stand."""
        counts = [more - 1 for more in self._counts(self.problem.weights[self.home[hubs]]) if more]
        if not counts:
            return 0
        others = self.sums[hubs][:, counts].min(axis=1)
        useful = (self.base[hubs] + others)[:, None] + self.gains[hubs] < below[hubs, None]
        return int(useful.sum(axis=1).max(initial=0))

    def _complete(self, part: _Part, below: np.ndarray) -> list[np.ndarray]:
        problem = self.problem
        whole = (part.weight >= problem.size_min) & (part.weight <= problem.size_max) & (part.value < below[part.hub])
        if not whole.any():
            return []
        cols = np.full((int(whole.sum()), problem.size_max), problem.n, dtype=np.int32)
        cols[:, : part.units.shape[1]] = part.units[whole]
        return [cols]

    def _grown(self, part: _Part, below: np.ndarray) -> _Part | None:
        """The sets with one unit more that can still come below."""
        counts = [more for more in self._counts(part.weight) if more]
        if not counts or not self.width:
            return None
        positions = np.arange(self.width)
        gains = self.gains[part.hub, : self.width]
        sums = self.sums[part.hub]
        rest = np.full(gains.shape, np.inf)
        with np.errstate(invalid="ignore"):
            for more in counts:
                after = sums[:, more : more + self.width] - sums[:, 1 : 1 + self.width]
                # past the last unit that may come there is nothing: inf - inf
                np.minimum(rest, np.where(np.isnan(after), np.inf, after), out=rest)
            bound = part.value[:, None] + gains + rest
            ok = (positions[None, :] > part.last[:, None]) & (bound < below[part.hub, None])
        row, at = np.nonzero(ok)
        if not len(row):
            return None
        self.seen += len(row)
        if self.seen > self.limit:
            self.exact = False
            kept = np.sort(np.argsort(np.round(bound[row, at], 9), kind="stable")[:_BEAM])
            row, at = row[kept], at[kept]
        hub, unit = part.hub[row], self.order[part.hub[row], at]
        grown = _Part(
            hub, at, part.value[row] + gains[row, at], part.weight[row] + self.problem.weights[unit],
            np.concatenate([part.units[row], unit[:, None]], axis=1),
        )  # fmt: skip
        return self._possible(grown)

    def _possible(self, part: _Part) -> _Part | None:
        """Those that some rule does not rule out already."""
        ok = part.weight <= self.problem.size_max
        if self.apart_any:
            ok &= ~self.apart[part.units[:, -1][:, None], part.units[:, :-1]].any(axis=1)
        at = np.flatnonzero(ok)
        part = _take(part, at)
        ok = self.problem.possible(np.sort(part.units, axis=1)) if len(at) else np.zeros(0, dtype=bool)
        return _take(part, np.flatnonzero(ok)) if ok.any() else None

    def _answer(self, sets: list[np.ndarray]) -> PricedNetworks:
        """The sets once each, priced and ordered by reduced cost."""
        problem = self.problem
        cols = np.sort(np.concatenate([*sets, np.empty((0, problem.size_max), dtype=np.int32)]), axis=1)
        cols, costs = priced(problem, distinct(cols, problem.n), self.clock)
        self.exact = self.exact and not (self.clock.cut and self.clock.spent())
        reduced = costs - self.duals[cols].sum(axis=1) - self.network_price
        keep = np.flatnonzero(reduced < self.threshold)
        order = keep[np.lexsort((*cols[keep].T[::-1], np.round(reduced[keep], 9)))]
        return PricedNetworks(cols[order], costs[order], reduced[order], self.exact)


def _take(part: _Part, at: np.ndarray) -> _Part:
    return _Part(part.hub[at], part.last[at], part.value[at], part.weight[at], part.units[at])


def _weight(problem: SplitProblem) -> float:
    """What a kilometre to the meeting place costs at least, pairs included."""
    rule = next(rule for rule in problem.rules if isinstance(rule, MeetingCost))
    return rule.weight + max(0.0, problem.pair_weight - rule.counted) * problem.size_min / 2


def with_objective(problem: SplitProblem, request: SplitRequest) -> SplitProblem:
    """The problem priced by what is minimised, but for the longest trip: that is no sum over networks."""
    objective = request.objective
    if objective.is_pairwise or not (objective.pairwise or objective.meeting):
        return problem  # with the longest trip alone, pairs decide between equals
    if not objective.meeting:
        return replace(problem, pair_weight=objective.pairwise)
    # bounds by stars leave out about half of what pairs cost, bounds by pairs a third of what meetings cost
    search = StarSearch if objective.pairwise < _BY_STARS * objective.meeting else None
    counted = counted_in_pairs(request)
    rules = (*problem.rules, meeting_cost(request))
    return replace(problem, rules=rules, pair_weight=objective.pairwise + counted, search=search)
