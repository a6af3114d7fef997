"""When something was counted, as publications say it: a day, a month, or no more than a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kvadmin.api.imports import ColumnDates, find_dates

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[-./]\s?(?P<m>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])\s?[-./]\s?(?P<y2>(?:19|20)\d\d)"
)
_NAMED = re.compile(r"(?P<name>[^\W\d_]+)\.?\s+(?P<y>(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True, order=True)
class CountingPeriod:
    """The days on one of which the counting was done."""

    first: date
    last: date

    def __str__(self) -> str:
        """As short as it was written: ``2007-10-17``, ``2009-01``, ``2008``."""
        if self.first == self.last:
            return self.first.isoformat()
        day = self.first
        if (day.month, self.last.month) == (1, 12):
            return f"{day:%Y}"
        return f"{day:%Y-%m}"


def read_period(value: object, dates: ColumnDates) -> CountingPeriod | None:
    """A day, a month (``2009-01``, ``januar 2009``) or a year; None when it is none of them, or not sure.

    Args:
        value: As the cell has it.
        dates: How the column writes its days.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if not isinstance(value, date):
        if _YEAR.fullmatch(text):
            return CountingPeriod(date(int(text), 1, 1), date(int(text), 12, 31))
        if found := _MONTH.fullmatch(text):
            return _month(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]))
        if found := _NAMED.fullmatch(text):
            first = find_dates(f"1. {found['name']} {found['y']}")
            if first and first[0].day is not None:
                return _month(first[0].day.year, first[0].day.month)
        if dates.ambiguous(value):  # type: ignore[arg-type]
            return None
    if isinstance(value, datetime):
        value = value.date()
    day = value if isinstance(value, date) else dates.read(value).day  # type: ignore[arg-type]
    return None if day is None else CountingPeriod(day, day)


def _month(year: int, month: int) -> CountingPeriod:
    return CountingPeriod(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
