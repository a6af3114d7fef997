"""Numbers as a workbook stores them: figures, days since 1900 or 1904, durations, and dates in ISO 8601."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from kvadmin.reading.cells import Value

_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - local days
#: Excel's calendar has a 29 February 1900 (day 60, as Lotus 1-2-3 had): days before it are one less than ours.
_LEAP_DAY_1900 = 60
#: Where a time of day alone stands when it is written as a moment.
_NO_DAY = (date(1899, 12, 30), date(1899, 12, 31))
_DAY = timedelta(days=1)


def read_number(raw: str) -> int | float | None:
    """The number, whole when it is written so; None when no number stands there."""
    try:
        if raw.isdecimal():
            return int(raw)
        number = float(raw) if "." in raw or "e" in raw or "E" in raw else int(raw)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in raw else None


def read_moment(days: float, *, epoch_1904: bool = False) -> Value:
    """The moment of a day number, to the millisecond; below 1 the time of day.

    Raises:
        OverflowError: The calendar ends before it.
    """
    day, rest = divmod(days, 1)
    clock = timedelta(milliseconds=round(rest * 86_400_000))
    if day == 0 and clock < _DAY:
        return (_EPOCH_1904 + clock).time()
    if epoch_1904:
        return _EPOCH_1904 + timedelta(days=day) + clock
    return _EPOCH_1900 + timedelta(days=day + 1 if 0 < days < _LEAP_DAY_1900 else day) + clock


def read_duration(days: float) -> timedelta:
    """The duration of so many days, to the millisecond.

    Raises:
        OverflowError: It is longer than 999,999,999 days.
    """
    return timedelta(milliseconds=round(days * 86_400_000))


def read_iso(raw: str) -> datetime | time | None:
    """A moment or time of day as strict Open XML writes it (ISO 8601); None when it is none."""
    text = raw.strip()
    try:
        if "-" not in text:
            return time.fromisoformat(text).replace(tzinfo=None)
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return moment.time() if moment.date() in _NO_DAY else moment
