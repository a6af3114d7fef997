"""Truly different splits, and the comparison of two."""

from __future__ import annotations

from itertools import combinations

import pytest

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.alternatives import alternatives, compare, pairs_changed
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split

from .instances import grid, kilometres, municipalities, planted


def test_alternatives_are_different_and_hardly_dearer():
    given = municipalities(36)
    request = SplitRequest(given, 5, 7, 6)
    base = split(request)
    found = alternatives(request, base, 2)
    every = [base, *found.splits]
    assert found.splits
    assert (found.ended == "found") == (len(found.splits) == 2)
    for a, b in combinations(every, 2):
        assert pairs_changed(a.networks, b.networks) >= 0.10
    for other in found.splits:
        assert kilometres(given, other.networks) <= 1.03 * base.objective
    told = compare(request, base.networks, found.splits[0].networks)
    assert told.change.moved
    assert told.second.objective - told.first.objective == pytest.approx(found.splits[0].objective - base.objective)


def test_where_there_is_no_other_it_is_proven():
    given, _ = planted((5, 5, 5))
    request = SplitRequest(given, 5, 5, 3)
    found = alternatives(request, split(request), 2)
    assert (found.splits, found.ended) == ((), "none")


def test_divisions_of_places_that_left_and_joined():
    before = grid(12, seed=4)
    now = PlaceSet([*(place for place in before if place.id != "0003"), Place("new", "New", 60.0, 10.0, "c1", 100)])
    first, second = SplitRequest(before, 3, 5), SplitRequest(now, 3, 5)
    one = [[f"{at:04}" for at in range(start, start + 4)] for start in (0, 4, 8)]
    two = [["0000", "0001", "0002"], ["0004", "0005", "0006", "0008"], ["0007", "0009", "0010", "0011", "new"]]
    told = compare(first, one, two, second)
    assert told.change.left == ("0003",)
    assert told.change.joined == ("new",)
    assert set(told.change.moved) == {"0007", "0008"}
    assert told.first.objective == pytest.approx(kilometres(before, one))
    assert told.second.objective == pytest.approx(kilometres(now, two))
    kept = {(a, b) for members in one for a, b in combinations(members, 2) if "0003" not in (a, b)}
    same = {(a, b) for members in two for a, b in combinations(members, 2) if "new" not in (a, b)}
    assert told.pairs_changed == pytest.approx(min(1 - len(kept & same) / len(kept), 1 - len(kept & same) / len(same)))
