"""Calendar months: a day so many months later, and how many have passed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later; the last of the month where there is no such day.

    Raises:
        OverflowError: It lies beyond the last day that a calendar knows.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """How many whole calendar months have passed on ``last``; 0 before the first."""
    count = (last.year - first.year) * 12 + last.month - first.month
    if count > 0 and months_after(first, count) > last:
        count -= 1
    return max(count, 0)


def quarter_of(day: date) -> str:
    """``2008-Q2``: sorts as time goes."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"
