from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.reading.date_order import ColumnDates, judge_date_columns, judge_dates

MAY6, JUNE5, MAY19 = date(2008, 5, 6), date(2008, 6, 5), date(2008, 5, 19)


def read(*values: Any, **said: Any) -> list[date | str | None]:
    """The days of a column, or why there is none."""
    column = judge_dates(values, **{"year": 2008, **said})
    return [found.day or found.problem for found in (column.read(value, year=2008) for value in values)]


@pytest.mark.parametrize(
    ("values", "order", "kinds", "days"),
    [
        (("5/6/2008", "5/19/2008"), "mdy", {"part"}, [MAY6, MAY19]),
        (("5/6/2008 2:22:10 PM", "6/5/2008 1:05 AM"), "mdy", {"half-day"}, [MAY6, JUNE5]),
        (("5/6/2008", "May 19, 2008"), "mdy", {"month-first"}, [MAY6, MAY19]),
        (("5/6/2008", "19/5/2008"), "dmy", {"part"}, [JUNE5, MAY19]),
        (("5/6/2008", "6/5/2008"), "dmy", set(), [JUNE5, MAY6]),
        (("5/6/2008 2 PM", "19/5/2008 2:22 PM"), "dmy", {"part", "half-day"}, [JUNE5, MAY19]),
        (("08-05-19", "08-05-06"), "ymd", {"year"}, [MAY19, MAY6]),
        (("19-05-08", "06-05-08"), "dmy", {"part"}, [MAY19, MAY6]),
        (("5/19", "5/6"), "mdy", {"part"}, [MAY19, MAY6]),
        (("19/5", "5/6"), "dmy", {"part"}, [MAY19, JUNE5]),
        (("5/6-08", "2008-05-06", "6. mai"), "dmy", {"way"}, [JUNE5, MAY6, MAY6]),
        ((MAY6, datetime(2008, 5, 19), "5/6/2008"), "dmy", set(), [MAY6, MAY19, JUNE5]),  # noqa: DTZ001
    ],
)
def test_all_values_together_tell_the_order(values: Any, order: str, kinds: set[str], days: list[date]) -> None:
    column = judge_dates(values, year=2008)
    assert (column.order, column.mixed, {each.kind for each in column.evidence}) == (order, False, kinds)
    assert read(*values) == days
    assert not any(column.ambiguous(value) for value in values)


@pytest.mark.parametrize(
    ("values", "days"),
    [
        # Both orders: what has one reading stands, and 5 May is 5 May either way.
        (("19/5/2008", "5/20/2008", "5/6/2008", "5/5/2008"), [MAY19, date(2008, 5, 20), "?", date(2008, 5, 5)]),
        # Month first between strokes is no evidence for dots, nor AM and PM against dotted days.
        (("5/19/2008", "5/6/2008", "05.06.2008"), [MAY19, MAY6, "?"]),
        (("5/6/2008 2:22 PM", "19.05.2008", "05.06.2008"), ["?", MAY19, JUNE5]),
        # In 2008 the year may be the first part or the last.
        (("08-05-09", "19.05.2008"), ["?", MAY19]),
        (("08-05-19", "19-05-08", "08-05-09"), [MAY19, MAY19, "?"]),
        (("5/19", "20/5", "5/6"), [MAY19, date(2008, 5, 20), "?"]),
    ],
)
def test_what_has_two_readings_is_not_read(values: Any, days: list[date | str]) -> None:
    column = judge_dates(values, year=2008)
    assert read(*values) == ["ambiguous-order" if day == "?" else day for day in days]
    assert [column.ambiguous(value) for value in values] == [day == "?" for day in days]


def test_a_person_may_say_the_order_and_what_has_one_reading_stands_all_the_same() -> None:
    values = ("19/5/2008", "5/20/2008", "5/6/2008", "06.05.2008")
    assert read(*values, order="mdy") == [MAY19, date(2008, 5, 20), MAY6, JUNE5]
    assert read(*values, order="dmy") == [MAY19, date(2008, 5, 20), JUNE5, MAY6]
    assert judge_dates(values, order="mdy").forced


def test_the_clock_and_everything_else_is_read_as_ever() -> None:
    column = judge_dates(["5/6/2008 2:22:10 PM", "5/19/2008"])
    assert column.read("5/6/2008 2:22:10 PM").clock == time(14, 22)
    assert column.read("5/31/2008").day == date(2008, 5, 31)
    assert column.read("2/30/2008").problem == "impossible"
    assert column.read(timedelta(days=3)).problem == "unreadable"
    assert column.read(39574).day == MAY6
    assert column.read("mai 2008").problem == "imprecise"
    assert column.read(None).problem == "blank"
    assert ColumnDates().read("5/6/2008").day == JUNE5


def test_dates_in_texts_and_their_plain_form() -> None:
    texts = ["KS 34/08, 4/23/2008", "KS 12/08 4/5/2008", "KS 12/08"]
    column = judge_dates(texts, strict=True)
    assert column.plain(texts[0]) == "KS 34/08, 2008-04-23"
    assert column.plain(texts[1]) == "KS 12/08 2008-04-05"
    assert column.plain(texts[2]) == texts[2]
    assert [each.day for each in column.find(texts[1])] == [date(2008, 4, 5)]
    mixed = judge_dates([*texts, "23/4/2008"], strict=True)
    assert mixed.plain(texts[1]) == "KS 12/08 4/5/2008 (?)"
    assert [(each.day, each.notes) for each in mixed.find(texts[1])] == [(None, ("ambiguous-order",))]
    assert judge_dates(["5/19"]).plain("5/6") == "6.5."
    assert judge_dates(["19.05.2008"]).plain("06.05.2008 kl. 12") == "06.05.2008 kl. 12"


def test_a_case_number_is_no_evidence() -> None:
    assert judge_dates(["5/19", "08/15-08", "K-sak 12/08"], strict=True, year=2008).evidence == ()
    assert judge_dates(["08/15-08", "5/20-08"], year=2008).evidence == ()


def test_a_column_that_says_nothing_beside_one_with_the_month_first_is_in_doubt() -> None:
    columns = {"received": ["5/6/2008 2:22 PM"], "decided": ["5/4/2008", "24.4.2008"], "typed": ["5/4/2008"]}
    found = judge_date_columns(columns)
    assert [found[name].ambiguous("5/4/2008") for name in columns] == [False, False, True]
    assert not judge_date_columns(columns, order="dmy")["typed"].ambiguous("5/4/2008")
    assert not judge_date_columns({"received": ["19.5.2008"], "typed": ["5/4/2008"]})["typed"].ambiguous("5/4/2008")
    remarks = judge_date_columns({"received": ["5/6/2008"], "note": ["posted 5/19/2008"]}, texts=("note",))
    assert remarks["received"].read("5/6/2008").day == JUNE5


def test_a_day_and_month_between_strokes_in_a_text_of_a_column_in_doubt_has_no_day() -> None:
    found = judge_date_columns({"received": ["5/19/2008"], "note": ["posted 5/6", "posted 19.5."]}, texts=("note",))
    assert [each.day for each in found["note"].find("posted 5/6", year=2008)] == [None]
    assert [each.day for each in found["note"].find("posted 19.5.", year=2008)] == [MAY19]


_WAYS = {
    "dmy": ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d/%m-%y", "%d.%m.%y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m.%d.%Y"),
    "ymd": ("%y-%m-%d",),
}
_IN_ORDER = st.sampled_from([(order, way) for order, ways in _WAYS.items() for way in ways])
_DAYS = st.lists(st.dates(date(2008, 1, 1), date(2008, 12, 31)), min_size=1, max_size=30)


@given(_DAYS, st.dates(date(2008, 1, 13), date(2008, 1, 31)), _IN_ORDER)
def test_a_column_in_one_order_with_a_day_above_twelve_is_read_back(
    days: list[date], above: date, written: tuple[str, str]
) -> None:
    column = [day.strftime(written[1]) for day in (*days, above)]
    assert judge_dates(column, year=2008).order == written[0]
    assert read(*column) == [*days, above]


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))))
def test_no_day_is_swapped_where_both_orders_are_seen(written: list[tuple[date, str]]) -> None:
    column = [day.strftime(way) for day, way in written]
    judged = judge_dates([*column, "19/5/2008", "5/19/2008"])
    assert judged.mixed
    for (day, _), text in zip(written, column, strict=True):
        found = judged.read(text)
        assert found.day == day or (found.day, found.problem) == (None, "ambiguous-order")
        assert (found.problem == "ambiguous-order") == (day.day <= 12 and day.day != day.month)


@given(st.lists(st.one_of(st.text(max_size=30), st.dates(), st.integers(), st.none(), st.booleans())), st.text())
def test_any_column_gives_a_date_or_a_problem(values: list[Any], text: str) -> None:
    column = judge_dates([*values, text])
    assert all((found.day is None) == bool(found.problem) for found in map(column.read, [*values, text]))
    assert column.plain(text) or not text.strip() or not text.isprintable()
