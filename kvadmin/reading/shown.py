"""What a person sees of a number or a date in a cell: the common number formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from kvadmin.reading.cells import Value

_PLAIN_ZEROS = re.compile(r"^0+$")
_DECIMALS = re.compile(r"[.,](0+)")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
#: Digits enough for the largest number that a cell can hold, 1.8E+308, with thirty decimals.
_EXACT = Context(prec=340)


def shown(value: Value, number_format: str = "General") -> str:  # noqa: PLR0911 - one line per type
    """The value as text: ``0301`` for 301 formatted ``0000``, ``9,8 %`` for 0.098 formatted ``0.0%``.

    Numbers take a decimal comma, dates are ``20.05.2008``, with the time when there is one; a duration is ``26:30``
    in hours and minutes, with seconds when there are any.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if (value.hour, value.minute) != (0, 0) else ""
        return f"{value:%d.%m.%Y}{clock}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return str(value)
    if isinstance(value, timedelta):
        return _duration(value)
    return number_shown(number_format)(value)


@lru_cache(maxsize=256)
def number_shown(number_format: str) -> Callable[[float], str]:
    """What shows a number in that format, worked out once for all cells that have it."""
    pattern = _LITERAL.sub("", number_format.partition(";")[0]).strip()
    if _PLAIN_ZEROS.match(pattern):
        return lambda number: f"{_rounded(number, 0):0{len(pattern)}f}"
    decimals = _DECIMALS.search(pattern.replace("#,##", ""))
    digits = len(decimals[1]) if decimals else 0
    if pattern.endswith("%"):
        return lambda number: f"{_rounded(number, digits + 2).scaleb(2, _EXACT):f} %".replace(".", ",")
    if digits and set(pattern) <= set("0#.,? "):
        return lambda number: str(_rounded(number, digits)).replace(".", ",")
    return _general


def _general(number: float) -> str:
    return str(int(number)) if number % 1 == 0 else repr(number).replace(".", ",")


def _rounded(value: float, digits: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)


def _duration(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    sign = "-" if value < timedelta() and seconds else ""
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
