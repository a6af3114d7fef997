"""Every candidate network below a reduced cost, block by block: exact for thousands of places in linear memory.

The units are cut into compact blocks in a fixed order. A candidate belongs to the first block that has one of its
units. The units of later blocks that a wanted candidate of a block may contain are found by the bound over pairs
that :class:`Enumeration` has too, here row by row over all units; then the block and those units are searched as one
small problem, with only the block's units as roots.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..exact.pricing import LIMIT, Enumeration, PricedNetworks
from ..problem import SplitProblem
from ..rules import _MinPer
from ..time_budget import TimeBudget
from .windows import bisect, sub_problem

#: Units of a block.
_BLOCK = 100
#: Costs held at once while rows over all units are made.
_CELLS = 4_000_000


def pairs_only(problem: SplitProblem) -> SplitProblem:
    """The problem without the rules that a bound over pairs cannot see: its optimum is never above the real one.

    Rules that add to a network's cost only add (they must be >= 0), and a network that needs something is one network
    less to choose from: whatever is below every split of this problem is below every split of the real one.
    """
    kept = [
        rule
        for rule in problem.rules
        if not isinstance(rule, _MinPer) and (hasattr(rule, "pair_cost") or not hasattr(rule, "cost"))
    ]
    return replace(problem, rules=tuple(kept))


class BlockPricing:
    """The search for candidates of one problem at changing prices.

    Args:
        problem: Units and rules; those of :func:`pairs_only`.
        points: Latitude and longitude of each unit, shape (n, 2).
        clock: What was found until its end is given, and is then not all there is.
    """

    def __init__(self, problem: SplitProblem, points: np.ndarray, clock: TimeBudget) -> None:
        self.problem, self.clock = problem, clock
        self.blocks = list(bisect(points, np.ones(problem.n), _BLOCK, 0.0))
        self.block_of = np.empty(problem.n, dtype=np.int64)
        for number, block in enumerate(self.blocks):
            self.block_of[block] = number
        heaviest = int(problem.weights.max(initial=1))
        fewest = max(2, -(-problem.size_min // heaviest))
        self.sizes = range(fewest, min(problem.size_max, problem.n) + 1)
        self._half = self._halves()

    def _rows(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Costs between units, shape (len(rows), len(cols)); inf from a unit to itself."""
        problem = self.problem
        some, all_ = [problem.units[int(u)] for u in rows], [problem.units[int(u)] for u in cols]
        out = problem.costs_between(np.concatenate(some), np.concatenate(all_))
        if not problem.single:
            out = np.add.reduceat(out, np.cumsum([0, *map(len, some)])[:-1], axis=0)
            out = np.add.reduceat(out, np.cumsum([0, *map(len, all_)])[:-1], axis=1)
        out[rows[:, None] == cols[None, :]] = np.inf
        return out

    def _halves(self) -> np.ndarray:
        """Half of what the r cheapest others cost each unit, r = 0 .. size_max - 2, shape (n, size_max - 1)."""
        n, width = self.problem.n, max(0, min(self.problem.size_max - 2, self.problem.n - 1))
        out = np.zeros((n, width + 1))
        rows = max(1, _CELLS // max(1, n))
        for start in range(0, n if width else 0, rows):
            if self.clock.spent():
                break  # zero is still below the truth
            at = np.arange(start, min(n, start + rows))
            costs = np.partition(self._rows(at, np.arange(n)), width - 1, axis=1)[:, :width]
            out[at, 1:] = 0.5 * np.cumsum(np.sort(costs, axis=1), axis=1)
        return out

    def below(
        self,
        prices: np.ndarray,
        network_price: float,
        threshold: float,
        *,
        judge: SplitProblem | None = None,
        moment: float | None = None,
        limit: int = LIMIT,
    ) -> PricedNetworks:
        """Candidates with reduced cost below the threshold, cheapest first.

        Args:
            prices: Price of each unit, shape (n,).
            network_price: Price of a network.
            threshold: Candidates whose cost is below their prices plus this are wanted.
            judge: The problem with all rules: candidates it does not allow are left out, and its costs are given.
            moment: When to stop.
            limit: Partial sets of one block to look at before the search only follows the best.
        """
        n, width = self.problem.n, self.problem.size_max
        cols, costs = [np.empty((0, width), dtype=np.int32)], [np.empty(0)]
        exact = True
        for number, roots in enumerate(self.blocks):
            if self.clock.past(moment):
                exact = False
                break
            near = self._near(number, prices, network_price, threshold)
            part = sub_problem(self.problem, near, None)
            root = np.zeros(int(max(u.max() for u in part.units)) + 1, dtype=bool)
            root[np.concatenate([self.problem.units[int(u)] for u in roots])] = True
            rooted = replace(part, rules=(*part.rules, _MinPer("", root, 1)))
            found = Enumeration(rooted, prices[near], network_price, threshold, self.clock, moment=moment, limit=limit)
            sets = found.run()
            exact = exact and sets.exact
            kept, prices_of = sets.cols, sets.costs
            if judge is not None:
                kept, prices_of = sub_problem(judge, near, None).priced(kept)
            cols.append(np.sort(np.append(near, n)[kept], axis=1).astype(np.int32))
            costs.append(prices_of)
        all_, cost = np.concatenate(cols), np.concatenate(costs)
        reduced = cost - np.append(prices, 0.0)[all_].sum(axis=1) - network_price
        order = np.lexsort((*all_.T[::-1], np.round(reduced, 9)))
        return PricedNetworks(all_[order], cost[order], reduced[order], exact)

    def _near(self, number: int, prices: np.ndarray, network_price: float, threshold: float) -> np.ndarray:
        """The units of a block and all of later blocks that a wanted candidate may have beside one of them, sorted."""
        roots, others = self.blocks[number], np.flatnonzero(self.block_of >= number)
        clear = prices - self.problem.inner[:-1]
        costs = self._rows(roots, others)
        ok = np.zeros(len(others), dtype=bool)
        for size in self.sizes:
            if size > len(others):
                break
            add = (clear - self._half[:, size - 2])[others][None, :] - costs
            top = np.partition(add, len(others) - (size - 1), axis=1)[:, len(others) - (size - 1) :]
            least = top.min(axis=1)
            with np.errstate(invalid="ignore"):
                rest = clear[roots] + np.where(np.isfinite(least), top.sum(axis=1) - least, -np.inf)
            bound = rest[:, None] + np.minimum(add, least[:, None]) + network_price
            ok |= (bound > -threshold).any(axis=0)
        ok |= np.isin(others, roots)
        return others[ok]
