"""Days as workbooks store them: a number, which only its format tells from a figure.

The rules are those of ECMA-376 part 1, 18.17.4 (date systems) and 18.8.30-31 (number formats).
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from kvadmin.reading.cells import Value

#: What is no code in a format: quoted text, an escaped sign, a filler, and brackets but those of elapsed time.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TEMPORAL = re.compile(r"[dmyhs]", re.IGNORECASE)
#: Names that programs write in place of a code.
_GENERAL = ("general", "standard", "generell")
_START_1900, _START_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - local days
#: The 29 February 1900 that Excel has and the calendar has not.
_NO_DAY = 60


def timed_value(number: float, number_format: str, *, epoch_1904: bool) -> Value:
    """The number as its format means it: a moment, a time of day, a duration, or the number itself.

    Args:
        number: As stored.
        number_format: ``DD.MM.YYYY``, ``[h]:mm``, ``0.0%`` ...; only its first section counts.
        epoch_1904: Days count from 1904.
    """
    code = _LITERAL.sub("", number_format.partition(";")[0])
    if not _TEMPORAL.search(code) or code.strip().lower() in _GENERAL:
        return number
    try:
        days = timedelta(milliseconds=round(number * 86_400_000))
        if _ELAPSED.search(code):
            return days
        if 0 <= number < 1:
            return (_START_1904 + days).time() if days < timedelta(days=1) else time()
        if not epoch_1904 and 1 <= number < _NO_DAY:
            days += timedelta(days=1)
        moment = (_START_1904 if epoch_1904 else _START_1900) + days
    except OverflowError:
        return number
    return moment if number >= 0 else number
