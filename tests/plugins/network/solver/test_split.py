"""The best split: beside brute force, whatever the order of rows, under rules, locks and time limits."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api import Refused
from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.distance import TravelTable
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import (
    Balance,
    DifferentNetworks,
    MaxDistance,
    MaxPer,
    MinPer,
    SameNetwork,
    SharedTheme,
)
from kvadmin.plugins.network.solver.score_card import score
from kvadmin.plugins.network.solver.split import split

from .instances import assert_partition, grid, haversine, kilometres, municipalities


def brute(places_: PlaceSet, low: int, high: int, count: int | None, cost, allowed=lambda net: True) -> float:
    """The cheapest partition by dynamic programming over subsets."""
    n = len(places_)
    full = (1 << n) - 1
    price = {}
    for size in range(low, high + 1):
        for net in combinations(range(n), size):
            if allowed(net):
                price[sum(1 << i for i in net)] = cost(net)
    best = {(0, 0): 0.0}
    for mask in range(1, full + 1):
        first = mask & -mask
        for sub, value in price.items():
            if sub & first and sub & mask == sub:
                for k in range(n // low):
                    before = best.get((mask ^ sub, k))
                    if before is not None and before + value < best.get((mask, k + 1), np.inf):
                        best[mask, k + 1] = before + value
    values = [v for (mask, k), v in best.items() if mask == full and count in (None, k)]
    return min(values, default=np.inf)


@pytest.mark.parametrize("rule", ["none", "cap", "kind", "balance", "far", "together"])
@pytest.mark.parametrize("count", [None, 3])
def test_tiny_splits_equal_brute_force(rule, count):
    given_ = grid(10, seed=7)
    pop = [p.population for p in given_]
    km = lambda net: sum(haversine(given_[a], given_[b]) for a, b in combinations(net, 2))  # noqa: E731
    allowed, cost, rules = (lambda net: True), km, ()
    if rule == "cap":
        rules = (MaxPer("county", 2),)
        allowed = lambda net: all([given_[i].county for i in net].count(f"c{c}") <= 2 for c in range(3))  # noqa: E731
    if rule == "kind":
        rules = (MinPer("county", "c1", 1),)
        allowed = lambda net: any(given_[i].county == "c1" for i in net)  # noqa: E731
    if rule == "far":
        rules = (MaxDistance(450.0),)
        allowed = lambda net: all(haversine(given_[a], given_[b]) <= 450 for a, b in combinations(net, 2))  # noqa: E731
    if rule == "together":
        rules = (SameNetwork(("0001", "0008")), DifferentNetworks(("0002", "0003")))
        allowed = lambda net: ((1 in net) == (8 in net)) and not (2 in net and 3 in net)  # noqa: E731
    if rule == "balance":
        rules = (Balance("population", 0.01),)
        best = min(
            brute(given_, 2, 4, k, lambda net, k=k: km(net) + 0.01 * abs(sum(pop[i] for i in net) - sum(pop) / k))
            for k in ([count] if count else [3, 4, 5])
        )
    else:
        best = brute(given_, 2, 4, count, cost, allowed)
    if not np.isfinite(best):
        with pytest.raises(Refused):
            split(SplitRequest(given_, 2, 4, count, rules))
        return
    found = split(SplitRequest(given_, 2, 4, count, rules))
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)


def test_the_order_of_rows_does_not_matter():
    given_ = list(municipalities(60))
    first = split(SplitRequest(PlaceSet(given_), 5, 7, 10, (Balance("population", 0.001),)))
    random.Random(3).shuffle(given_)
    assert split(SplitRequest(PlaceSet(given_), 5, 7, 10, (Balance("population", 0.001),))) == first


def test_a_free_number_is_never_worse_than_a_fixed_one():
    given_ = grid(40, seed=3)
    free = split(SplitRequest(given_, 4, 7))
    for count in range(6, 11):
        assert free.objective <= split(SplitRequest(given_, 4, 7, count)).objective + 1e-6
    assert free.bound <= free.objective


def test_equal_points_and_tiny_cohorts_are_split():
    same = PlaceSet([Place(f"{i:02}", "x", 60.0, 10.0) for i in range(13)])
    assert split(SplitRequest(same, 5, 7, 2)).objective == 0
    two = PlaceSet([Place("a", "A", 60, 10), Place("b", "B", 61, 10)])
    assert split(SplitRequest(two, 1, 1, 2)).networks == (("a",), ("b",))
    assert split(SplitRequest(two, 2, 2, 1)).objective == pytest.approx(haversine(two[0], two[1]))
    assert split(SplitRequest(PlaceSet([two[0]]), 1, 3)).networks == (("a",),)


def test_a_foreign_rule_filters_and_costs():
    given_ = grid(18, seed=9)

    class EvenPair:
        name = "even-pair"

        def allowed(self, members):
            return (members % 2 == 0).sum(axis=1) >= 2

        def cost(self, members):
            return 10.0 * (members == 0).any(axis=1)

    found = split(SplitRequest(given_, 4, 6, 4, (EvenPair(),)))
    assert all(sum(int(p) % 2 == 0 for p in net) >= 2 for net in found.networks)
    assert found.score.terms == {"even-pair": 10.0}
    assert found.objective == pytest.approx(kilometres(given_, found.networks) + 10)


def test_a_rule_that_gives_kilometres_back_is_refused():
    class Generous:
        name = "generous"

        def cost(self, members):
            return -np.ones(len(members))

    with pytest.raises(Refused, match="generous"):
        split(SplitRequest(grid(12), 3, 4, 4, (Generous(),)))


def test_minutes_are_minimised_and_kilometres_still_told():
    given_ = grid(12, seed=4)
    table = np.array([[10 * abs(i - j) for j in range(12)] for i in range(12)], dtype=float)
    found = split(SplitRequest(given_, 4, 4, 3, travel=TravelTable(given_, table)))
    assert found.objective == 3 * 100
    assert found.score.objective_km == pytest.approx(kilometres(given_, found.networks))


def test_shared_themes_pull_places_together():
    spots = [
        Place(f"{i}", "", 60 + i * 0.001, 10, fields={"theme": "school" if i % 2 else "care; school"}) for i in range(4)
    ]
    far = [Place(f"z{i}", "", 60 + i * 0.001, 10, fields={"theme": "leave"}) for i in range(4)]
    found = split(SplitRequest(PlaceSet([*spots, *far]), 4, 4, 2, (SharedTheme("theme", 5.0),)))
    assert found.networks == (("0", "1", "2", "3"), ("z0", "z1", "z2", "z3"))
    assert found.score.terms == {"theme:theme": 0.0}


@settings(max_examples=15, deadline=None)
@given(st.integers(8, 26), st.integers(2, 4), st.integers(0, 3), st.integers(0, 50))
def test_any_split_is_a_partition_with_a_valid_bound(n, low, more, seed):
    given_ = grid(n, seed=seed + 1)
    request = SplitRequest(given_, low, low + more)
    if not request.counts():
        with pytest.raises(Refused):
            split(request)
        return
    found = split(request)
    assert_partition(given_, found.networks, low, low + more)
    assert found.bound is not None
    assert found.bound <= found.objective + 1e-6
    assert score(request, found.networks).objective == pytest.approx(found.objective)


def test_a_run_cut_by_the_clock_is_valid():
    given_ = grid(200, seed=8)
    found = split(SplitRequest(given_, 5, 7, 33, time_limit=0.0))
    assert found.cut_short
    assert_partition(given_, found.networks, 5, 7)
