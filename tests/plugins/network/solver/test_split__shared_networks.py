"""The best known divisions of the shared networks, and repairs of them: one test for the whole reference set."""

from __future__ import annotations

from itertools import combinations

import pytest

from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.repair import repair
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, MaxDistance, SameNetwork
from kvadmin.plugins.network.solver.split import split

from .instances import assert_partition, balance, case, haversine, kilometres, places


def the_small_instance_is_split_best_and_proven(shared):
    given_ = places(shared, "no36")
    found = split(SplitRequest(given_, 5, 7, 6))
    assert_partition(given_, found.networks, 5, 7)
    assert kilometres(given_, found.networks) == pytest.approx(found.score.objective_km)
    assert found.objective <= 10429.33
    assert found.bound == pytest.approx(10429.32, abs=0.01)
    assert found.bound_scope == "all"


def the_138_are_split_best_and_proven(shared):
    given_ = places(shared, "no138")
    found = split(SplitRequest(given_, 5, 7, 23))
    assert_partition(given_, found.networks, 5, 7)
    assert len(found.networks) == 23
    assert kilometres(given_, found.networks) <= 20981.76
    assert 20981.74 <= found.bound <= found.objective + 1e-6
    assert found.bound_scope == "all"


def links_are_kept_and_priced_best(shared):
    given_, links = places(shared, "no138"), case(shared, "no138.constrained")["B"]
    rules = [SameNetwork(tuple(p)) for p in links["must_link"]] + [
        DifferentNetworks(tuple(p)) for p in links["cannot_link"]
    ]
    found = split(SplitRequest(given_, 5, 7, 23, tuple(rules)))
    at = {p: k for k, net in enumerate(found.networks) for p in net}
    assert all(at[a] == at[b] for a, b in links["must_link"])
    assert all(at[a] != at[b] for a, b in links["cannot_link"])
    assert kilometres(given_, found.networks) <= 22519.21


def balance_is_priced_as_the_contract_has_it(shared):
    given_ = places(shared, "no138")
    found = split(SplitRequest(given_, 5, 7, 23, (Balance("population", 0.002),)))
    by_hand = kilometres(given_, found.networks) + 0.002 * balance(given_, found.networks)
    assert by_hand == pytest.approx(found.objective)
    assert found.objective <= 25490.84
    assert found.score.terms["balance:population"] == pytest.approx(found.objective - found.score.objective_km)


def the_greatest_distance_holds_for_every_pair(shared):
    given_ = places(shared, "no138")
    found = split(SplitRequest(given_, 5, 7, 23, (MaxDistance(250),)))
    by_id = {p.id: p for p in given_}
    assert max(haversine(by_id[a], by_id[b]) for net in found.networks for a, b in combinations(net, 2)) <= 250
    assert found.objective <= 20981.76


def eight_leave_and_eight_join_at_fifty_km_a_move(shared):
    old, more = places(shared, "no138"), places(shared, "no357")
    change = case(shared, "no138.stability")["drop8_join8"]
    now = PlaceSet([p for p in old if p.id not in change["leave"]] + [more[more.index(i)] for i in change["join"]])
    best = case(shared, "no138.best")["ids"]
    found = repair(SplitRequest(now, 5, 7, 23), best, most_moves=None, move_cost=50, compare_free=False)
    assert_partition(now, found.networks, 5, 7)
    assert len(found.change.moved) <= 6
    assert kilometres(now, found.networks) <= 20961


def one_leaves_and_at_most_two_others_move(shared):
    old = places(shared, "no138")
    best = case(shared, "no138.best")["ids"]
    now = PlaceSet([p for p in old if p.id != "5601"])
    found = repair(SplitRequest(now, 5, 7), best)
    assert_partition(now, found.networks, 5, 7)
    assert len(found.networks) == 23
    assert len(found.change.moved) <= 2
    assert found.free is not None
    assert found.free.objective <= found.score.objective + 1e-6


def test_the_shared_networks(shared):
    """Every check is made, and all that failed are told."""
    failed = []
    for check in (
        the_small_instance_is_split_best_and_proven,
        the_138_are_split_best_and_proven,
        links_are_kept_and_priced_best,
        balance_is_priced_as_the_contract_has_it,
        the_greatest_distance_holds_for_every_pair,
        eight_leave_and_eight_join_at_fifty_km_a_move,
        one_leaves_and_at_most_two_others_move,
    ):
        try:
            check(shared)
        except AssertionError as fault:
            failed.append(f"{check.__name__}: {fault}")
    assert not failed, "\n\n".join(failed)
