from __future__ import annotations

import pytest

from kvadmin.plugins.network.solver.large import block_pricing, priced_windows
from kvadmin.plugins.network.solver.large.block_pricing import BlockPricing, pairs_only
from kvadmin.plugins.network.solver.large.large_bound import large_bound
from kvadmin.plugins.network.solver.large.priced_windows import PricedWindows
from kvadmin.plugins.network.solver.large.windows import balanced_parts
from kvadmin.plugins.network.solver.problem import padded
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import MaxPer
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import grid
from .large_cases import where


def test_a_plain_split_becomes_nearly_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_pricing, "_BLOCK", 20)
    monkeypatch.setattr(priced_windows, "_WINDOW", 6)
    request = SplitRequest(grid(66, seed=8), 4, 6, 13)
    problem = problem_of(request, 13)
    points = where(problem, request.places)
    plain = padded([p.tolist() for p in balanced_parts(points, 13, 4, 6)], problem.n, 6)
    kept, costs = problem.priced(plain)
    bound = large_bound(problem, points, kept, TimeBudget())
    cols, after = PricedWindows(problem, points, TimeBudget(), bound.guide, bound.pricing).run(kept, costs)
    assert sorted(cols[cols < problem.n]) == list(range(66))
    assert after == pytest.approx(problem.priced(cols)[1])
    assert split(request).objective - 1e-6 <= after.sum() <= 1.02 * split(request).objective < costs.sum()


def test_what_is_best_under_rules_stays() -> None:
    request = SplitRequest(grid(40, seed=2, counties=5), 3, 5, 10, (MaxPer("county", 2),))
    problem = problem_of(request, 10)
    points = where(problem, request.places)
    place = {p.id: i for i, p in enumerate(request.places)}
    best = padded([[place[m] for m in network] for network in split(request).networks], problem.n, 5)
    kept, costs = problem.priced(best)
    pricing = BlockPricing(pairs_only(problem), points, TimeBudget())
    guide = large_bound(problem, points, kept, TimeBudget()).guide
    cols, after = PricedWindows(problem, points, TimeBudget(), guide, pricing).run(kept, costs)
    assert len(problem.priced(cols)[0]) == len(cols) == 10
    assert after.sum() == pytest.approx(costs.sum())
