"""Headings that say a period, alone or with what is measured: ``2007K1``, ``Sykefravær (prosent) 2007K1``."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from kvadmin.api import InvalidData

from ..periods import other_span, parse_period

#: A period has at most so many words: ``1. kvartal 2007``.
_WORDS = 3
_EDGES = " ,;:|/\u2013\u2014-"
#: A period in the midst of a heading counts as the code it is in tables of statistics: ``2007K1``, ``2007M03``.
_CODE = re.compile(r"(?<!\w)(?:19|20|21)\d\d[KQMUHT]\d{1,2}(?!\w)", re.IGNORECASE)


class PeriodHeading(NamedTuple):
    """``content`` is what is measured, empty when the heading says the period alone; ``period`` what it says."""

    content: str
    period: Any


def period_heading(value: Any) -> PeriodHeading | None:
    """The period that a heading says, and what stands beside it; None when it says no period.

    ``2007`` behind words is a year, in front of them it is not (``2012 Alta`` is a municipality).
    """
    if is_period(value):
        return PeriodHeading("", value)
    words = value.split() if isinstance(value, str) else []
    for count in range(min(_WORDS, len(words) - 1), 0, -1):
        last, first = " ".join(words[-count:]), " ".join(words[:count])
        if is_period(last):
            return _beside(words[:-count], last)
        if is_period(first) and not first.isdecimal():
            return _beside(words[count:], first)
    text = " ".join(words)
    code = _CODE.search(text)
    return _beside([text[: code.start()], text[code.end() :]], code[0]) if code else None


def _beside(words: list[str], period: str) -> PeriodHeading | None:
    content = " ".join(" ".join(words).split()).strip(_EDGES)
    return PeriodHeading(content, period) if any(char.isalpha() for char in content) else None


def is_period(value: Any) -> bool:
    """Whether a cell says a period or another span of time, as ``2007-2009``, which is refused figure by figure."""
    if isinstance(value, date):
        return True
    try:
        parse_period(value)
    except InvalidData:
        return bool(other_span(value))
    return True
