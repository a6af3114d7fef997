"""Quantiles against an independent tail in 40 digits, against R's figures, and for counts of every size."""

from __future__ import annotations

import math

import pytest
from plugins.evaluation.comparison_rules import lower_tail

from kvadmin.plugins.evaluation.quantiles.chi_square import LARGE, chi_square_quantile

#: What R 4.2.2 gives: qchisq(p, df, lower.tail = !upper).
R = [
    (0.025, 0.02, False, 7.045371994627839e-161),
    (0.001, 0.002, True, 0.5295405404793023),
    (0.001, 0.02, False, 1.1321476294123144e-300),
]


@pytest.mark.parametrize(("p", "degrees", "upper", "wanted"), R)
def test_it_is_what_r_gives_for_the_smallest_shapes(p, degrees, upper, wanted):
    assert chi_square_quantile(p, degrees, upper=upper) == pytest.approx(wanted, rel=1e-11)


@pytest.mark.parametrize("shape", [0.02, 0.3, 1, 1.5, 4.4, 10, 39.9, 40.1, 55.5, 80, 333, 2000, 9999.5])
@pytest.mark.parametrize("p", [0.025, 0.001, 0.3, 6e-5, 1e-6])
@pytest.mark.parametrize("upper", [False, True])
def test_as_much_lies_beyond_as_it_says(shape, p, upper):
    x = chi_square_quantile(p, 2 * shape, upper=upper) / 2
    below = lower_tail(shape, x)
    assert float(1 - below if upper else below) == pytest.approx(p, rel=2e-10)


@pytest.mark.parametrize("p", [0.025, 0.001, 1e-6])
@pytest.mark.parametrize("upper", [False, True])
def test_both_ways_meet_where_one_takes_over(p, upper):
    below, above = (chi_square_quantile(p, 2 * LARGE * (1 + step), upper=upper) for step in (-1e-9, 1e-9))
    assert above == pytest.approx(below, rel=1e-8)
    assert above > below


def test_two_degrees_are_an_exponential():
    assert chi_square_quantile(0.025, 2, upper=True) == pytest.approx(-2 * math.log(0.025), rel=1e-14)


@pytest.mark.parametrize("shape", [1e5, 1e7, 1e9, 1e12])
def test_huge_counts_are_normal_but_for_their_skewness(shape):
    x = chi_square_quantile(0.025, 2 * shape) / 2
    z = -1.959963984540054
    assert x == pytest.approx(shape + z * math.sqrt(shape) + (z * z - 1) / 3, rel=1e-8)


def test_what_is_below_the_least_float_is_zero():
    assert chi_square_quantile(0.001, 0.002) == 0.0
