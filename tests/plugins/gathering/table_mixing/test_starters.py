"""Starters: each pair once in the cycle, Kirkman's schoolgirls among them."""

from __future__ import annotations

from itertools import combinations

import pytest

from kvadmin.plugins.gathering.table_mixing.starters import starter_plan


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"),
    [(5, 3, 7), (6, 3, 7), (8, 3, 11), (10, 3, 14), (6, 4, 7), (7, 4, 8), (3, 3, 3), (3, 2, 5)],
)
def test_a_starter_repeats_no_meeting(tables, seats, rounds):
    plan = starter_plan(tables, seats, 2)
    assert len(plan) >= rounds
    for each in plan:
        assert sorted(one for table in each for one in table) == list(range(tables * seats))
        assert all(len(table) == seats for table in each)
    pairs = [pair for each in plan for table in each for pair in combinations(sorted(table), 2)]
    assert len(set(pairs)) == len(pairs)


def test_the_fifteen_schoolgirls_each_meet_each_other():
    pairs = {pair for each in starter_plan(5, 3, 7) for table in each for pair in combinations(sorted(table), 2)}
    assert pairs == set(combinations(range(15), 2))


def test_what_cannot_be_is_empty():
    assert starter_plan(2, 3, 2) == []
    assert starter_plan(5, 1, 3) == []
    assert starter_plan(100, 6, 3) == [], "so many people have other plans"
