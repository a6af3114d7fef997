"""All whole solutions of least cost, against trying every number."""

from __future__ import annotations

import random
from itertools import product

import pytest

from kvadmin.plugins.cohort.reconciling.whole_solutions import WholeColumn, whole_solutions

MOST = 6


def tried(columns, wanted):
    """Every solution of least cost with at most MOST units of each column."""
    found = {}
    for units in product(range(MOST + 1), repeat=len(columns)):
        sums = [
            sum(each.effects.get(row, 0) * n for each, n in zip(columns, units, strict=True))
            for row in range(len(wanted))
        ]
        if sums == wanted:
            cost = sum(each.cost * n for each, n in zip(columns, units, strict=True))
            found.setdefault(cost, []).append({at: n for at, n in enumerate(units) if n})
    return min(found.items(), default=(None, []))


@pytest.mark.parametrize("seed", range(150))
def test_it_finds_what_trying_finds(seed):
    dice = random.Random(seed)
    rows = dice.randint(1, 3)
    columns = [
        WholeColumn({row: value for row in range(rows) if (value := dice.choice([-1, 0, 0, 1, 1]))}, dice.randint(1, 2))
        for _ in range(dice.randint(2, 4))
    ]
    wanted = [dice.randint(-3, 3) for _ in range(rows)]
    found = whole_solutions(columns, wanted)
    if any(n > MOST for each in found.solutions for n in each.values()):
        pytest.skip("beyond what is tried")
    cost, solutions = tried(columns, wanted)
    assert found.complete
    assert found.cost == cost
    assert sorted(sorted(each.items()) for each in found.solutions) == sorted(
        sorted(each.items()) for each in solutions
    )


def test_what_has_no_solution_in_fractions_has_none():
    found = whole_solutions([WholeColumn({0: 1, 1: 1}, 1)], [1, 2])
    assert (found.cost, found.solutions, found.complete) == (None, (), True)


def test_a_solution_that_is_not_accepted_gives_way_to_the_next():
    columns = [WholeColumn({0: 1}, 1), WholeColumn({0: 1}, 2)]
    assert whole_solutions(columns, [1]).cost == 1
    found = whole_solutions(columns, [1], accept=lambda chosen: not chosen.get(0))
    assert (found.cost, found.solutions) == (2, ({1: 1},))


def test_a_search_that_is_cut_short_says_so(monkeypatch):
    monkeypatch.setattr("kvadmin.plugins.cohort.reconciling.whole_solutions.STEPS", 3)
    columns = [WholeColumn({0: 1}, 1) for _ in range(5)]
    assert not whole_solutions(columns, [9]).complete
