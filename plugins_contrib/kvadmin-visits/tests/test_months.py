"""Calendar months, against a day-by-day count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from kvadmin_visits.work.months import months_after, months_between, quarter_of


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2007, 12, 10), 6, date(2008, 6, 10)),
        (date(2007, 8, 31), 6, date(2008, 2, 29)),
        (date(2006, 8, 31), 6, date(2007, 2, 28)),
        (date(2007, 12, 31), 0, date(2007, 12, 31)),
        (date(2007, 12, 31), 1, date(2008, 1, 31)),
        (date(2008, 2, 29), 12, date(2009, 2, 28)),
    ],
)
def test_the_same_day_of_a_later_month(day, months, later):
    assert months_after(day, months) == later


def test_beyond_the_calendar():
    with pytest.raises(OverflowError):
        months_after(date(2008, 1, 1), 12 * 8000)


def test_so_many_have_passed_as_can_be_added():
    first = date(2007, 8, 31)
    for days in range(800):
        last = first + timedelta(days)
        counted = max(months for months in range(30) if months_after(first, months) <= last)
        assert months_between(first, last) == counted
    assert months_between(first, first - timedelta(40)) == 0


def test_quarters():
    assert [quarter_of(date(2008, month, 1)) for month in (1, 3, 4, 12)] == [
        "2008-Q1", "2008-Q1", "2008-Q2", "2008-Q4",
    ]  # fmt: skip
