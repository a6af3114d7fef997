from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.imports import judge_date_columns
from kvadmin.plugins.cohort.reconciling.counting_periods import read_period

YEAR = (date(2008, 1, 1), date(2008, 12, 31))
JANUARY = (date(2009, 1, 1), date(2009, 1, 31))
DAY = (date(2007, 10, 17), date(2007, 10, 17))


@pytest.mark.parametrize(
    ("value", "expected", "shown"),
    [
        ("2008", YEAR, "2008"), (2008, YEAR, "2008"), (2008.0, YEAR, "2008"),
        ("2009-01", JANUARY, "2009-01"), ("01.2009", JANUARY, "2009-01"), ("1/2009", JANUARY, "2009-01"),
        ("januar 2009", JANUARY, "2009-01"), ("January 2009", JANUARY, "2009-01"), ("jan. 2009", JANUARY, "2009-01"),
        ("17. oktober 2007", DAY, "2007-10-17"), ("17.10.2007", DAY, "2007-10-17"), ("2007-10-17", DAY, "2007-10-17"),
        (date(2007, 10, 17), DAY, "2007-10-17"),
    ],
)  # fmt: skip
def test_a_day_a_month_or_a_year(value, expected, shown):
    found = read_period(value, judge_date_columns({"date": [value]})["date"])
    assert (found.first, found.last) == expected
    assert str(found) == shown


@pytest.mark.parametrize("value", ["våren 2008", "2008-13", "høst", "uke 12 2008", "31.02.2008", "1888"])
def test_anything_else_is_none(value):
    assert read_period(value, judge_date_columns({"date": [value]})["date"]) is None
