from __future__ import annotations

import numpy as np
import pytest

from kvadmin.plugins.network.solver.large import block_pricing
from kvadmin.plugins.network.solver.large.block_pricing import BlockPricing, pairs_only
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, MaxPer, MinPer, SameNetwork
from kvadmin.plugins.network.solver.time_budget import TimeBudget
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import grid
from .large_cases import candidates, where


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_pricing, "_BLOCK", 7)


@pytest.mark.parametrize("threshold", [-1.0, 0.0, 20.0])
def test_block_pricing_lists_what_brute_force_lists(threshold: float) -> None:
    request = SplitRequest(grid(20, seed=5), 3, 4, 6, (SameNetwork(("0001", "0007")),))
    problem = problem_of(request, 6)
    prices, each = np.linspace(150.0, 420.0, problem.n), -300.0
    pricing = BlockPricing(pairs_only(problem), where(problem, request.places), TimeBudget())
    found = pricing.below(prices, each, threshold)
    expected = {
        units for units, cost in candidates(request, problem) if cost - prices[list(units)].sum() - each < threshold
    }
    listed = [tuple(int(u) for u in row if u < problem.n) for row in found.cols]
    assert found.exact
    assert expected
    assert len(listed) == len(set(listed))
    assert set(listed) == expected


def test_candidates_are_judged_by_all_rules() -> None:
    request = SplitRequest(grid(20, seed=5), 3, 4, 6, (MaxPer("county", 2), Balance("population", 0.001)))
    problem = problem_of(request, 6)
    pricing = BlockPricing(pairs_only(problem), where(problem, request.places), TimeBudget())
    found = pricing.below(np.full(problem.n, 350.0), -300.0, 0.0, judge=problem)
    kept, costs = problem.priced(found.cols)
    assert len(kept) == len(found.cols) > 10
    assert found.costs == pytest.approx(costs)


def test_pairs_only_keeps_what_takes_candidates_away() -> None:
    rules = (MaxPer("county", 2), MinPer("county", "c1", 1), Balance("population", 0.001))
    problem = problem_of(SplitRequest(grid(20), 3, 4, 6, rules), 6)
    assert [type(rule).__name__ for rule in pairs_only(problem).rules] == ["_MaxPer"]
