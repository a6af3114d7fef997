"""Intervals: published figures, what they cover, and where nothing is known."""

from __future__ import annotations

import math

import pytest

from kvadmin.plugins.evaluation.quantiles.value_intervals import UNKNOWN, Confidence, by_process, garwood, wilson

LEVEL = Confidence.of(0.95)


def test_wilson_solves_its_own_equation():
    for n, d in ((0, 10), (1, 29), (15, 148), (81, 263), (10, 10)):
        found = wilson(n, d, LEVEL)
        for bound in found:
            if 0 < bound < 1:
                assert abs(n / d - bound) == pytest.approx(LEVEL.z * math.sqrt(bound * (1 - bound) / d), rel=1e-9)
    assert wilson(0, 10, LEVEL).lower == 0.0
    assert wilson(10, 10, LEVEL).upper == 1.0


def test_newcombes_published_interval():
    """R. G. Newcombe, Statistics in Medicine 17, 1998, page 861: 15 of 148, score method."""
    assert wilson(15, 148, LEVEL) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_garwood_leaves_the_tail_beyond_each_end():
    for n in (1, 2, 7, 30, 100):
        low, high = garwood(n, 1.0, LEVEL)
        at_least = 1 - sum(math.exp(-low + k * math.log(low) - math.lgamma(k + 1)) for k in range(n))
        at_most = sum(math.exp(-high + k * math.log(high) - math.lgamma(k + 1)) for k in range(n + 1))
        assert (at_least, at_most) == pytest.approx((0.025, 0.025), rel=1e-8)
    assert garwood(0, 2.0, LEVEL, 1000) == pytest.approx((0, 1000 * 3.6888794541139363 / 2))


def test_more_figures_need_a_higher_level_each():
    assert Confidence.joint(0.95, 1) == pytest.approx(LEVEL)
    assert Confidence.joint(0.95, 430).level ** 430 == pytest.approx(0.95)


def test_a_spread_known_from_few_values_reaches_far():
    near, far = (by_process(9.0, 0.3, degrees, LEVEL) for degrees in (30, 1.4))
    assert far.upper - far.lower > 3 * (near.upper - near.lower)
    assert by_process(9.0, None, 0.0, LEVEL) == UNKNOWN
