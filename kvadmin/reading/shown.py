"""What a person sees of a number or a date in a cell: the common number formats."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from kvadmin.reading.cells import Value

_PLAIN_ZEROS = re.compile(r"^0+$")
_DECIMALS = re.compile(r"[.,](0+)")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def shown(value: Value, number_format: str = "General") -> str:  # noqa: PLR0911 - one line per type
    """The value as text: ``0301`` for 301 formatted ``0000``, ``9,8 %`` for 0.098 formatted ``0.0%``.

    Numbers take a decimal comma, dates are ``20.05.2008``, with the time when there is one; durations are hours,
    minutes and seconds (``30:15:00``).
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
    return _number(value, number_format)


def _duration(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    sign = "-" if value < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _number(value: float, number_format: str) -> str:
    pattern = _LITERAL.sub("", number_format.partition(";")[0]).strip()
    if _PLAIN_ZEROS.match(pattern):
        return f"{_rounded(value, 0):0{len(pattern)}f}"
    decimals = _DECIMALS.search(pattern.replace("#,##", ""))
    if pattern.endswith("%"):
        return f"{_rounded(value * 100, len(decimals[1]) if decimals else 0)} %".replace(".", ",")
    if decimals and set(pattern) <= set("0#.,? "):
        return str(_rounded(value, len(decimals[1]))).replace(".", ",")
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return repr(value).replace(".", ",")


def _rounded(value: float, digits: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
