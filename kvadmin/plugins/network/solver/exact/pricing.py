"""Every candidate network below a reduced cost, found exactly: nothing that could improve is missed.

A candidate S is worth f(S) = sum of prices + price of a network - cost(S). Sets grow by one
unit at a time in a fixed order; a partial set is dropped when even the best units that may
follow cannot lift f above the threshold. The bound of r further units is the r largest of
(price - cost to the partial set - half the r - 1 smallest costs to the other candidates).
Rules that only add cost are left out of the bound (it stays valid); balance enters with both
slopes of its absolute value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .candidate_pool import priced
from .capped_groups import CappedGroups
from .subset_rows import PricedCuts

#: Partial sets per step, times candidates: what is held in memory at once.
_CELLS = 4_000_000
#: Partial sets in all before the search gives up being exact.
LIMIT = 1_500_000
#: Networks larger than this cannot be enumerated: only the best partial sets are followed.
_LARGEST, _LARGE_LIMIT = 9, 60_000
#: Partial sets kept per step afterwards.
_BEAM = 400
_HALF = 0.5
#: Partial sets judged between two looks at the clock.
_ROWS = 50_000


@dataclass
class PricedNetworks:
    """Candidates with reduced cost below the threshold; ``exact``: there are no others."""

    cols: np.ndarray
    costs: np.ndarray
    reduced: np.ndarray
    exact: bool


@dataclass
class _Part:
    """Partial sets of equal number of units, all of the same block of roots."""

    root: np.ndarray  # row of the block
    last: np.ndarray  # members as candidate numbers of the root, (rows, units - 1)
    value: np.ndarray  # sum of prices - costs so far
    gain: np.ndarray  # (rows, candidates): what a candidate would add; -inf: may not be added
    slope: np.ndarray  # (balances, rows): weight x sum of the field so far
    weight: np.ndarray  # places so far
    room: np.ndarray  # (rows, groups): units of each capped group that may still come
    #: Largest f any completion can reach, for the beam.
    bound: np.ndarray


class Enumeration:
    """The search for one problem and one set of prices.

    Args:
        problem: Units, costs and rules.
        prices: Price of each unit, shape (n,): the duals of the covering rows.
        network_price: Dual of the row that counts networks (0 when their number is free).
        threshold: Candidates with reduced cost below it are wanted.
        clock: What was found until its end is given, and is then not all there is.
        moment: An earlier end.
        limit: Partial sets to look at before the search only follows the best.
        cuts: Subset-row cuts with their prices.
    """

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
        cuts: PricedCuts | None = None,
    ) -> None:
        self.problem, self.limit, self.least = problem, limit, -threshold
        self.cuts = cuts or PricedCuts()
        self.costs = self.cuts.on_pairs(problem.costs)
        self.clock, self.moment = clock, moment
        if problem.size_max > _LARGEST:
            self.limit = min(limit, _LARGE_LIMIT)
        self.duals = np.append(np.asarray(prices, dtype=float), 0.0)
        self.prices = self.duals[:-1] - problem.inner[:-1]
        self.network_price = network_price
        self.seen, self.exact = 0, True
        self.caps = CappedGroups.of(problem)
        self.out: list[np.ndarray] = []
        self.balances = [
            (b.weight * problem.total(b)[:-1], b.weight * b.mean) for b in problem.balances[:2] if b.weight > 0
        ]
        self._prepare()

    def run(self) -> PricedNetworks:
        """Search root by root; see :class:`Found`."""
        problem, width = self.problem, self.problem.size_max
        for start in range(0, problem.n, self.block):
            if self._over():
                break
            self._block(np.arange(start, min(problem.n, start + self.block)))
        cols = np.concatenate([*self.out, np.empty((0, width), dtype=np.int32)])
        cols, costs = priced(problem, np.sort(cols, axis=1), self.clock)
        self.exact = self.exact and not (self.clock.cut and self.clock.spent())
        reduced = costs - self.duals[cols].sum(axis=1) - self.network_price + self.cuts.of(cols, problem.n)
        keep = np.flatnonzero(reduced < -self.least)
        order = keep[np.lexsort((*cols[keep].T[::-1], np.round(reduced[keep], 9)))]
        return PricedNetworks(cols[order], costs[order], reduced[order], self.exact)

    def _over(self) -> bool:
        """Whether the search has to stop where it is."""
        over = self.clock.past(self.moment)
        self.exact = self.exact and not over
        return over

    def _counts(self, weight: np.ndarray) -> range:
        """How many further units may come to partial sets of these weights."""
        heaviest = int(self.problem.weights.max())
        least = max(1, -(-(self.problem.size_min - int(weight.max())) // heaviest))
        return range(least, self.problem.size_max - int(weight.min()) + 1)

    def _prepare(self) -> None:
        """Pairs that can be in a wanted set, the order of roots and each root's candidates."""
        problem, n = self.problem, self.problem.n
        self.keep = self._pairs() if n > 1 else np.zeros((n, n), dtype=bool)
        degree = self.keep.sum(axis=1)
        if problem.needed is not None:  # every network has one of these: they come first, only they are roots
            degree = degree - np.where(problem.needed, n + 1, 0)
        order = np.argsort(degree, kind="stable")
        rank = np.empty(n, dtype=np.int64)
        rank[order] = np.arange(n)
        later = self.keep & (rank[None, :] > rank[:, None])
        if problem.needed is not None:
            later &= problem.needed[:, None]
        self.width = max(1, int(later.sum(axis=1).max(initial=0)))
        key = np.where(later, rank[None, :], n + 1)
        self.cand = np.argsort(key, axis=1, kind="stable")[:, : self.width]
        self.valid = np.take_along_axis(later, self.cand, axis=1)
        self.block = max(1, min(64, 2_000_000 // (self.width * self.width)))

    def _pairs(self) -> np.ndarray:
        """Pairs that some wanted set may contain (a valid, cheap over-estimate), shape (n, n)."""
        n, costs = self.problem.n, self.costs[:-1, :-1]
        others = costs.copy()
        np.fill_diagonal(others, np.inf)
        width = min(self.problem.size_max, n - 1)
        sums = np.cumsum(self._nearest(others, np.broadcast_to(np.arange(n), (n, n)), np.arange(n), width), axis=1)
        keep = np.zeros((n, n), dtype=bool)
        tilts = self._tilts()
        heaviest = int(self.problem.weights.max())
        fewest = max(2, -(-self.problem.size_min // heaviest))
        for size in range(fewest, min(self.problem.size_max, n) + 1):
            half = _HALF * sums[:, size - 3] if size > 2 else 0.0
            ok = np.ones((n, n), dtype=bool)
            for tilt, constant in tilts:
                prices = self.prices + tilt
                add = prices[None, :] - others - np.broadcast_to(half, n)[None, :]
                bound = self._with_each(add, self._pair_tops(add, size - 1)) + prices[:, None]
                ok &= bound + self.network_price + constant > self.least
            keep |= ok
        out: np.ndarray = keep & keep.T & np.isfinite(others)
        return out

    def _nearest(self, costs: np.ndarray, units: np.ndarray, owners: np.ndarray, width: int) -> np.ndarray:
        """Least costs that others in one network with a unit can have, in rising order, shape (rows, width).

        Args:
            costs: Of each candidate, shape (rows, candidates).
            units: Which unit each candidate is, the same shape.
            owners: The unit of each row.
            width: How many.
        """
        if self.caps is None:
            return np.sort(np.partition(costs, width - 1, axis=1)[:, :width], axis=1)
        room = np.tile(self.caps.limit(), (len(costs), 1))
        room[np.arange(len(costs)), self.caps.codes[owners]] -= 1
        codes = self.caps.codes[units]
        values = np.where(np.take_along_axis(room, codes, axis=1) > 0, -costs, -np.inf)
        return -self.caps.largest(values, codes, room, width)

    def _pair_tops(self, add: np.ndarray, more: int) -> np.ndarray:
        """The largest gains of units beside each unit, shape (n, more)."""
        n = len(add)
        if self.caps is None:
            return np.partition(add, n - more, axis=1)[:, n - more :]
        room = np.tile(self.caps.limit(), (n, 1))
        room[np.arange(n), self.caps.codes] -= 1
        codes = np.broadcast_to(self.caps.codes, (n, n))
        values = np.where(np.take_along_axis(room, codes, axis=1) > 0, add, -np.inf)
        return self.caps.largest(values, codes, room, more)

    def _tilts(self) -> list[tuple[np.ndarray, float]]:
        """Linear under-estimates of the balance costs: (addition per unit, constant)."""
        zero = np.zeros(self.problem.n)
        tilts = [(zero, 0.0)]
        for field, mean in self.balances:
            tilts += [(-field, mean), (field, -mean)]
        return tilts

    def _block(self, roots: np.ndarray) -> None:
        """Grow all sets of a block of roots, depth first over blocks of partial sets."""
        problem = self.problem
        cand, valid = self.cand[roots], self.valid[roots]
        costs = self.costs[cand[:, :, None], cand[:, None, :]]
        usable = valid[:, :, None] & valid[:, None, :] & self.keep[cand[:, :, None], cand[:, None, :]]
        self.roots, self.local = roots, np.where(usable, costs, np.inf)
        near = self._near_in_block(max(0, problem.size_max - 2))
        first = np.zeros((*near.shape[:2], 1))
        self.half = _HALF * np.concatenate([first, np.cumsum(near, axis=2)], axis=2)
        self.tilt = [field[cand] for field, _ in self.balances]
        gain = np.where(valid, self.prices[cand] - self.costs[roots[:, None], cand], -np.inf)
        slope = np.array([field[roots] for field, _ in self.balances]).reshape(len(self.balances), len(roots))
        none = np.empty((len(roots), 0), dtype=np.int32)
        weight = problem.weights[roots]
        room = np.empty((len(roots), 0), dtype=np.int64)
        if self.caps is not None:
            self.codes = self.caps.codes[cand]
            room = np.tile(self.caps.limit(), (len(roots), 1))
            room[np.arange(len(roots)), self.caps.codes[roots]] -= 1
            gain[np.take_along_axis(room, self.codes, axis=1) <= 0] = -np.inf
        part = _Part(np.arange(len(roots)), none, self.prices[roots], gain, slope, weight, room, np.zeros(len(roots)))
        stack = [part]
        self._collect(part)
        while stack:
            if self._over():
                break
            part = stack.pop()
            rows = max(1, _CELLS // (self.width * 4))
            if len(part.value) > rows:
                stack += [_take(part, np.arange(a, min(len(part.value), a + rows)))
                          for a in range(0, len(part.value), rows)][::-1]  # fmt: skip
                continue
            stack += self._grow(part)[::-1]

    def _near_in_block(self, width: int) -> np.ndarray:
        """Least costs of each candidate to others of its root, in rising order, shape (roots, candidates, width)."""
        if not width or self.caps is None:
            return np.sort(self.local, axis=2)[:, :, :width]
        count, many = self.local.shape[:2]
        costs, units = self.local.reshape(count * many, many), self.cand[self.roots]
        near = self._nearest(costs, np.repeat(units, many, axis=0), units.ravel(), min(width, many))
        return near.reshape(count, many, -1)

    def _grow(self, part: _Part) -> list[_Part]:
        """All partial sets with one unit more that can still reach the threshold, some thousands at a time."""
        bound = self._bounds(part)
        row, b = np.nonzero(bound > self.least)
        if not len(row):
            return []
        reach = bound[row, b]
        self.seen += len(row)
        if self.seen > self.limit:
            self.exact = False
            best = np.sort(np.argsort(-np.round(reach, 9), kind="stable")[:_BEAM])
            row, b, reach = row[best], b[best], reach[best]
        out = []
        for start in range(0, len(row), _ROWS):
            if start and self._over():
                break
            at = slice(start, start + _ROWS)
            grown = self._grown(part, row[at], b[at], reach[at])
            if grown is not None:
                out.append(grown)
        return out

    def _grown(self, part: _Part, row: np.ndarray, b: np.ndarray, reach: np.ndarray) -> _Part | None:
        """Partial sets with these candidates more, as far as they may still grow; complete ones are noted."""
        root = part.root[row]
        last = np.concatenate([part.last[row], b[:, None].astype(np.int32)], axis=1)
        slope = part.slope[:, row] + np.array([t[root, b] for t in self.tilt]).reshape(len(self.tilt), len(row))
        weight = part.weight[row] + self.problem.weights[self.cand[self.roots[root], b]]
        value = part.value[row] + part.gain[row, b]
        room = part.room[row]
        if self.caps is not None:
            room[np.arange(len(row)), self.codes[root, b]] -= 1
        grown = _Part(root, last, value, np.empty((0, 0)), slope, weight, room, reach)
        kept = self._collect(grown)
        open_ = kept & (weight < self.problem.size_max)
        if not open_.any():
            return None
        at = np.flatnonzero(open_)
        gain = part.gain[row[at]] - self.local[root[at], b[at]]
        gain[np.arange(self.width)[None, :] <= b[at, None]] = -np.inf
        if self.caps is not None:
            gain[np.take_along_axis(room[at], self.codes[root[at]], axis=1) <= 0] = -np.inf
        grown.gain = np.empty((len(value), 0))
        grown = _take(grown, at)
        grown.gain = gain
        return grown

    def _bounds(self, part: _Part) -> np.ndarray:
        """For each partial set and candidate the most a completion with it can be worth."""
        best = np.full(part.gain.shape, -np.inf)
        for more in self._counts(part.weight):
            if more > self.width:
                break
            add = part.gain - self.half[part.root, :, more - 1]
            bound = self._top(part, add, more, part.value + self.network_price)
            for k, (_, mean) in enumerate(self.balances):
                for sign in (-1.0, 1.0):
                    base = part.value + self.network_price + sign * (part.slope[k] - mean)
                    tilted = self._top(part, add + sign * self.tilt[k][part.root], more, base)
                    bound = np.minimum(bound, tilted)
            if not self.problem.single:
                bound[part.weight + more > self.problem.size_max] = -np.inf
            np.maximum(best, bound, out=best)
        return best

    def _top(self, part: _Part, add: np.ndarray, more: int, base: np.ndarray) -> np.ndarray:
        """``base`` plus the sum of the ``more`` largest of a row when the given candidate must be among them."""
        width = add.shape[1]
        out: np.ndarray = add + base[:, None]
        if more == 1:
            return out
        out = self._with_each(add, np.partition(add, width - more, axis=1)[:, width - more :]) + base[:, None]
        if self.caps is not None:
            open_ = np.flatnonzero((out > self.least).any(axis=1))
            codes, room = self.codes[part.root[open_]], part.room[open_]
            out[open_] = self._with_each(add[open_], self.caps.largest(add[open_], codes, room, more))
            out[open_] += base[open_, None]
        return out

    @staticmethod
    def _with_each(add: np.ndarray, top: np.ndarray) -> np.ndarray:
        """At most the sum of the largest with one given candidate among them: it takes the place of the least."""
        least = top.min(axis=1)
        with np.errstate(invalid="ignore"):
            rest = np.where(np.isfinite(least), top.sum(axis=1) - least, -np.inf)
        out: np.ndarray = rest[:, None] + np.minimum(add, least[:, None])
        return out

    def _collect(self, part: _Part) -> np.ndarray:
        """Note the complete sets among partial ones; returns which may still grow."""
        problem = self.problem
        cols = np.full((len(part.value), problem.size_max), problem.n, dtype=np.int32)
        cols[:, 0] = self.roots[part.root]
        cols[:, 1 : part.last.shape[1] + 1] = self.cand[self.roots[part.root][:, None], part.last]
        worth = part.value + self.network_price
        for k, (_, mean) in enumerate(self.balances):
            worth = worth - np.abs(part.slope[k] - mean)
        whole = (part.weight >= problem.size_min) & (part.weight <= problem.size_max) & (worth > self.least)
        if whole.any():
            self.out.append(cols[whole])
        fits = part.weight <= problem.size_max
        out: np.ndarray = fits & problem.possible(cols)
        return out


def _take(part: _Part, at: np.ndarray) -> _Part:
    return _Part(
        part.root[at],
        part.last[at],
        part.value[at],
        part.gain[at],
        part.slope[:, at],
        part.weight[at],
        part.room[at],
        part.bound[at],
    )
