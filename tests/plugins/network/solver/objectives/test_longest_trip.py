"""Every objective beside all partitions there are, with rules and locks, in kilometres and by tables."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from kvadmin.api import Refused
from kvadmin.plugins.network.solver.distance import TravelTable
from kvadmin.plugins.network.solver.objectives.objective import Objective
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

from ..instances import grid
from .all_partitions import figures, kilometres, meeting_place, partitions

OBJECTIVES = {
    "pairwise": Objective(1, 0, 0),
    "meeting": Objective(0, 1, 0),
    "longest": Objective(0, 0, 1),
    "pairs-and-meeting": Objective(1, 2, 0),
    "meeting-and-pairs": Objective(0.1, 2, 0),
    "pairs-and-longest": Objective(1, 0, 4),
    "meeting-and-longest": Objective(0, 1, 1.5),
    "all": Objective(0.3, 0.7, 3),
    "pairs-halved": Objective(0.5, 0, 0),
}


def _alike(places_, parts, most):
    return all(max(Counter(places_[i].county for i in part).values()) <= most for part in parts)


def _rules(name, places_, way):
    """Rules, what they allow, and what they cost."""
    free, nothing = (lambda parts: True), (lambda parts: 0.0)
    people = [place.population for place in places_]

    def uneven(parts):
        mean = sum(people) / len(parts)
        return 0.004 * sum(abs(sum(people[i] for i in part) - mean) for part in parts)

    def far(parts):
        return all(way(i, j) <= 430 for part in parts for i, j in combinations(part, 2))

    def wished(parts):
        of = {i: k for k, part in enumerate(parts) for i in part}
        return of[1] == of[8] and of[2] != of[3]

    def strangers(parts):
        return sum(40.0 for part in parts for i, j in combinations(part, 2) if places_[i].county != places_[j].county)

    return {
        "none": ((), free, nothing),
        "cap": ((MaxPer("county", 2),), lambda parts: _alike(places_, parts, 2), nothing),
        "kind": (
            (MinPer("county", "c1", 1),),
            lambda parts: all(any(places_[i].county == "c1" for i in part) for part in parts),
            nothing,
        ),
        "far": ((MaxDistance(430.0),), far, nothing),
        "wishes": ((SameNetwork(("0001", "0008")), DifferentNetworks(("0002", "0003"))), wished, nothing),
        "balance": ((Balance("population", 0.004),), free, uneven),
        "theme": ((SharedTheme("county", 40.0),), free, strangers),
    }[name]


def _least(every, way, objective, allowed, costs):
    values = []
    for parts in every:
        if allowed(parts):
            pairwise, meeting, longest = figures(parts, way)
            value = objective.pairwise * pairwise + objective.meeting * meeting + objective.longest * longest
            values.append(value + costs(parts))
    return min(values, default=np.inf)


@pytest.mark.parametrize("rule", ["none", "cap", "kind", "far", "wishes", "balance", "theme"])
@pytest.mark.parametrize("count", [None, 3])
def test_every_objective_equals_brute_force(rule, count):
    given = grid(9, seed=7)
    way = kilometres(given)
    rules, allowed, costs = _rules(rule, given, way)
    every = [parts for parts in partitions(9, 2, 4) if count in (None, len(parts))]
    for name, objective in OBJECTIVES.items():
        best = _least(every, way, objective, allowed, costs)
        asked = SplitRequest(given, 2, 4, count, rules, objective=objective)
        if not np.isfinite(best):
            with pytest.raises(Refused):
                split(asked)
            continue
        found = split(asked)
        assert found.objective == pytest.approx(best), name
        if found.bound_scope == "all":
            assert found.bound <= best + 1e-6, name


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", list(OBJECTIVES))
def test_proven_bounds_hold(seed, name):
    given = grid(11, seed=seed)
    way = kilometres(given)
    every = [parts for parts in partitions(11, 3, 4) if len(parts) == 3]
    best = _least(every, way, OBJECTIVES[name], lambda parts: True, lambda parts: 0.0)
    found = split(SplitRequest(given, 3, 4, 3, objective=OBJECTIVES[name]))
    assert found.objective == pytest.approx(best)
    assert found.bound_scope == "all"
    assert found.bound <= best + 1e-6
    assert found.bound == pytest.approx(best, rel=1e-3)


@pytest.mark.parametrize("name", list(OBJECTIVES))
def test_by_a_table_that_breaks_the_triangle_inequality(name):
    given = grid(9, seed=2)
    draws = np.random.default_rng(4).integers(1, 90, (9, 9)).astype(float)
    table = np.triu(draws, 1) + np.triu(draws, 1).T

    def way(i, j):
        return float(table[i, j])

    best = _least(partitions(9, 2, 5), way, OBJECTIVES[name], lambda parts: True, lambda parts: 0.0)
    found = split(SplitRequest(given, 2, 5, travel=TravelTable(given, table), objective=OBJECTIVES[name]))
    assert found.objective == pytest.approx(best)
    assert found.bound <= best + 1e-6


@pytest.mark.parametrize("name", list(OBJECTIVES))
def test_locked_networks_stay_and_count(name):
    given = grid(10, seed=3)
    way = kilometres(given)
    locked = (0, 5, 9)
    every = [parts for parts in partitions(10, 2, 4) if locked in parts and len(parts) == 4]
    best = _least(every, way, OBJECTIVES[name], lambda parts: True, lambda parts: 0.0)
    ids = tuple(given.ids[i] for i in locked)
    found = split(SplitRequest(given, 2, 4, 4, locked=(ids,), objective=OBJECTIVES[name]))
    assert ids in found.networks
    assert found.objective == pytest.approx(best)
    assert found.bound <= best + 1e-6


def test_the_score_card_has_every_figure_whatever_is_minimised():
    given = grid(12, seed=5)
    way = kilometres(given)
    for objective in OBJECTIVES.values():
        found = split(SplitRequest(given, 3, 5, objective=objective))
        parts = [tuple(given.index(p) for p in members) for members in found.networks]
        got = found.score.figures
        assert (got.pairwise, got.meeting, got.longest) == pytest.approx(figures(parts, way))
        for part, card in zip(parts, found.score.networks, strict=True):
            hub = meeting_place(part, way)
            assert card.meeting_place == given.ids[hub]
            assert card.meeting == pytest.approx(sum(way(i, hub) for i in part))
            assert card.longest_trip == pytest.approx(max(way(i, hub) for i in part))


def test_of_equal_longest_trips_the_least_pairs_decide():
    given = grid(10, seed=8)
    way = kilometres(given)
    every = [(figures(parts, way), parts) for parts in partitions(10, 3, 4) if len(parts) == 3]
    shortest = min(values[2] for values, _ in every)
    pairs = min(values[0] for values, _ in every if values[2] <= shortest + 1e-9)
    assert split(SplitRequest(given, 3, 4, 3, objective=OBJECTIVES["longest"])).score.travel == pytest.approx(pairs)


def test_nobody_is_worse_off_than_with_another_objective():
    given = grid(36, seed=11)
    found = {
        name: split(SplitRequest(given, 5, 7, 6, objective=OBJECTIVES[name])).score.figures
        for name in ("pairwise", "meeting", "longest")
    }
    for name, own in found.items():
        assert getattr(own, name) <= min(getattr(each, name) for each in found.values()) + 1e-6


def test_rules_hold_whatever_is_minimised():
    given = grid(48, seed=4, counties=4)
    rules = (MaxPer("county", 3), SameNetwork(("0001", "0020")), DifferentNetworks(("0002", "0003", "0004")))
    for objective in OBJECTIVES.values():
        asked = SplitRequest(given, 5, 7, 8, rules, objective=objective)
        found = split(asked)
        assert score(asked, found.networks).broken == ()
        assert found.bound is None or found.bound <= found.objective
