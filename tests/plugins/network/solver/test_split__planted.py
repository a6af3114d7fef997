"""Divisions whose best value is known by construction: towns far apart, split as one would by eye."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from kvadmin.api import Refused
from kvadmin.plugins.network.solver.places import Place, PlaceSet
from kvadmin.plugins.network.solver.repair import repair
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, MaxDistance, SameNetwork
from kvadmin.plugins.network.solver.split import split

from .instances import assert_partition, balance, haversine, kilometres, municipalities, planted

SIX, MANY = (6,) * 6, (6,) * 23


def as_sets(networks) -> set[frozenset[str]]:
    return {frozenset(net) for net in networks}


def moved(towns, place: str, to: int) -> list[list[str]]:
    """The towns with one place moved to another."""
    after = [[each for each in town if each != place] for town in towns]
    after[to].append(place)
    return after


@pytest.mark.parametrize("sizes", [SIX, MANY], ids=["36", "138"])
def test_what_the_instances_promise_holds(sizes):
    given, towns = planted(sizes)
    home = {place: at for at, town in enumerate(towns) for place in town}
    far = [haversine(a, b) for a, b in combinations(given, 2) if home[a.id] != home[b.id]]
    near = [haversine(a, b) for a, b in combinations(given, 2) if home[a.id] == home[b.id]]
    assert max(near) < 3
    assert min(far) > 130
    assert 4 * min(far) > sum(near)


@pytest.mark.parametrize("sizes", [SIX, MANY], ids=["36", "138"])
def test_towns_are_found_and_proven_best(sizes):
    given, towns = planted(sizes)
    found = split(SplitRequest(given, 5, 7, len(sizes)))
    assert as_sets(found.networks) == as_sets(towns)
    assert found.objective == pytest.approx(kilometres(given, towns))
    assert found.bound == pytest.approx(found.objective, abs=0.01)
    assert found.bound_scope == "all"


def test_equal_sums_cost_no_balance_and_a_greatest_distance_between_towns_binds_nobody():
    given, towns = planted(SIX)
    found = split(SplitRequest(given, 5, 7, 6, (Balance("population", 0.5), MaxDistance(100))))
    assert as_sets(found.networks) == as_sets(towns)
    assert found.objective == pytest.approx(kilometres(given, towns))
    assert found.score.terms["balance:population"] == pytest.approx(0)


def test_apart_costs_the_cheapest_move_out_of_the_town():
    """Six long pairs are the fewest that part two of a town (sizes 5 to 7): one of them moves to another town whole."""
    given, towns = planted(SIX)
    pair = towns[2][:2]
    best = min(kilometres(given, moved(towns, place, to)) for place in pair for to in range(6) if to != 2)
    found = split(SplitRequest(given, 5, 7, 6, (DifferentNetworks(pair),)))
    assert found.objective == pytest.approx(best)
    assert not any(set(pair) <= set(net) for net in found.networks)


def test_together_costs_the_cheaper_of_two_moves():
    given, towns = planted(SIX)
    pair = (towns[0][0], towns[1][0])
    best = min(kilometres(given, moved(towns, pair[0], 1)), kilometres(given, moved(towns, pair[1], 0)))
    found = split(SplitRequest(given, 5, 7, 6, (SameNetwork(pair),)))
    assert found.objective == pytest.approx(best)
    assert any(set(pair) <= set(net) for net in found.networks)


def test_a_wish_against_a_greatest_distance_is_refused():
    given, towns = planted(SIX)
    with pytest.raises(Refused) as refusal:
        split(SplitRequest(given, 5, 7, 6, (MaxDistance(100), SameNetwork((towns[0][0], towns[1][0])))))
    assert "greatest distance 100" in "\n".join(refusal.value.lines())


def test_who_takes_the_place_of_a_neighbour_moves_nobody():
    given, towns = planted(MANY)
    leave = [towns[at][0] for at in range(8)]
    gone = [place for place in given if place.id in leave]
    join = [Place(f"9{place.id}", "new", place.lat + 0.001, place.lon, place.county, 900) for place in gone]
    now = PlaceSet([place for place in given if place.id not in leave] + join)
    found = repair(SplitRequest(now, 5, 7, 23), towns, most_moves=None, move_cost=50, compare_free=False)
    wanted = [{f"9{place}" if place in leave else place for place in town} for town in towns]
    assert as_sets(found.networks) == as_sets(wanted)
    assert (found.change.moved, len(found.change.joined)) == ((), 8)


def test_a_town_that_is_too_small_gets_the_nearest_neighbour():
    given, towns = planted((5, *SIX))
    now = PlaceSet([place for place in given if place.id != towns[0][0]])
    left = [list(towns[0][1:]), *towns[1:]]
    best = min(kilometres(now, moved(left, place, 0)) for town in towns[1:] for place in town)
    found = repair(SplitRequest(now, 5, 7, 7), towns, most_moves=2)
    assert_partition(now, found.networks, 5, 7)
    assert len(found.change.moved) == 1
    assert found.score.objective == pytest.approx(best)
    assert found.free is not None
    assert found.free.objective <= found.score.objective + 1e-6


def test_no_exchange_makes_a_division_of_real_municipalities_better():
    """60 municipalities of 2008 under two rules: priced by hand, and every exchange of two members is tried."""
    given = municipalities(60)
    found = split(SplitRequest(given, 5, 7, 10, (Balance("population", 0.002), MaxDistance(900))))
    assert_partition(given, found.networks, 5, 7)
    by_id = {place.id: place for place in given}

    def price(networks) -> float:
        return kilometres(given, networks) + 0.002 * balance(given, networks)

    def near(net) -> bool:
        return all(haversine(by_id[a], by_id[b]) <= 900 for a, b in combinations(net, 2))

    assert all(map(near, found.networks))
    assert found.objective == pytest.approx(price(found.networks))
    assert found.bound <= found.objective + 1e-6
    for one, other in combinations(found.networks, 2):
        rest = [net for net in found.networks if net not in (one, other)]
        for a, b in product(one, other):
            swapped = [{*one, b} - {a}, {*other, a} - {b}]
            assert price([*rest, *swapped]) >= found.objective - 1e-6 or not all(map(near, swapped)), (a, b)
