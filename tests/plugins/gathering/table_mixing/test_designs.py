"""Designs: full tables, no meeting twice, and seats that never meet."""

from __future__ import annotations

from itertools import combinations

import pytest

from kvadmin.plugins.gathering.table_mixing.designs import designs


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"),
    [
        (9, 8, 9), (9, 9, 10), (9, 3, 13), (16, 4, 21), (4, 4, 5), (8, 4, 10), (6, 4, 7), (5, 3, 7), (12, 6, 13), (8, 8, 9),
        (25, 5, 31), (7, 7, 8), (10, 4, 5), (6, 6, 2), (2, 5, 0),
    ],
)  # fmt: skip
def test_a_design_repeats_nothing(tables, seats, rounds):
    found = list(designs(tables, seats, 30))
    assert max(len(each.rounds) for each in found) >= rounds
    for design in found:
        assert sorted(seat for group in design.apart for seat in group) == list(range(tables * seats))
        for each in design.rounds:
            assert len(each) == tables
            assert sorted(seat for table in each for seat in table) == list(range(tables * seats))
        pairs = [pair for each in design.rounds for table in each for pair in combinations(sorted(table), 2)]
        assert len(pairs) == len(set(pairs))
        if design.source != "turned classes":  # of those, rounds within the classes come last
            assert not set(pairs) & {pair for group in design.apart for pair in combinations(group, 2)}


def test_one_table_and_one_seat_have_none():
    assert list(designs(1, 5, 3)) == []
    assert list(designs(5, 1, 3)) == []
