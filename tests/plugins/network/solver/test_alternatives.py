"""Truly different splits, and the comparison of two."""

from __future__ import annotations

from itertools import combinations

import pytest

from kvadmin.plugins.network.solver.alternatives import alternatives, compare, pairs_changed
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split

from .instances import kilometres, municipalities


def test_alternatives_are_different_and_hardly_dearer():
    given = municipalities(36)
    request = SplitRequest(given, 5, 7, 6)
    base = split(request)
    found = alternatives(request, base, 2)
    every = [base, *found]
    assert found
    for a, b in combinations(every, 2):
        assert pairs_changed(a.networks, b.networks) >= 0.10
    for other in found:
        assert kilometres(given, other.networks) <= 1.03 * base.objective
    told = compare(request, base.networks, found[0].networks)
    assert told.change.moved
    assert told.second.objective - told.first.objective == pytest.approx(found[0].objective - base.objective)
