"""Student's t against what is known in closed form, and against R."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest

from kvadmin.plugins.evaluation.quantiles.student_t import t_quantile


@pytest.mark.parametrize("tail", [0.3, 0.025, 0.001, 6e-5])
def test_one_degree_is_cauchy_and_two_have_a_root(tail):
    assert t_quantile(tail, 1) == pytest.approx(1 / math.tan(math.pi * tail), rel=1e-10)
    p = 1 - 2 * tail
    assert t_quantile(tail, 2) == pytest.approx(p * math.sqrt(2 / (1 - p * p)), rel=1e-10)


def test_many_degrees_are_normal():
    assert t_quantile(0.025, 2e6) == pytest.approx(-NormalDist().inv_cdf(0.025))
    assert t_quantile(0.025, 99999) == pytest.approx(-NormalDist().inv_cdf(0.025), rel=1e-4)


def test_it_is_what_r_gives():
    """qt(0.025, 7.7, lower.tail = FALSE); qt(0.001, 3, lower.tail = FALSE)."""
    assert t_quantile(0.025, 7.7) == pytest.approx(R_77, rel=1e-10)
    assert t_quantile(0.001, 3) == pytest.approx(10.214531852407385, rel=1e-10)


#: From R 4.2.2.
R_77 = 2.3217367528308643


def test_nothing_known_is_a_billion():
    assert t_quantile(1e-6, 0.5) == 1e9
