"""Explanations, hand moves and wishes: every figure is what brute force finds."""

from __future__ import annotations

import pytest

from kvadmin.plugins.network.solver.explain import cost_of_wish, explain, hand_move
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, DifferentNetworks, SameNetwork
from kvadmin.plugins.network.solver.split import split

from .instances import balance, grid, haversine, kilometres


def price(request: SplitRequest, networks, weight: float) -> float:
    return kilometres(request.places, networks) + weight * balance(request.places, networks)


@pytest.mark.parametrize("weight", [0.0, 0.01])
def test_every_figure_of_an_explanation_is_what_brute_force_finds(weight):
    given = grid(20, seed=6)
    rules = (Balance("population", weight), DifferentNetworks(("0000", "0004")))
    request = SplitRequest(given, 4, 6, 4, rules)
    networks = split(request).networks
    base = price(request, networks, weight)
    for place in given.ids:
        told = explain(request, networks, place)
        home = told.network
        by_id = {p.id: p for p in given}
        assert dict(told.distances) == pytest.approx(
            {o: haversine(by_id[place], by_id[o]) for o in networks[home] if o != place}
        )
        best = {}
        for k, net in enumerate(networks):
            for back in (None, *net):
                if k == home:
                    continue
                after = [[p for p in n if p not in (place, back)] for n in networks]
                after[k].append(place)
                after[home] += [] if back is None else [back]
                if all(4 <= len(n) <= 6 for n in after) and not any({"0000", "0004"} <= set(n) for n in after):
                    best[k] = min(best.get(k, 1e18), price(request, after, weight) - base)
        expected = sorted(best.values())[:2]
        assert [o.cost for o in told.next_best] == pytest.approx(expected, abs=1e-6)


def test_the_rule_that_holds_a_place_is_named():
    given = grid(20, seed=6)
    free = split(SplitRequest(given, 4, 6, 4)).networks
    pair = free[0][:2]
    request = SplitRequest(given, 4, 6, 4, (DifferentNetworks(pair),))
    held = {p: explain(request, split(request).networks, p).held_by for p in pair}
    assert any(f"apart: {', '.join(pair)}" in words for words in held.values())


def test_a_hand_move_is_priced_and_its_breaches_named():
    given = grid(20, seed=6)
    request = SplitRequest(given, 5, 5, 4)
    networks = split(request).networks
    moved = hand_move(request, networks, networks[0][0], 1)
    assert moved.cost == pytest.approx(kilometres(given, moved.networks) - kilometres(given, networks))
    assert len(moved.broken) == 2
    swapped = hand_move(request, networks, networks[0][0], 1, networks[1][0])
    assert swapped.broken == ()
    assert swapped.cost >= 0


def test_a_wish_costs_the_difference_of_two_best_splits():
    given = grid(20, seed=6)
    request = SplitRequest(given, 4, 6, 4)
    base = split(request)
    wish = SameNetwork((base.networks[0][0], base.networks[-1][0]))
    priced = cost_of_wish(request, base, wish)
    assert priced.cost == pytest.approx(kilometres(given, priced.granted.networks) - base.objective)
    assert priced.cost >= 0
