"""The linear relaxation of thousands of places: windows give its first candidates, exact pricing the others.

Up to :data:`WHOLE` units one linear program holds all of them. Above, the units are cut into regions; a region's prices
are found anew while those around it stand (block coordinate ascent on the dual program: maximise the sum of the prices
and the networks' price, such that no candidate costs less than the prices of its units and of a network).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from kvadmin.api import tr

from ..exact.candidate_pool import near_pool
from ..exact.column_generation import ColumnGeneration
from ..exact.master import Master, Relaxation
from ..exact.pricing import PricedNetworks
from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .block_pricing import BlockPricing
from .nearest import nearest
from .windows import bisect, sub_problem

#: Units of one linear program, and of a region where there are more.
WHOLE, _REGION = 2600, 2400
#: Units of the windows that the first candidates and prices come from, and the angles they are cut at.
_WINDOW, _ANGLES = 300, (0.0, 0.8)
#: Nearest units of each unit of a region that are looked at with it.
_HALO = 24
#: Candidates of a window that are kept: reduced cost below this share of the mean cost of a network.
_KEPT = 0.06
#: Candidates below their prices by less than this share of the mean cost of a network are left to the repair.
_SMALL = 1e-5
#: Times that candidates are added to the whole, and angles of the regions of each pass.
_ROUNDS, _TURNS = 40, (0.4, 1.1, 0.4)
#: Partial sets of a block while prices are still rough.
_ROUGH = 60_000
#: Halvings of the range that the price of a network is in.
_BISECTIONS = 8
_TOLERANCE = 1e-6


@dataclass
class DualPrices:
    """Prices of units (n,) and of a network; ``value``: their sum, no bound until the prices are repaired."""

    prices: np.ndarray
    network_price: float
    value: float


@dataclass(frozen=True)
class _Part:
    """The relaxation of a window's units, their weight, and what a network costs there."""

    units: np.ndarray
    master: Master
    weight: float
    network_price: float


class LargeRelaxation:
    """Column generation for one large problem.

    Args:
        problem: Units and rules that pricing can see (:func:`pairs_only`).
        points: Latitude and longitude of each unit, shape (n, 2).
        pricing: The search for candidates.
        clock: By which everything ends.
        start: Candidates of a known split.
    """

    def __init__(
        self, problem: SplitProblem, points: np.ndarray, pricing: BlockPricing, clock: TimeBudget, start: np.ndarray
    ) -> None:
        self.problem, self.points, self.pricing, self.clock = problem, points, pricing, clock
        self.cols, self.costs = np.empty((0, problem.size_max), dtype=np.int32), np.empty(0)
        self._price_known(start)
        self.near = nearest(points, min(_HALO, problem.n - 1)) if problem.n > WHOLE else None
        self.now = DualPrices(np.zeros(problem.n), 0.0, 0.0)

    def run(self, moment: float | None = None) -> DualPrices:
        """Prices near the optimum of the relaxation, the better the later the moment."""
        for angle in _ANGLES:
            if not self.clock.past(moment):
                self._windows(angle, moment, keep_prices=angle == _ANGLES[0])
        if self.problem.n <= WHOLE:
            self._region(np.ones(self.problem.n, dtype=bool), moment, _ROUNDS)
            return self.now
        for turn, angle in enumerate(_TURNS, start=1):
            if turn == len(_TURNS):  # by now the prices are near enough for a search over all candidates
                sets = self._cheap(moment)
                take = _spread(sets.cols, np.arange(len(sets.cols)), self.problem.n)
                self._note(sets.cols[take], sets.costs[take])
            for region in self._regions(angle):
                if self.clock.past(moment):
                    break
                self._region(region, moment, 1)
        return self.now

    def _price_known(self, cols: np.ndarray) -> None:
        """Take the candidates of a known split, as many at a time as a small matrix of costs holds."""
        n = self.problem.n
        for start in range(0, len(cols), 32):
            rows = cols[start : start + 32]
            units = np.unique(rows[rows < n])
            local = np.full(n + 1, len(units), dtype=np.int32)
            local[units] = np.arange(len(units))
            kept, costs = sub_problem(self.problem, units, None).priced(local[rows])
            self._note(np.append(units, n)[kept], costs)

    def _note(self, cols: np.ndarray, costs: np.ndarray) -> None:
        self.cols = np.concatenate([self.cols, np.sort(cols, axis=1).astype(np.int32)])
        self.costs = np.concatenate([self.costs, costs])

    def _windows(self, angle: float, moment: float | None, *, keep_prices: bool) -> None:
        """Relaxations of compact parts, each with its share of the networks: candidates, and prices to begin with."""
        problem = self.problem
        weights = problem.weights[:-1].astype(float)
        prices, parts = self.now.prices.copy(), []
        for units in bisect(self.points, weights, float(_WINDOW), angle):
            if self.clock.past(moment):
                break
            part = sub_problem(problem, units, None if problem.networks is None else 1)
            direct = ColumnGeneration(part, self.clock, exact=False)
            if problem.networks is not None:
                share = problem.networks * weights[units].sum() / weights.sum()
                direct.master.engine.changeRowBounds(part.n, share, share)
            found = direct.relax(moment)
            master = direct.master
            reduced = master.costs - np.append(found.prices, 0.0)[master.cols].sum(axis=1) - found.network_price
            near = reduced < _KEPT * abs(found.value) * part.size_max / part.n
            self._note(np.append(units, problem.n)[master.cols[near]], master.costs[near])
            prices[units] = found.prices
            parts.append(_Part(units, master, float(weights[units].sum()), found.network_price))
            self.clock.tell(tr("prices"), None, None)
        if keep_prices and parts:
            network_price = float(np.average([p.network_price for p in parts], weights=[p.weight for p in parts]))
            self._set(prices, network_price)
            if problem.networks is not None and problem.n > WHOLE and len(parts) > 1:
                self._one_network_price(parts, moment)

    def _one_network_price(self, parts: list[_Part], moment: float | None) -> None:
        """The price of a network at which the parts together take as many networks as there are, by bisection."""
        low, high = min(p.network_price for p in parts), max(p.network_price for p in parts)
        wanted = float(self.problem.networks or 0) * sum(p.weight for p in parts) / float(self.problem.weights.sum())
        for _ in range(_BISECTIONS):
            if self.clock.past(moment):
                return
            price, prices, count = (low + high) / 2, self.now.prices.copy(), 0.0
            for part in parts:
                _hold(part.master, len(part.units), price)
                prices[part.units] = part.master.solve(moment).prices
                count += float(part.master.values().sum())
            self._set(prices, price)
            low, high = (price, high) if count < wanted else (low, price)

    def _set(self, prices: np.ndarray, network_price: float) -> None:
        value = float(prices.sum()) + network_price * (self.problem.networks or 0)
        self.now = DualPrices(prices, network_price, value)

    def _regions(self, angle: float) -> list[np.ndarray]:
        """Regions as masks of units."""
        out = []
        for units in bisect(self.points, self.problem.weights[:-1].astype(float), float(_REGION), angle):
            mask = np.zeros(self.problem.n, dtype=bool)
            mask[units] = True
            out.append(mask)
        return out

    def _region(self, region: np.ndarray, moment: float | None, rounds: int) -> None:
        """The best prices of a region's units while the others stand; those of a network too when it is the whole."""
        problem, whole = self.problem, bool(region.all())
        touching = np.append(region, False)[self.cols].any(axis=1)
        inside = np.append(region, False)
        inside[self.cols[touching].ravel()] = True
        if not whole and self.near is not None:
            inside[self.near[region].ravel()] = True
        units = np.flatnonzero(inside[:-1])
        local = np.full(problem.n + 1, -1, dtype=np.int32)
        local[units], local[problem.n] = np.arange(len(units)), len(units)
        part = sub_problem(problem, units, problem.networks)
        master = Master(part, 10.0 * float(self.costs.max(initial=0.0)) + 1e3, self.clock)
        for unit in np.flatnonzero(~region[units]):
            _hold(master, int(unit), float(self.now.prices[units[unit]]))
        if not whole and problem.networks is not None:
            _hold(master, part.n, self.now.network_price)
        master.add(local[self.cols[touching]], self.costs[touching])
        pool = self._pool(part, region[units])
        for _ in range(rounds):
            found = master.solve(moment)
            while found.finished and not self.clock.past(moment) and _from_pool(master, pool, found):
                found = master.solve(moment)
            if not found.finished:
                return
            prices = self.now.prices.copy()
            prices[units[region[units]]] = found.prices[region[units]]
            self._set(prices, found.network_price if whole else self.now.network_price)
            self.clock.tell(tr("prices"), None, None)
            if not whole or self.clock.past(moment):
                return
            sets = self._cheap(moment)
            take = _spread(sets.cols, np.arange(len(sets.cols)), problem.n)
            if not len(take) or not master.add(sets.cols[take], sets.costs[take]):
                return

    def _pool(self, part: SplitProblem, free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Candidates of near neighbours with at least one unit whose price is free, and their costs."""
        cols, costs = near_pool(part, self.clock)
        touching = np.append(free, False)[cols].any(axis=1)
        return cols[touching], costs[touching]

    def _cheap(self, moment: float | None) -> PricedNetworks:
        """Candidates that cost clearly less than their prices."""
        threshold = -_SMALL * abs(self.now.value) * self.problem.size_max / self.problem.n
        return self.pricing.below(self.now.prices, self.now.network_price, threshold, moment=moment, limit=_ROUGH)


def _hold(master: Master, row: int, price: float) -> None:
    """Fix the price of a row: what it lacks or has too much of is had at that price."""
    master.engine.changeColCost(row, price)
    master.engine.changeColBounds(row, -highspy.kHighsInf, highspy.kHighsInf)


def _from_pool(master: Master, pool: tuple[np.ndarray, np.ndarray], found: Relaxation) -> int:
    """Add candidates of a pool that cost less than their prices; returns how many."""
    cols, costs = pool
    reduced = costs - found.network_price
    prices = np.append(found.prices, 0.0)
    for a in range(cols.shape[1]):
        reduced = reduced - prices[cols[:, a]]
    rows = np.flatnonzero(reduced < -_TOLERANCE)
    rows = rows[np.argsort(np.round(reduced[rows], 9), kind="stable")]
    take = _spread(cols, rows, master.problem.n)
    return master.add(cols[take], costs[take])


def _spread(cols: np.ndarray, rows: np.ndarray, n: int) -> np.ndarray:
    """Of some rows, cheapest first, those to add: the first few hundred, and the two first ones of every unit."""
    many = 200 + n // 4
    if len(rows) <= many:
        return rows
    chosen = [rows[:many]]
    for _ in range(2):
        units, first = np.unique(cols[rows].ravel(), return_index=True)
        best = np.unique(first[units < n] // cols.shape[1])
        chosen.append(rows[best])
        rows = np.delete(rows, best)
        if not len(rows):
            break
    return np.unique(np.concatenate(chosen))
