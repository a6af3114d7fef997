"""Ranks against counting pair by pair, and what intervals leave open."""

from __future__ import annotations

import math
import random

import pytest

from kvadmin.plugins.evaluation.comparison.rank_sets import rank_sets
from kvadmin.plugins.evaluation.quantiles.value_intervals import ValueInterval


def around(values, reach):
    return [ValueInterval(v - reach, v + reach) for v in values]


@pytest.mark.parametrize("high_is_best", [True, False])
def test_random_ranks_are_those_of_counting_pairs(high_is_best):
    rng = random.Random(3)
    for _ in range(300):
        values = [round(rng.gauss(0, 1), 1) for _ in range(rng.randint(1, 25))]
        bounds = [ValueInterval(v - rng.random(), v + rng.random()) for v in values]
        found = rank_sets(values, bounds, high_is_best=high_is_best)
        sign = -1 if high_is_best else 1
        count = len(values)
        for k, each in enumerate(found):
            better = sum(sign * v < sign * values[k] for v in values)
            worse = sum(sign * v > sign * values[k] for v in values)
            assert (each.first, each.last) == (better + 1, count - worse)
            if high_is_best:
                surely_better = sum(b.lower > bounds[k].upper for b in bounds)
                surely_worse = sum(b.upper < bounds[k].lower for b in bounds)
            else:
                surely_better = sum(b.upper < bounds[k].lower for b in bounds)
                surely_worse = sum(b.lower > bounds[k].upper for b in bounds)
            assert (each.lowest, each.highest) == (surely_better + 1, count - surely_worse)
            assert each.lowest <= each.first <= each.last <= each.highest
            if each.certain:
                assert {math.ceil(4 * rank / count) for rank in range(each.lowest, each.highest + 1)} == {each.quartile}


def test_equal_values_are_a_range_and_a_quartile_only_within_one():
    found = rank_sets([1.0, 2.0, 2.0, 3.0], around([1.0, 2.0, 2.0, 3.0], 0.1), high_is_best=False)
    assert [(each.first, each.last) for each in found] == [(1, 1), (2, 3), (2, 3), (4, 4)]
    assert [each.quartile for each in found] == [1, None, None, 4]
    assert [each.certain for each in found] == [True, False, False, True]


def test_what_nothing_is_known_of_may_have_any_rank():
    unknown = ValueInterval(-math.inf, math.inf)
    found = rank_sets([1.0, 2.0, 3.0], [unknown, *around([2.0, 3.0], 0.1)], high_is_best=False)
    assert (found[0].lowest, found[0].highest) == (1, 3)
    assert (found[1].lowest, found[1].highest) == (1, 2)


def test_fewer_than_four_have_no_quartiles():
    assert [each.quartile for each in rank_sets([1.0, 2.0], around([1.0, 2.0], 0.1), high_is_best=True)] == [None, None]


def test_the_last_digit_of_the_machine_makes_no_rank():
    found = rank_sets([0.1 + 0.2, 0.3], around([0.3, 0.3], 0.1), high_is_best=False)
    assert [(each.first, each.last) for each in found] == [(1, 2), (1, 2)]
