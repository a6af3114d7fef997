"""Periods as they are written in data, by Statistics Norway, and by people."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import InvalidData
from kvadmin.plugins.evaluation.periods import KINDS, Period, calendar, parse_period, period_containing, periods_between


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (t, "2007-Q3")
            for t in ("2007-Q3", "2007Q3", "2007 q3", "Q3 2007", "q3-2007", "2007K3", "2007-k3", "K3 2007")
        ],
        *[(t, "2007-Q3") for t in ("3. kv. 2007", "3.kv.2007", "3. kv 2007", "3 kvartal 2007", "3. kvartal, 2007")],
        *[
            (t, "2007-Q3")
            for t in ("tredje kvartal 2007", "III. kvartal 2007", "2007 3. kvartal", "3.kvartal\u00a02007")
        ],
        *[(t, "2007-Q3") for t in ("2007 kv. 3", "kv. 3 2007", "kvartal 3 2007", "3Q2007", "  3. KV. 2007 ")],
        *[
            (t, "2007-Q2")
            for t in ("2. kvartal 2007", "andre kvartal 2007", "annet kvartal 2007", "second quarter 2007")
        ],
        *[(t, "2007-03") for t in ("2007-03", "2007-3", "2007M03", "2007m3", "03.2007", "3/2007", "2007/03", "200703")],
        *[(t, "2007-03") for t in ("mars 2007", "Mars 2007", "mar. 2007", "mar 2007", "March 2007", "2007 mars")],
        *[(t, "2007-10") for t in ("okt. 2007", "oktober 2007", "Oct 2007", "2007M10")],
        *[(t, "2007-03") for t in ("2007-03-01", "01.03.2007", "1.3.2007", "2007-03-01 00:00:00")],
        *[(t, "2007") for t in ("2007", " 2007 ", "2007.0")],
    ],
)
def test_reading(text: str, expected: str) -> None:
    assert str(parse_period(text)) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (2007, "year", "2007"),
        (2007.0, "year", "2007"),
        (date(2007, 7, 1), "quarter", "2007-Q3"),
        (date(2007, 9, 30), "quarter", "2007-Q3"),
        (datetime(2007, 3, 31), "month", "2007-03"),  # noqa: DTZ001 - as a workbook gives it
        ("2007-12-31", "year", "2007"),
        (200703, "month", "2007-03"),
    ],
)
def test_cells_of_workbooks(value: object, kind: str, expected: str) -> None:
    assert str(parse_period(value, kind)) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("", "-", "07", "kv 2007", "ma 2007", "foo 2007", "våren 2007", "2007-Q", "tolvte kvartal 2007"),
        *("2007-Q5", "5. kv. 2007", "2007-Q10", "2007-13", "13.2007", "0.2007", "1850", "2400-Q1"),
        *("2007-02-30", "2007-02-15", None, True, 2007.5),
    ],
)
def test_no_period(value: object) -> None:
    with pytest.raises(InvalidData):
        parse_period(value)


def test_the_message_says_what_is_wanted_and_where() -> None:
    with pytest.raises(InvalidData) as refused:
        parse_period("våren 2007", "quarter", where="Ark1!C4")
    assert refused.value.message == "«våren 2007» is not a period (a quarter is wanted)."
    assert refused.value.where == "Ark1!C4"
    with pytest.raises(InvalidData) as refused:
        parse_period("mars 2007", "quarter")
    assert "is a month, and the indicator is measured by quarter" in refused.value.message
    assert refused.value.hint == "A quarter is written like 2007-Q1"
    with pytest.raises(InvalidData, match="no such quarter"):
        parse_period("2007-Q5")
    with pytest.raises(InvalidData):
        parse_period(date(2007, 7, 15), "quarter")


@pytest.mark.parametrize(
    ("name", "language", "long", "short"),
    [
        ("2007-Q3", "nb", "3. kvartal 2007", "3. kv. 07"),
        ("2007-Q3", "nn", "3. kvartal 2007", "3. kv. 07"),
        ("2007-Q3", "en", "Q3 2007", "Q3 07"),
        ("2007-03", "nb", "mars 2007", "mars 07"),
        ("2007-10", "nn", "oktober 2007", "okt. 07"),
        ("2007-10", "en", "October 2007", "Oct 07"),
        ("2007", "nb", "2007", "2007"),
    ],
)
def test_wording(name: str, language: str, long: str, short: str) -> None:
    period = parse_period(name)
    assert (period.text(language), period.text(language, short=True)) == (long, short)


def test_days() -> None:
    assert (parse_period("2008-Q1").first_day, parse_period("2008-Q1").last_day) == (
        date(2008, 1, 1),
        date(2008, 3, 31),
    )
    assert parse_period("2008-02").last_day == date(2008, 2, 29)
    assert parse_period("2008").last_day == date(2008, 12, 31)
    assert parse_period("2009-Q1").is_future(date(2008, 12, 31))
    assert not parse_period("2009-Q1").is_future(date(2009, 1, 1))


def test_ranges() -> None:
    assert [str(p) for p in periods_between(parse_period("2007-Q4"), parse_period("2008-Q2"))] == [
        "2007-Q4",
        "2008-Q1",
        "2008-Q2",
    ]
    assert periods_between(parse_period("2008"), parse_period("2007")) == []
    assert [str(p) for p in calendar([parse_period("2008-02"), parse_period("2007-12")])] == [
        "2007-12",
        "2008-01",
        "2008-02",
    ]
    assert calendar([]) == []
    with pytest.raises(InvalidData, match="not in one series"):
        periods_between(parse_period("2007"), parse_period("2007-Q1"))


periods = st.builds(
    lambda kind, ordinal: Period(kind, 1900).shift(ordinal), st.sampled_from(KINDS), st.integers(0, 2000)
).filter(lambda p: p.year < 2190)


@given(periods, st.integers(-200, 50))
def test_counting(period: Period, steps: int) -> None:
    assert period.shift(steps).shift(-steps) == period
    assert period.next.previous == period
    assert period.last_day.toordinal() + 1 == period.next.first_day.toordinal()
    assert period_containing(period.first_day, period.kind) == period_containing(period.last_day, period.kind) == period


@given(periods)
def test_every_way_of_writing_is_read_back(period: Period) -> None:
    assert parse_period(str(period)) == period
    for language in ("nb", "nn", "en"):
        assert parse_period(period.text(language), period.kind) == period


@given(periods, periods)
def test_names_sort_as_time_within_a_kind(a: Period, b: Period) -> None:
    if a.kind == b.kind:
        assert (str(a) < str(b)) == (a < b) == (a.ordinal < b.ordinal)
