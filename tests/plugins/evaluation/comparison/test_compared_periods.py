"""Periods of a comparison as they are typed."""

from __future__ import annotations

import pytest

from kvadmin.api import InvalidData, UsageError
from kvadmin.plugins.evaluation.comparison.compared_periods import latest_span, parse_span
from kvadmin.plugins.evaluation.measurements.value_files import Measurement
from kvadmin.plugins.evaluation.periods import Period


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("2008-Q1", "quarter", "2008-Q1"),
        ("2007K3..2008-Q2", "quarter", "2007-Q3..2008-Q2"),
        ("2008", "quarter", "2008-Q1..2008-Q4"),
        ("2007..2008", "month", "2007-01..2008-12"),
        ("2008-Q1..2008-05", "month", "2008-01..2008-05"),
        ("2008", "year", "2008"),
    ],
)
def test_a_longer_period_means_all_of_it(text, kind, said):
    assert str(parse_span(text, kind)) == said


def test_a_shorter_period_is_none_of_the_indicators():
    with pytest.raises(InvalidData):
        parse_span("2008-03", "quarter")
    with pytest.raises(InvalidData):
        parse_span("", "quarter")


def test_it_ends_after_it_begins():
    with pytest.raises(UsageError, match="ends before"):
        parse_span("2008..2007", "quarter")


def test_the_last_with_figures_is_meant():
    rows = [Measurement("0301", Period("quarter", 2008, part), "1") for part in (1, 3, 2)]
    assert str(latest_span(rows)) == "2008-Q3"
    assert latest_span([]) is None
