"""One series as goals are judged on it: exact figures on the calendar, and where a person began a new baseline.

Figures are whole numbers of thousand millionths, so that sums are exact: a constant series has exactly its own value
as its mean, and no figure comes to lie beside a level that it is on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..periods import Period, PeriodKind, period_containing
from ..spc import Series
from ..spc.placement import PlacedSeries
from ..spc.subgroups import rows

#: Parts of 1 that a figure is counted in.
SCALE = 10**9


class History(NamedTuple):
    """One municipality's figures of one indicator.

    ``first`` is the ordinal of the first period, ``values`` has one entry per period from there on, ``None`` where
    nothing was reported, or a figure is excluded. ``rebase`` are positions where a new baseline begins, ``freeze`` the
    last of a baseline.
    """

    kind: PeriodKind
    first: int
    values: Sequence[int | None]
    rebase: tuple[int, ...] = ()
    freeze: tuple[int, ...] = ()

    def period(self, position: int) -> str:
        """The name of the period at ``position``."""
        return _name(self.kind, self.first + position)


@lru_cache(maxsize=4096)
def _name(kind: PeriodKind, ordinal: int) -> str:
    return str(Period(kind, 0).shift(ordinal))


def exact(value: float) -> int:
    """A figure in the whole numbers that are counted in here."""
    return round(value * SCALE)


#: The events with which a new baseline begins.
BEGINS = ("rebase", "known")


def history_of(placed: PlacedSeries, kind: PeriodKind, first: Period) -> History:
    """The history of a placed series: without excluded figures, begun anew where a level is known from then on."""
    values = _values(placed.series)
    for at in placed.exclude:
        values[at] = None
    begun = tuple(at for at, event in placed.events if event.kind in BEGINS)
    return History(kind, first.ordinal, values, begun, placed.freeze)


def _values(series: Series) -> list[int | None]:
    """What is plotted: the value, the ratio where there are denominators, the mean of the samples."""
    plain = series.sizes is None and series.samples is None
    return [None if v is None else exact(v) for v in (series.values if plain else rows(series).y)]


@lru_cache(maxsize=4096)
def last_over(day: date, kind: PeriodKind) -> int:
    """The ordinal of the last period that is over when ``day`` ends."""
    return period_containing(day + timedelta(days=1), kind).ordinal - 1


@lru_cache(maxsize=4096)
def first_from(day: date, kind: PeriodKind) -> int:
    """The ordinal of the first period that begins on ``day`` or later."""
    found = period_containing(day, kind)
    return found.ordinal + (found.first_day < day)
