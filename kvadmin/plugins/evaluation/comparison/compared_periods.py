"""Which periods a comparison is over: one, a year of them, or from one to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kvadmin.api import UsageError, tr

from ..measurements.value_files import Measurement
from ..periods import Period, PeriodKind, parse_period, period_containing

_WHERE = "--period"


class ComparedPeriods(NamedTuple):
    """Periods from ``first`` to ``last``, both included."""

    first: Period
    last: Period

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    def __contains__(self, period: object) -> bool:
        return isinstance(period, Period) and self.first <= period <= self.last


def parse_span(text: str, kind: PeriodKind) -> ComparedPeriods:
    """``2008-Q1``, ``2007-Q3..2008-Q2``, and of longer periods than the indicator's the whole: ``2008``.

    Raises:
        InvalidData: No period, or a shorter one than the indicator's.
        UsageError: It ends before it begins.
    """
    first, dots, last = text.partition("..")
    begin = _part(first, kind)[0]
    end = _part(last if dots else first, kind)[1]
    if end < begin:
        raise UsageError(
            tr("{text} ends before it begins", text=text), where=_WHERE, hint=f"{end}..{begin}", code="bad-period"
        )
    return ComparedPeriods(begin, end)


def _part(text: str, kind: PeriodKind) -> tuple[Period, Period]:
    """The first and the last period of ``kind`` in what is named."""
    order = ("month", "quarter", "year")
    found = parse_period(text, where=_WHERE) if text.strip() else parse_period(text, kind, where=_WHERE)
    if order.index(found.kind) <= order.index(kind):
        found = parse_period(text, kind, where=_WHERE)
        return found, found
    return period_containing(found.first_day, kind), period_containing(found.last_day, kind)


def latest_span(values: Iterable[Measurement]) -> ComparedPeriods | None:
    """The last period that anybody has a value for."""
    last = max((each.period for each in values), default=None)
    return None if last is None else ComparedPeriods(last, last)
