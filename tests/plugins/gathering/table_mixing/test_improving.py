"""The search: its running cost is the cost of its plan, and the same seed gives the same plan."""

from __future__ import annotations

import numpy as np
import pytest

from kvadmin.plugins.gathering.table_mixing.improving import FAULT, MeetingCosts, improved


@pytest.mark.parametrize("seed", [0, 1])
def test_the_cost_is_that_of_the_plan(seed):
    people, tables, rounds = 13, 4, 3
    person = np.arange(16) < people
    of = np.where(person, np.arange(16) % 5, -1)
    same = (of[:, None] == of[None, :]) & (of[:, None] >= 0)
    np.fill_diagonal(same, val=False)
    earlier = np.zeros((16, 16), dtype=np.int64)
    earlier[0, 6] = earlier[6, 0] = 1
    costs = MeetingCosts.of_faults(same, person, earlier)
    start = np.array([[at // 4 for at in range(16)]] * rounds)
    cost, plan = improved(start, costs, 400, seed)
    met = earlier + sum((row[:, None] == row[None, :]).astype(np.int64) for row in plan)
    np.fill_diagonal(met, 0)
    assert cost == costs.of(met)
    again, same_plan = improved(start, costs, 400, seed)
    assert again == cost
    assert (same_plan == plan).all()
    for row in plan:
        assert np.bincount(row, minlength=tables).tolist() == [4] * tables
        assert len(set(row[people:])) == 3, "no table has two empty seats"
    assert cost < 6 * FAULT


def test_enough_is_enough():
    costs = MeetingCosts.of_faults(
        np.zeros((4, 4), dtype=bool), np.ones(4, dtype=bool), np.zeros((4, 4), dtype=np.int64)
    )
    start = np.array([[0, 0, 1, 1]] * 2)
    assert improved(start, costs, 100, 0, enough=2 * FAULT)[0] == 2 * FAULT
    assert improved(start, costs, 100, 0)[0] == 0
