from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kvadmin.plugins.network.solver.large import block_pricing, large_relaxation
from kvadmin.plugins.network.solver.large.block_pricing import BlockPricing, pairs_only
from kvadmin.plugins.network.solver.large.large_bound import LargeBound, large_bound, repaired
from kvadmin.plugins.network.solver.large.large_relaxation import DualPrices
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, MaxPer, MinPer, SameNetwork
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import grid
from .large_cases import candidates, where

NOTHING = np.empty((0, 4), dtype=np.int32)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several blocks and windows on a few dozen places."""
    monkeypatch.setattr(block_pricing, "_BLOCK", 7)
    monkeypatch.setattr(large_relaxation, "_WINDOW", 18)
    monkeypatch.setattr(large_relaxation, "_REGION", 15)


@pytest.fixture(params=["whole", "regions"])
def divided(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One linear program, or several whose prices follow each other."""
    monkeypatch.setattr(large_relaxation, "WHOLE", 1000 if request.param == "whole" else 10)


def bounded(request: SplitRequest, networks: int | None) -> LargeBound:
    problem = problem_of(request, networks)
    return large_bound(problem, where(problem, request.places), NOTHING, TimeBudget())


@pytest.mark.usefixtures("divided")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rules", [(), (SameNetwork(("0001", "0007")),)], ids=["places", "units"])
def test_no_candidate_undercuts_the_prices(seed: int, rules: tuple[Any, ...]) -> None:
    request = SplitRequest(grid(22, seed=seed + 1), 3, 4, 6, rules)
    problem = problem_of(request, 6)
    found = bounded(request, 6)
    prices, each = found.prices, found.network_price
    assert found.value is not None
    assert min(cost - prices[list(units)].sum() - each for units, cost in candidates(request, problem)) >= -1e-7
    assert found.value == pytest.approx(prices.sum() + 6 * each)


@pytest.mark.usefixtures("divided")
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "rules",
    [
        (),
        (MaxPer("county", 2),),
        (MinPer("county", "c1", 1),),
        (Balance("population", 0.01),),
        (SameNetwork(("0001", "0007")), DifferentNetworks(("0002", "0003"))),
    ],
    ids=["none", "cap", "least", "balance", "groups"],
)
@pytest.mark.parametrize("networks", [9, None])
def test_no_split_is_below_the_bound(seed: int, rules: tuple[Any, ...], networks: int | None) -> None:
    request = SplitRequest(grid(36, seed=seed + 11, counties=4), 3, 5, networks, rules)
    best = split(request)
    found = bounded(request, networks)
    assert best.bound_scope == "all"
    assert found.value is not None
    assert found.value <= best.objective + 1e-6
    if not rules:
        assert (
            found.value >= (0.9 if len(request.places) < large_relaxation.WHOLE else 0.6) * best.objective
        )  # so small


def test_the_repair_takes_in_equal_shares_what_is_lacking() -> None:
    request = SplitRequest(grid(20, seed=3), 3, 4, 6)
    problem = problem_of(request, 6)
    guide = DualPrices(np.full(problem.n, 300.0), -350.0, 0.0)
    pricing = BlockPricing(pairs_only(problem), where(problem, request.places), TimeBudget())
    found = pricing.below(guide.prices, guide.network_price, 1e-6)
    prices, each = repaired(guide, found, 1e-6)
    assert len(found.cols) > 10
    assert (prices <= guide.prices).all()
    assert min(cost - prices[list(units)].sum() - each for units, cost in candidates(request, problem)) >= 0


def test_a_bound_that_the_clock_has_cut_is_none() -> None:
    request = SplitRequest(grid(40, seed=3), 3, 4, 12)
    problem = problem_of(request, 12)
    over = TimeBudget(until=-1.0, read=lambda: 0.0)
    assert large_bound(problem, where(problem, request.places), NOTHING, over).value is None
