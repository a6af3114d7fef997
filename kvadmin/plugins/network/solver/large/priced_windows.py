"""Windows of many networks, solved over the candidates that the prices of the relaxation leave in question.

The costs of a split are the sum of its prices and of the reduced costs of its networks. In a window, networks may only
be exchanged for such whose reduced costs are together smaller: candidates that are dear at the prices need not be
looked at, and so an integer program can take in several times as many networks as one over near neighbours.
"""

from __future__ import annotations

import numpy as np

from kvadmin.api import tr

from ..exact.master import choose
from ..exact.pricing import PricedNetworks
from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .block_pricing import BlockPricing
from .large_relaxation import DualPrices
from .windows import bisect, sub_problem

#: Networks of a window, candidates and nodes of its integer program.
_WINDOW, _CANDIDATES, _NODES = 85, 7_000, 100
#: How much larger the windows are after a sweep that hardly gained anything (a share of the value), and sweeps at most.
_LARGER, _LITTLE, _SWEEPS = 1.4, 3e-4, 16
#: Candidates are listed whose reduced cost is below this many times the mean reduced cost of a network.
_REACH = 6.0
#: Partial sets of a block that the list may take.
_LIMIT = 400_000
_BETTER = 1e-6


class PricedWindows:
    """A split of thousands of places, improved with prices.

    Args:
        problem: Units, all rules, number of networks.
        points: Latitude and longitude of each unit, shape (n, 2).
        clock: By which everything ends.
        guide: Prices near the optimum of the relaxation.
        pricing: The search for candidates.
    """

    def __init__(
        self, problem: SplitProblem, points: np.ndarray, clock: TimeBudget, guide: DualPrices, pricing: BlockPricing
    ) -> None:
        self.problem, self.points, self.clock = problem, points, clock
        self.guide, self.pricing = guide, pricing
        self.prices = np.append(guide.prices, 0.0)

    def run(self, cols: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sweeps until none is better; the sum of the costs only falls.

        Args:
            cols: A split as candidates that every rule allows.
            costs: What each costs.

        Returns:
            The better split in the same form.
        """
        listed = self._listed(float(self._reduced(cols, costs).mean()))
        size = float(_WINDOW)
        try:
            for sweep in range(_SWEEPS):
                before = costs.sum()
                cols, costs = self._sweep(cols, costs, listed, size, 0.35 + 0.61 * sweep)
                self.clock.tell(tr("sweep {number}", number=sweep + 1), float(costs.sum()), None)
                little = before - costs.sum() < _LITTLE * before
                if self.clock.spent() or (little and size >= len(cols)):
                    break
                size *= _LARGER if little else 1.0
        except KeyboardInterrupt:
            self.clock.halt()
        return cols, costs

    def _reduced(self, cols: np.ndarray, costs: np.ndarray) -> np.ndarray:
        out: np.ndarray = costs - self.prices[cols].sum(axis=1) - self.guide.network_price
        return out

    def _listed(self, mean: float) -> PricedNetworks:
        """Candidates within reach that every rule allows, cheapest first."""
        return self.pricing.below(
            self.guide.prices, self.guide.network_price, _REACH * max(mean, 0.0) + _BETTER,
            judge=self.problem, limit=_LIMIT,
        )  # fmt: skip

    def _sweep(
        self, cols: np.ndarray, costs: np.ndarray, listed: PricedNetworks, size: float, angle: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Every network looked at once, in windows of at most so many, cut along lines of that angle."""
        n = self.problem.n
        centres = np.array([self.points[row[row < n]].mean(axis=0) for row in cols])
        windows = list(bisect(centres, np.ones(len(cols)), size, angle))
        # a candidate is looked at in the window that has all of its units, if there is one
        window_of = np.full(n + 1, -1, dtype=np.int64)
        for number, rows in enumerate(windows):
            window_of[cols[rows].ravel()] = number
        window_of[n] = -1
        first = window_of[listed.cols[:, 0]]
        whole = ((window_of[listed.cols] == first[:, None]) | (listed.cols == n)).all(axis=1)
        order = np.argsort(first, kind="stable")
        order = order[whole[order]]
        ends = np.searchsorted(first[order], np.arange(len(windows) + 1))
        out = []
        for number, rows in enumerate(windows):
            if self.clock.spent():
                out += [(cols[rows], costs[rows])]
                continue
            out.append(self._window(cols[rows], costs[rows], listed, order[ends[number] : ends[number + 1]]))
        return np.concatenate([c for c, _ in out]), np.concatenate([k for _, k in out])

    def _window(
        self, cols: np.ndarray, costs: np.ndarray, listed: PricedNetworks, inside: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The best choice of as many networks among the present ones and listed candidates of the same units."""
        n = self.problem.n
        room = float(self._reduced(cols, costs).clip(min=0.0).sum())
        inside = inside[listed.reduced[inside] <= room][: round(_CANDIDATES * max(1.0, len(cols) / _WINDOW))]
        known = {row.tobytes(): at for at, row in enumerate(cols.astype(np.int32))}
        fresh = [i for i in inside if listed.cols[i].tobytes() not in known]
        all_ = np.concatenate([cols, listed.cols[fresh]])
        prices = np.concatenate([costs, listed.costs[fresh]])
        units = np.unique(cols[cols < n])
        local = np.full(n + 1, len(units), dtype=np.int32)
        local[units] = np.arange(len(units))
        part = sub_problem(self.problem, units, None if self.problem.networks is None else len(cols))
        start = np.arange(len(cols))
        choice = choose(part, local[all_], prices, nodes=_NODES, clock=self.clock, start=start)
        if choice.rows is None or choice.value > costs.sum() - _BETTER:
            return cols, costs
        return all_[choice.rows], prices[choice.rows]
