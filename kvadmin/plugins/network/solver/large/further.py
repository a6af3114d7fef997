"""More time for thousands of places: a bound over all splits, and a better split by the prices that prove it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kvadmin.api import tr

from ..exact.column_generation import Solution
from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .large_bound import large_bound
from .priced_windows import PricedWindows

#: Share of the time for the bound when it takes longer than the rest can wait.
_BOUND = 0.6
#: Above so many units rows of costs to all others take longer than anybody waits.
MOST = 30_000


def proven_further(
    problem: SplitProblem,
    points: np.ndarray,
    clock: TimeBudget,
    split: tuple[np.ndarray, np.ndarray],
    seconds: float,
    *,
    any_number: bool = False,
) -> Solution:
    """A split of at most the same cost, and a bound over all splits if there was time to prove one.

    Args:
        problem: Units, rules and number of networks.
        points: Latitude and longitude of each unit, shape (n, 2).
        clock: By which everything ends.
        split: Candidates that every rule allows, and their costs.
        seconds: How long this may take.
        any_number: The bound is to hold for splits into any number of networks.
    """
    cols, costs = split
    if problem.n > MOST or clock.spent():
        return Solution(cols, float(costs.sum()), None, False)
    end = clock.read() + seconds
    own = replace(clock, until=end if clock.until is None else min(end, clock.until), cut=False)
    try:
        bounded = replace(problem, networks=None) if any_number else problem
        found = large_bound(bounded, points, cols, own, own.moment(_BOUND))
        bound = None if found.value is None else min(found.value, float(costs.sum()))
        clock.tell(tr("prices"), float(costs.sum()), bound)
        cols, costs = PricedWindows(problem, points, own, found.guide, found.pricing).run(cols, costs)
    except KeyboardInterrupt:
        clock.halt()
        return Solution(cols, float(costs.sum()), None, False)
    return Solution(cols, float(costs.sum()), bound, exact=bound is not None)
