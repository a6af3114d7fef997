"""Intervals against R 4 (``qt``, ``prop.test(correct = FALSE)``), and what a finite population makes of them."""

from __future__ import annotations

import pytest

from kvadmin.plugins.evaluation.quantiles.student_t import t_quantile
from kvadmin.plugins.evaluation.surveys.intervals import mean_interval, wilson

QT = {
    1: 12.70620473617469,
    2: 4.30265272974946,
    3: 3.18244630528371,
    5: 2.57058183563631,
    10: 2.22813885198627,
    29: 2.04522964213270,
    99: 1.98421695158642,
    1000: 1.96233908082641,
    100_000: 1.95998770753461,
}
PROP = {
    (0, 10): (0.0, 0.277532799862889),
    (10, 10): (0.722467200137111, 1.0),
    (17, 31): (0.377721676373545, 0.708382640194800),
    (1, 400): (0.000441447786801635, 0.014023285075823384),
    (70, 120): (0.493880327001642, 0.667616478595240),
}


@pytest.mark.parametrize(("freedom", "expected"), QT.items())
def test_quantiles_of_t(freedom, expected):
    assert t_quantile(0.025, freedom) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(("case", "expected"), PROP.items())
def test_wilson(case, expected):
    assert wilson(*case) == pytest.approx(expected, abs=1e-12)


def test_an_interval_of_a_mean():
    assert mean_interval(4.5, 1.2, 31) == pytest.approx(
        (4.5 - 2.042272456 * 0.2155263624, 4.5 + 2.042272456 * 0.2155263624)
    )
    assert mean_interval(4.5, 0, 1) is None


def test_a_finite_population_narrows_an_interval_to_nothing():
    wide = wilson(17, 31)
    narrow = wilson(17, 31, 60)
    assert wide[0] < narrow[0] < 17 / 31 < narrow[1] < wide[1]
    assert wilson(17, 31, 31) == (17 / 31, 17 / 31)
    assert wilson(17, 31, 10**9) == pytest.approx(wide, abs=1e-7)
    assert mean_interval(4.5, 1.2, 31, 31) == (4.5, 4.5)
    low, high = mean_interval(4.5, 1.2, 31, 62)
    assert high - low == pytest.approx((0.5**0.5) * 2 * 2.042272456 * 0.2155263624)
