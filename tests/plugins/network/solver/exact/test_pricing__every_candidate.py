"""The search for candidates below a reduced cost, beside all candidates there are, under caps and with cuts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kvadmin.plugins.network.solver.exact.pricing import Enumeration
from kvadmin.plugins.network.solver.exact.subset_rows import PricedCuts
from kvadmin.plugins.network.solver.problem import padded
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.time_budget import TimeBudget
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import grid

_CAP = MaxPer("county", 2)
_RULES = [
    (),
    (_CAP,),
    (_CAP, DifferentNetworks(("0000", "0004"))),
    (_CAP, SameNetwork(("0001", "0002"))),
    (MaxPer("county", 1), Balance("population", 0.001)),
    (_CAP, MaxPer("population", 1)),
]


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("rules", _RULES)
def test_nothing_below_the_threshold_is_missed(rules, cut):
    problem = problem_of(SplitRequest(grid(14, seed=4, counties=4), 3, 5, 3, rules), 3)
    n, rng = problem.n, np.random.default_rng(1)
    prices, triples = rng.uniform(100, 700, n), np.array(list(combinations(range(n), 3)))
    cuts = PricedCuts(triples[::7], rng.uniform(0, 90, len(triples[::7]))) if cut else PricedCuts()
    every = [c for size in range(1, 6) for c in combinations(range(n), size)]
    cols, costs = problem.priced(padded(every, n, 5))
    reduced = costs - np.append(prices, 0.0)[cols].sum(axis=1) - 50.0 + cuts.of(cols, n)
    threshold = float(np.sort(reduced)[len(reduced) // 5])
    found = Enumeration(problem, prices, 50.0, threshold, TimeBudget(), cuts=cuts).run()
    assert found.exact
    assert {c.tobytes() for c in found.cols} == {c.tobytes() for c in cols[reduced < threshold]}
    assert len(found.cols) > 20
