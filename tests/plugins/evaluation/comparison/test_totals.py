"""Sums over periods, means with what they are worth, and what the public may not see."""

from __future__ import annotations

import pytest

from kvadmin.plugins.evaluation.comparison.compared_periods import parse_span
from kvadmin.plugins.evaluation.comparison.totals import process_means, totals
from kvadmin.plugins.evaluation.measurements.value_files import Measurement
from kvadmin.plugins.evaluation.periods import Period

YEAR = parse_span("2008", "quarter")


def rows(number, *figures, year=2008):
    return [Measurement(number, Period("quarter", year, k), *figure) for k, figure in enumerate(figures, 1)]


def test_numerators_and_denominators_are_summed():
    values = [*rows("0101", ("3", "10"), (":", ""), ("4.5", "20")), *rows("0301", ("7", "")), *rows("0716", ("1", "2"))]
    found = totals(values, YEAR, {":"})
    assert found.found["0101"] == (7.5, 30.0, 2)
    assert found.missing == ("0301",)
    assert totals(values, parse_span("2009", "quarter"), {":"}).missing == ("0101", "0301", "0716")


def test_one_hidden_period_hides_the_municipality():
    values = [*rows("0101", ("30", "100"), ("2", "90")), *rows("0301", ("40", "100"), ("20", "90"))]
    found = totals(values, YEAR, {":"}, lambda each: float(each.value) >= 5)
    assert (list(found.found), found.hidden) == (["0301"], 1)


def test_a_mean_has_the_spread_of_its_own_process():
    values = [
        *rows("0101", ("9",), ("8",), ("10",), ("9",), year=2007),
        *rows("0101", ("8",), ("9",)),
        *rows("0301", ("7",)),
    ]
    means, missing, hidden = process_means(values, YEAR, {":"})
    found = means["0101"]
    assert (found.mean, found.periods) == (8.5, 2)
    assert found.error == pytest.approx((1 + 2 + 1 + 1 + 1) / 5 / 1.128 / 2**0.5)
    assert found.degrees == pytest.approx(25 / (2 * (0.8264 * 6 - 1.082)))
    assert means["0301"].error is None
    assert (missing, hidden) == ((), 0)


def test_moving_ranges_reach_over_no_gap_and_what_came_later_does_not_count():
    values = [*rows("0101", ("9",), (":",), ("1",)), *rows("0101", ("50",), year=2009)]
    means, _, _ = process_means(values, YEAR, {":"})
    assert means["0101"].error is None
    assert means["0101"].mean == 5
