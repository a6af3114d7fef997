"""Faults are counted as anybody would by hand, and the bound is below every plan there is."""

from __future__ import annotations

from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.plugins.gathering.table_mixing.meeting_faults import fewest_faults, judged, met_at, mixing_faults
from kvadmin.plugins.gathering.table_mixing.mixing import mix


def by_hand(plan, network, met):
    """Every meeting in turn: is it of one network, or has the pair met?"""
    seen, faults = set(met), 0
    for tables in plan:
        for table in tables:
            for pair in combinations(sorted(table), 2):
                one, other = (network[each] for each in pair)
                faults += (one is not None and one == other) or pair in seen
                seen.add(pair)
    return faults


def test_a_meeting_that_is_two_faults_counts_once():
    network = {"a": "1", "b": "1", "c": None, "d": None}
    plan = [[["a", "b"], ["c", "d"]], [["b", "a"], ["c", "d"]]]
    assert mixing_faults(plan, network) == (2, 2)
    found = judged(plan, network, frozenset({("c", "d")}))
    assert (found.faults, found.met_before) == (4, (("c", "d"),))
    assert by_hand(plan, network, {("c", "d")}) == 4


def test_who_met_is_read_off_the_plans():
    plans = [[[["a", "b", "z"]], [["c"]]], [[["c", "b"]]]]
    assert met_at(plans, dict.fromkeys("abc")) == {("a", "b"), ("b", "c")}


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 20), st.integers(2, 5), st.integers(1, 3), st.data())
def test_counted_by_hand_and_never_below_the_bound(n, size, rounds, data):
    who = [(f"p{i:02}", data.draw(st.sampled_from([None, "a", "b"]))) for i in range(n)]
    earlier = []
    if data.draw(st.booleans()):
        earlier = [mix(who, 1, size, 1, seed=7).rounds]
    plan = mix(who, 1, size, rounds, earlier=earlier)
    assert plan.faults == by_hand(plan.rounds, dict(who), met_at(earlier, dict(who)))
    assert plan.faults >= plan.bound


@pytest.mark.parametrize("networks", [(None,) * 6, ("a", "a", "a", "b", "b", "b"), ("a", "a", "a", "a", None, None)])
@pytest.mark.parametrize("met", [frozenset(), frozenset({("p0", "p1"), ("p0", "p3")})])
def test_six_people_get_the_best_plan_of_all(networks, met):
    """All plans of two rounds of two tables of three: none is better, and the bound is below all."""
    network = {f"p{at}": each for at, each in enumerate(networks)}
    halves = {
        tuple(sorted((tuple(sorted(order[:3])), tuple(sorted(order[3:]))))) for order in permutations(sorted(network))
    }
    best = min(by_hand(plan, network, met) for plan in product(halves, halves))
    earlier = [[[list(pair)] for pair in met]]
    found = mix(list(network.items()), 3, 3, 2, earlier=earlier)
    assert found.faults == best
    assert found.bound == fewest_faults(network, 2, 2, met) <= best
