from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.reading.dates import find_dates, read_date

MAY20 = date(2008, 5, 20)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "20.05.2008",
            "20.5.08",
            "2008-05-20",
            "2008-05-20T00:00",
            "20. mai 2008",
            "20 mai",
            "20.mai",
            "20.5.",
            "20/5",
        ),
        *(
            "20/5-08",
            "20/5 2008",
            "20-05-2008",
            "20. 5. 2008",
            "20-mai-08",
            "20. mai '08",
            "tysdag 20. mai 2008",
            "20.mai2008",
        ),
        *("May 20, 2008", "20th May 2008", "den 20. MAI 2008", "20.05.2008 (e-post)", "mottatt 20.05.2008 (2 eks.)"),
        *(
            "39588",
            39588,
            39588.0,
            20080520,
            "20080520",
            "200508",
            "080520",
            "2008.05.20",
            "20.05.2008.",
            "20.05.2008/AB",
        ),
        *(MAY20, datetime(2008, 5, 20)),  # noqa: DTZ001
    ],
)
def test_ways_to_write_the_twentieth_of_may(value: object) -> None:
    read = read_date(value, year=2008)  # type: ignore[arg-type]
    assert (read.day, read.clock, read.problem) == (MAY20, None, "")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        *((text, "blank") for text in ("", "-", "?", "ukjent", "mangler")),
        *((text, "imprecise") for text in ("mai 2008", "mai", "2008", "05.2008", "uke 21", "medio mai", "ca. 20. mai")),
        *((text, "imprecise") for text in ("19.-20. mai 2008", "før 20. mai", "våren 2008", "20.5.2008?", 2008)),
        *((text, "impossible") for text in ("31.04.2008", "29.02.2007", "32.05.2008", "5/20/2008", "20.05.0208")),
        *((text, "ambiguous") for text in ("19.05.2008, rev. 22.05.2008", "19.5. eller 20.5.")),
        *((text, "unreadable") for text in ("i går", "20 5 2008", "20.05.2O08", "AB", True, 12.5)),
    ],
)
def test_what_is_no_usable_date_is_told_apart(value: object, problem: str) -> None:
    read = read_date(value, year=2008)  # type: ignore[arg-type]
    assert (read.day, read.problem) == (None, problem)


@pytest.mark.parametrize(
    ("value", "clock"),
    [
        ("20.05.2008 kl. 14:30", time(14, 30)),
        ("20.05.2008 kl 23.59", time(23, 59)),
        ("20.05.2008 14.30", time(14, 30)),
        ("20.05.2008 10.12", time(10, 12)),
        ("20.5. 14:30", time(14, 30)),
        ("20.05.08 kl 1430", time(14, 30)),
        ("2008-05-20T14:30:05", time(14, 30)),
        (39588.75, time(18)),
        (datetime(2008, 5, 20, 14, 30, 12), time(14, 30)),  # noqa: DTZ001
    ],
)
def test_time_of_day(value: object, clock: time) -> None:
    read = read_date(value, year=2008)  # type: ignore[arg-type]
    assert (read.day, read.clock) == (MAY20, clock)
    assert read.moment == datetime.combine(MAY20, clock)


def test_notes_and_years() -> None:
    assert read_date("20.5.08").notes == ("two-digit-year",)
    assert read_date("20.5.", year=2009).day == date(2009, 5, 20)
    assert read_date("20.5.", year=2009).notes == ("year-assumed",)
    assert read_date("20.5.").problem == "imprecise"
    assert read_date("20.5.70").day == date(1970, 5, 20)
    assert read_date(38126, epoch_1904=True).day == MAY20
    assert read_date("200508").problem == "ambiguous"


def test_dates_in_a_text_are_not_case_numbers_or_figures() -> None:
    found = find_dates("Kommunestyret 23.04.2008 sak 31/08, neste møte 18.6.", year=2008, strict=True)
    assert [each.day for each in found] == [date(2008, 4, 23), date(2008, 6, 18)]
    assert find_dates("KS 34/08, K-sak 08/31, fra 4.2 til 4.8, 6.9 %", year=2008, strict=True) == []


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m-%y", "%d.%m.%y", "%Y%m%d"]),
)
def test_written_dates_are_read_back(day: date, pattern: str) -> None:
    assert read_date(day.strftime(pattern), year=2008).day == day


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_a_problem(text: str) -> None:
    read = read_date(text, year=2008)
    assert (read.day is None) == bool(read.problem)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("5/6/2008 2:22:10 PM", time(14, 22)),
        ("5/6/2008 12:05 AM", time(0, 5)),
        ("5/6/2008 12:05 p.m.", time(12, 5)),
        ("5/6/2008 2 PM", time(14)),
        ("5/6/2008 14:22 PM", time(14, 22)),
        ("5/6/2008 12:00:00 AM", None),
    ],
)
def test_times_of_half_days(text: str, clock: time | None) -> None:
    assert read_date(text).clock == clock


def test_the_order_may_be_said() -> None:
    assert read_date("5/20/2008", order="mdy").day == MAY20
    assert read_date("5/20", year=2008, order="mdy").day == MAY20
    assert read_date("20.5.", year=2008, order="mdy").day == MAY20
    assert read_date("20. mai 2008", order="mdy").day == MAY20
    assert read_date("08-05-20", order="ymd").day == MAY20
    assert read_date("20.05.2008", order="ymd").day == MAY20
    assert [each.day for each in find_dates("sak 12/08, 5/20/2008", order="mdy")] == [MAY20]


def test_a_duration_is_no_date() -> None:
    assert read_date(timedelta(days=39588)).problem == "unreadable"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *((text, "unreadable") for text in ("l9.05.2008", "I9.5.", "O5.06.2008", "19/20.5.2008")),
        *(
            (text, "imprecise")
            for text in ("19. og 20. mai 2008", "19., 20. mai", "2008-05-20/21", "19 eller 20.5.2008")
        ),
        *(
            (text, "imprecise")
            for text in ("5/08", "05.08", "ikke mottatt 20.05.2008", "senest 20.5.", "Purret 20.05.2008")
        ),
        *((text, "ambiguous") for text in ("20.05..2007", "20.5,2007", "20. mai (2007)")),
    ],
)
def test_what_looks_like_a_date_but_may_mean_another_is_not_read(text: str, problem: str) -> None:
    read = read_date(text, year=2008)
    assert (read.day, read.problem) == (None, problem)


@pytest.mark.parametrize(
    "text", ["20/05", "20.5,2008", "20.05.2008 - 14:30", "20.05.2008, ikke signert", "20. mai, sak 2007/12"]
)
def test_what_stands_beside_a_date_may_be_harmless(text: str) -> None:
    assert read_date(text, year=2008).day == MAY20
