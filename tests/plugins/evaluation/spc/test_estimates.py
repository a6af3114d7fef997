"""Means, quantiles and constants against definitions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.evaluation.spc import estimates as numbers


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=40))
def test_the_mean_is_the_exact_one_rounded(values: list[float]) -> None:
    exact = sum(map(Fraction, values)) / len(values)
    found = numbers.mean(values)
    assert found is not None
    assert abs(Fraction(found) - exact) <= Fraction(math.ulp(float(exact)))


@given(st.floats(-1e6, 1e6), st.integers(1, 50))
def test_the_mean_of_equal_values_is_the_value(value: float, count: int) -> None:
    assert numbers.mean([value] * count) == value


def quantile(trials: int) -> int:
    """The definition, in fractions."""
    below = Fraction(0)
    for k in range(trials + 1):
        below += Fraction(math.comb(trials, k), 2**trials)
        if below >= Fraction(1, 20):
            return k
    raise AssertionError


@pytest.mark.parametrize("trials", [0, 1, 2, 3, 4, 5, 9, 10, 19, 23, 35, 39, 100, 500])
def test_least_crossings_is_the_binomial_quantile(trials: int) -> None:
    assert numbers.least_crossings(trials) == quantile(trials)


def test_longest_expected_rounds_the_logarithm() -> None:
    assert [numbers.longest_expected(n) for n in (1, 2, 10, 11, 12, 20, 24, 46, 64)] == [3, 4, 6, 6, 7, 7, 8, 9, 9]


def test_constants_are_montgomery_s() -> None:
    assert numbers.c4(2) == pytest.approx(0.7979, abs=5e-5)
    assert numbers.c4(5) == pytest.approx(0.9400, abs=5e-5)
    assert 3 / (numbers.c4(5) * math.sqrt(5)) == pytest.approx(1.427, abs=5e-4)


def test_ranges_beside_gaps_are_missing() -> None:
    assert numbers.moving_ranges([1.0, 3.0, None, 4.0, 9.0]) == [2.0, 5.0]
    assert numbers.average_range([], screen=True) is None
    assert numbers.average_range([0.0, 0.0], screen=True) == 0.0


def test_screening_is_strict_and_done_once() -> None:
    ranges = [1.0] * 9 + [10.0]
    assert numbers.average_range(ranges, screen=False) == pytest.approx(1.9)
    assert numbers.average_range(ranges, screen=True) == 1.0
    assert numbers.average_range([1.0, 3.0], screen=True, factor=1.5) == 1.0  # 3 is not below 1.5 x 2


def test_middle_and_spread() -> None:
    assert numbers.median([3.0, 1.0, 2.0, 10.0]) == 2.5
    assert numbers.median([]) is None
    assert numbers.spread([2.0, 4.0]) == pytest.approx(math.sqrt(2))
    assert numbers.spread([2.0]) is None
