"""The plans that must be there: tables-seats-rounds without a repeat, hard networks, and gathering after gathering."""

from __future__ import annotations

import random

import pytest
from plugins.gathering.table_mixing.test_meeting_faults import by_hand

from kvadmin.plugins.gathering.table_mixing.meeting_faults import met_at
from kvadmin.plugins.gathering.table_mixing.mixing import mix


def of_networks(*sizes: int) -> list[tuple[str, str | None]]:
    return [(f"p{k:02}{i:02}", f"n{k}") for k, size in enumerate(sizes) for i in range(size)]


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"),
    [(9, 8, 4), (9, 8, 5), (9, 9, 4), (6, 4, 6), (5, 3, 7), (9, 3, 11), (8, 4, 10), (16, 8, 16)],
)
def test_full_tables_without_a_repeat(tables, seats, rounds):
    who = [(f"p{at:03}", None) for at in range(tables * seats)]
    plan = mix(who, seats, seats, rounds)
    assert [len(each) for each in plan.rounds] == [tables] * rounds
    assert by_hand(plan.rounds, dict(who), ()) == 0 == plan.faults
    assert plan.source


@pytest.mark.parametrize(
    ("n", "size", "rounds"), [(70, 8, 4), (80, 9, 3), (23, 4, 6), (14, 3, 7), (26, 3, 9), (71, 6, 8)]
)
def test_seats_that_stay_empty_change_nothing(n, size, rounds):
    who = [(f"p{at:03}", None) for at in range(n)]
    plan = mix(who, size - 1, size, rounds)
    assert by_hand(plan.rounds, dict(who), ()) == 0
    assert {len(table) for tables in plan.rounds for table in tables} <= {size - 1, size}


def test_networks_that_fit_no_layout():
    """48 people of networks 10/10/10/10/8 at six tables of eight, four rounds: 72 meetings within networks must be."""
    who = of_networks(10, 10, 10, 10, 8)
    plan = mix(who, 8, 8, 4)
    assert plan.bound == 72
    assert by_hand(plan.rounds, dict(who), ()) == plan.faults <= 80


def renamed(plan, names):
    return [[[names[one] for one in table if one in names] for table in tables] for tables in plan]


def test_the_same_people_meet_new_ones_gathering_after_gathering():
    """Three gatherings of 72 people of twelve networks: twelve rounds of twelve tables, ids anew at each."""
    who = of_networks(*[6] * 12)
    rng, before = random.Random(4), []
    for _ in range(3):
        ids = [one for one, _ in who]
        names = dict(zip(ids, rng.sample(ids, len(ids)), strict=True))
        back = {new: old for old, new in names.items()}
        here = [(names[one], network) for one, network in who]
        earlier = [renamed(plan, names) for plan in before]
        plan = mix(here, 6, 6, 4, earlier=earlier)
        assert by_hand(plan.rounds, dict(here), met_at(earlier, dict(here))) == 0
        assert plan.met_before == ()
        before.append(renamed(plan.rounds, back))


def test_a_few_who_are_new_cost_next_to_nothing():
    who = of_networks(*[6] * 12)
    first = mix(who, 6, 6, 4).rounds
    now = [(one if at not in (3, 40) else f"new{at}", network) for at, (one, network) in enumerate(who)]
    plan = mix(now, 6, 6, 4, earlier=[renamed(first, {one: one for one, _ in now})])
    assert plan.faults == 0
    fewer = now[2:]
    plan = mix(fewer, 5, 6, 4, earlier=[renamed(first, {one: one for one, _ in fewer})])
    assert plan.faults == 0
    assert {len(table) for tables in plan.rounds for table in tables} == {5, 6}


def test_a_plan_that_no_construction_explains_is_kept_away_from_too():
    who = of_networks(*[6] * 8)
    first = [sorted(tables) for tables in mix(who, 4, 4, 4).rounds]  # the order of the tables tells nothing any more
    met = met_at([first], dict(who))
    plan = mix(who, 4, 4, 4, earlier=[first])
    assert by_hand(plan.rounds, dict(who), met) == plan.faults <= 4
    assert by_hand(mix(who, 4, 4, 4, seed=3).rounds, dict(who), met) > 4
