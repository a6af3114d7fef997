"""The largest sum that a cap allows, beside all choices."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from kvadmin.plugins.network.solver.exact.capped_groups import CappedGroups
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import MaxPer
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import grid


def _caps(most):
    caps = CappedGroups.of(problem_of(SplitRequest(grid(18), 5, 7, 3, (MaxPer("county", most),)), 3))
    assert caps is not None
    return caps


def test_taking_the_largest_that_fits_is_the_best_choice():
    caps, rng = _caps(2), np.random.default_rng(3)
    for _ in range(30):
        values, codes = rng.normal(size=(1, 9)).round(3), rng.integers(0, caps.groups, (1, 9))
        room = np.where(np.arange(caps.groups) == 0, 99, rng.integers(0, 3, caps.groups))[None, :]
        values[room[0, codes] <= 0] = -np.inf
        best = max(
            sum(values[0, list(chosen)])
            for chosen in combinations(range(9), 4)
            if all((codes[0, list(chosen)] == g).sum() <= room[0, g] for g in range(caps.groups))
            or not np.isfinite(values[0, list(chosen)]).all()
        )
        assert np.isclose(caps.largest(values, codes, room, 4).sum(), best)


def test_a_cap_that_nobody_can_break_is_none():
    assert CappedGroups.of(problem_of(SplitRequest(grid(18), 5, 7, 3, (MaxPer("county", 7),)), 3)) is None
    assert CappedGroups.of(problem_of(SplitRequest(grid(18), 5, 7, 3), 3)) is None
