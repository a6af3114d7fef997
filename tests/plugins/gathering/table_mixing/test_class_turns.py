"""Turns: the differences of two classes never come twice."""

from __future__ import annotations

import pytest

from kvadmin.plugins.gathering.table_mixing.class_turns import mixing_turns, turns


@pytest.mark.parametrize(
    ("tables", "seats", "rows"),
    [
        (2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 5), (7, 6, 7), (8, 8, 8), (9, 8, 9), (9, 9, 9), (16, 8, 16), (25, 6, 25),
        (27, 6, 27), (12, 6, 12), (12, 4, 12), (15, 3, 15), (20, 4, 20), (35, 5, 35), (6, 4, 4), (10, 6, 6), (14, 6, 8), (15, 6, 8),
    ],
)  # fmt: skip
def test_no_difference_comes_twice(tables, seats, rows):
    found = turns(tables, seats, 4)
    assert len(found.rows) >= rows
    sums = found.sums
    minus = [[next(d for d in range(tables) if sums[d][b] == a) for b in range(tables)] for a in range(tables)]
    for one in range(seats):
        for other in range(one):
            differences = [minus[row[one]][row[other]] for row in found.rows]
            assert len(set(differences)) == len(differences)


def test_rows_that_are_wanted_come_with_or_without_a_repeat():
    assert len(mixing_turns(6, 6, 9)) == 9
    assert mixing_turns(9, 8, 4) == list(turns(9, 8, 4).rows[:4])
    assert turns(10, 6, 2).rows == turns(10, 6, 5).rows, "a later gathering finds the rows of the first one"
