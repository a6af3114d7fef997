"""Neighbouring candidates against all that differ by one unit."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kvadmin.plugins.network.solver.exact.neighbours import neighbouring
from kvadmin.plugins.network.solver.problem import padded
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import DifferentNetworks, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import grid


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_they_are_all_there_are(seed):
    given = grid(12, seed=seed, counties=3)
    ids = given.ids
    rules = (MaxPer("county", 2), SameNetwork(ids[:2]), DifferentNetworks(ids[4:6]))
    problem = problem_of(SplitRequest(given, 3, 5, 3, rules), 3)
    every = [list(s) for size in range(2, 6) for s in combinations(range(problem.n), size)]
    cols, costs = problem.priced(padded(every, problem.n, 5))
    rng = np.random.default_rng(seed)
    duals, price = np.append(rng.uniform(0, 700, problem.n), 0.0), 50.0
    reduced = costs - duals[cols].sum(axis=1) - price
    base = cols[:20]
    near, near_costs, near_reduced = neighbouring(problem, base, reduced[:20], duals, price)
    known = {c.tobytes(): (cost, red) for c, cost, red in zip(cols, costs, reduced, strict=True)}
    found = {c.tobytes() for c in near}
    for col, cost, red in zip(near, near_costs, near_reduced, strict=True):
        assert known[col.tobytes()] == pytest.approx((cost, red))
        assert red < 0

    def apart(one, other) -> bool:
        a, b = ({int(u) for u in c if u < problem.n} for c in (one, other))
        return max(len(a - b), len(b - a)) == 1

    wanted = {
        c.tobytes() for c, red in zip(cols, reduced, strict=True) if red < -1e-6 and any(apart(c, b) for b in base)
    }
    assert wanted <= found
    assert wanted
