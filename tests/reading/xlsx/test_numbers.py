from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from kvadmin.reading.xlsx.numbers import read_duration, read_iso, read_moment, read_number


@given(st.floats(-500_000, 2_500_000).map(lambda days: round(days, 8)), st.booleans())
def test_days_are_those_of_openpyxl(days: float, epoch_1904: bool) -> None:
    wanted = from_excel(days, CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900)
    assert read_moment(days, epoch_1904=epoch_1904) == wanted


@given(st.floats(-1000, 100_000).map(lambda days: round(days, 8)))
def test_durations_are_those_of_openpyxl_to_the_millisecond(days: float) -> None:
    assert abs(read_duration(days) - from_excel(days, timedelta=True)) <= timedelta(milliseconds=1)


def test_no_calendar_goes_on_for_ever() -> None:
    with pytest.raises(OverflowError):
        read_moment(1e9)
    with pytest.raises(OverflowError):
        read_duration(1e12)


@pytest.mark.parametrize(
    ("raw", "number"),
    [("7", 7), ("-7", -7), ("0.078", 0.078), ("1E-3", 0.001), (" 4 ", 4), ("5.0", 5.0), ("1_0", None), ("inf", None)],
)
def test_numbers(raw: str, number: float | None) -> None:
    assert read_number(raw) == number
    assert type(read_number(raw)) is type(number)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2008-05-20", datetime(2008, 5, 20)),  # noqa: DTZ001
        ("2008-05-20T09:05:01.5", datetime(2008, 5, 20, 9, 5, 1, 500_000)),  # noqa: DTZ001
        ("T09:05", time(9, 5)),
        ("1899-12-30T09:05:00", time(9, 5)),
        ("2008-13-01", None),
        ("x", None),
    ],
)
def test_iso(raw: str, value: datetime | time | None) -> None:
    assert read_iso(raw) == value
