"""A bound over all splits of thousands of places, from prices that no network undercuts.

For prices u of the units and v of a network with u(S) + v <= c(S) for every candidate S, every split into K networks
costs at least sum(u) + K v (weak duality of linear programming, e.g. Desrosiers and Lübbecke 2005, "A primer in column
generation", section 1.3). Prices of a relaxation that is not quite finished are made such: all candidates below their
prices are listed by exact pricing, and what is lacking is taken from their units in equal shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..exact.pricing import PricedNetworks
from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .block_pricing import BlockPricing, pairs_only
from .large_relaxation import DualPrices, LargeRelaxation

#: Candidates dearer than their prices by less than this share of all prices are repaired too, against rounding errors.
_ROUNDING = 1e-12
#: Share of the time left for the prices, the rest being for their proof.
_PRICING = 0.7


@dataclass(frozen=True)
class LargeBound:
    """``value``: no split is below it (None: the time was too short), with the prices that prove it.

    ``guide``: the prices before the repair, which guide a search better; ``pricing``: the search for candidates.
    """

    value: float | None
    prices: np.ndarray
    network_price: float
    guide: DualPrices
    pricing: BlockPricing


def large_bound(
    problem: SplitProblem, points: np.ndarray, start: np.ndarray, clock: TimeBudget, moment: float | None = None
) -> LargeBound:
    """A bound over all splits.

    Args:
        problem: Units, rules and number of networks (None: any number).
        points: Latitude and longitude of each unit, shape (n, 2).
        start: A split as candidates.
        clock: By which everything ends.
        moment: When to have the bound.
    """
    pairs = pairs_only(problem)
    pricing = BlockPricing(pairs, points, clock)
    relaxing = None if moment is None else clock.read() + _PRICING * max(0.0, moment - clock.read())
    guide = LargeRelaxation(pairs, points, pricing, clock, start).run(relaxing)
    tolerance = _ROUNDING * max(1.0, abs(guide.value))
    found = pricing.below(guide.prices, guide.network_price, tolerance, moment=moment)
    prices, network_price = repaired(guide, found, tolerance)
    value = float(prices.sum()) + network_price * (problem.networks or 0) if found.exact else None
    return LargeBound(value, prices, network_price, guide, pricing)


def repaired(guide: DualPrices, found: PricedNetworks, tolerance: float) -> tuple[np.ndarray, float]:
    """Prices that no candidate undercuts.

    Args:
        guide: Prices that some candidates undercut.
        found: All candidates with reduced cost below the tolerance at these prices.
        tolerance: Above the rounding errors of the search.
    """
    prices = guide.prices.copy()
    for members, cost in zip(found.cols, found.costs, strict=True):
        units = members[members < len(prices)]
        lacking = float(prices[units].sum()) + guide.network_price - float(cost)
        if lacking > -tolerance:
            prices[units] -= (lacking + tolerance) / len(units)
    return prices, guide.network_price
