"""Dates as people and files write them in options: ISO, and nothing that could be misread."""

from __future__ import annotations

from datetime import date

from kvadmin.errors import UsageError


def parse_day(text: str, *, where: str | None = None) -> date:
    """The day written as ``2008-05-20``.

    Raises:
        UsageError: Not a date of that form, or a day that does not exist.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is not a date", where=where, hint="write it as 2008-05-20") from None
