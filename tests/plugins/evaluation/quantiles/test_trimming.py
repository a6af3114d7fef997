"""Rounding and quantiles as R has them, and what SHMI leaves out."""

from __future__ import annotations

import random

import pytest
from plugins.evaluation.comparison_rules import rounded, type7

from kvadmin.plugins.evaluation.quantiles.trimming import (
    left_out,
    mean_ranks,
    quantile,
    r_round2,
    winsorised,
)


def test_rounding_is_the_nearer_of_two_doubles():
    assert [r_round2(x) for x in (0.15, 2.675, 0.145, 1.005, 5.015, 7.0)] == [0.15, 2.67, 0.14, 1.0, 5.02, 7.0]
    rng = random.Random(1)
    for _ in range(2000):
        value = rng.choice((rng.uniform(0, 500), round(rng.uniform(0, 50), 3)))
        assert r_round2(value) == rounded(value)


def test_quantiles_are_of_type_seven():
    rng = random.Random(2)
    for _ in range(300):
        values = [rng.gauss(0, 1) for _ in range(rng.randint(1, 30))]
        part = rng.choice((0.0, 0.1, 0.25, 0.5, 0.9, 1.0))
        assert quantile(sorted(values), part) == pytest.approx(float(type7(values, part)))


def test_ends_are_pulled_in_and_marked():
    used, cut = winsorised([5.0, 1.0, 2.0, 3.0, 4.0], 0.25)
    assert (used, cut) == ([4.0, 2.0, 2.0, 3.0, 4.0], [1, 1, 1, 0, 1])


def test_ties_share_their_rank():
    assert mean_ranks([3.0, 1.0, 3.0, 2.0]) == [3.5, 1.0, 3.5, 2.0]


@pytest.mark.parametrize(("count", "gone"), [(8, []), (9, [8]), (10, [0, 9]), (29, [0, 1, 26, 27, 28])])
def test_the_outermost_bands_are_left_out(count, gone):
    assert [k for k, cut in enumerate(left_out([float(k) for k in range(count)], 0.1)) if cut] == gone


def test_nothing_is_trimmed_by_nothing():
    assert left_out([1.0, 2.0], 0.0) == [0, 0]
