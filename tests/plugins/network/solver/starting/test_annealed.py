"""A start that keeps every rule, whatever the rules are: judged by a checker that shares no code with the solver."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, MaxDistance, MaxPer, MinPer, SameNetwork, SharedTheme
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.starting.annealed import kept_start
from kvadmin.plugins.network.solver.starting.prices import Prices, prices_of
from kvadmin.plugins.network.solver.time_budget import TimeBudget
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import assert_partition, balance, grid, haversine, kilometres
from ..planted_rules import planted_rules, twenty

SOME = twenty()


def started(request: SplitRequest, prices: Prices | None = None):
    problem = problem_of(request, request.networks)
    points = np.array([[request.places.lat[u].mean(), request.places.lon[u].mean()] for u in problem.units])
    found = kept_start(problem, points, request.seed, TimeBudget(), prices)
    assert found.cols is not None
    ids = request.places.ids
    return [tuple(ids[i] for i in members[0]) for row in found.cols for _, members in problem.groups(row[None, :])]


@pytest.mark.parametrize("case", SOME, ids=[case.name for case in SOME])
def test_the_planted_split_is_one(case):
    assert case.faults(case.split) == []


@pytest.mark.parametrize("at", [0, 3, 10, 15, 18])
def test_a_valid_split_is_found_that_is_no_longer_than_the_planted_one(at):
    case = SOME[at]
    found = started(case.request())
    assert case.faults(found) == []
    assert case.kilometres(found) <= case.kilometres(case.split)


@pytest.mark.parametrize("seed", range(50, 56))
def test_small_instances_of_other_seeds(seed):
    low, high, networks, cap = [(4, 4, 8, 2), (3, 5, 8, 2), (5, 6, 6, 3)][seed % 3]
    case = planted_rules(32, low, high, networks, cap, seed=seed, hidden=seed % 2 == 0)
    found = started(case.request())
    assert case.faults(found) == []
    assert found == started(case.request())  # the same again


def test_every_kind_of_rule_at_once():
    given = grid(48, seed=3, counties=6)
    ids, county = given.ids, {place.id: place.county for place in given}
    by_id = {place.id: place for place in given}
    trio = (ids[0], ids[1], ids[2])

    class NotBoth:
        """A rule of somebody else: two places never meet."""

        name = "not both"

        def allowed(self, members):
            return ~((members == 3).any(axis=1) & (members == 4).any(axis=1))

    rules = (
        MaxPer("county", 2), MinPer("county", "c0", 1), SameNetwork(trio), MaxDistance(900.0),
        Balance("population", 0.001), SharedTheme("county", 1.0), NotBoth(),
    )  # fmt: skip
    found = started(SplitRequest(given, 6, 6, 8, rules))
    assert_partition(given, found, 6, 6)
    for members in found:
        counts = Counter(county[p] for p in members)
        assert max(counts.values()) <= 2
        assert counts["c0"] >= 1
        assert len(set(trio) & set(members)) in {0, 3}
        assert not {ids[3], ids[4]} <= set(members)
        assert all(haversine(by_id[a], by_id[b]) <= 900 for a, b in combinations(members, 2))


def test_another_objective_takes_the_place_of_the_kilometres():
    """Only evenness counts: the sums of people are far more even than in the split of least kilometres."""
    given = grid(30, seed=5)
    request = SplitRequest(given, 5, 5, 6, (MaxPer("county", 3),))
    problem = problem_of(request, 6)
    people = [float(given[int(unit[0])].population) for unit in problem.units]
    mean = sum(people) / 6

    def uneven(network: tuple[int, ...]) -> tuple[float, int]:
        return abs(sum(people[u] for u in network) - mean), 0

    prices = prices_of(problem)
    even = started(request, replace(prices, pairs=np.zeros_like(prices.pairs), extra=uneven))
    assert balance(given, even) < balance(given, started(request)) / 20


def test_a_start_without_rules_in_tight_sizes_is_near_the_best():
    given = grid(40, seed=9)
    request = SplitRequest(given, 4, 4, 10)
    assert kilometres(given, started(request)) <= 1.05 * split(request).objective


def test_a_rule_that_cannot_be_met_has_no_start():
    given = grid(12, seed=2, counties=2)
    request = SplitRequest(given, 4, 4, 3, (MaxPer("county", 1),))
    problem = problem_of(request, 3)
    assert kept_start(problem, np.zeros((12, 2)), 0, TimeBudget()).cols is None


def test_a_spent_clock_still_gives_what_dealing_out_gives():
    case = SOME[0]
    problem = problem_of(case.request(), case.networks)
    found = kept_start(problem, np.zeros((problem.n, 2)), 0, TimeBudget(until=0.0))
    assert found.cols is not None
    assert len(problem.priced(found.cols)[0]) == case.networks


def test_hundreds_of_places_start_from_a_split_that_keeps_the_rules():
    case = planted_rules(640, 8, 8, 80, 3, seed=4, hidden=False)
    found = split(case.request(time_limit=8))
    assert case.faults(found.networks) == []
