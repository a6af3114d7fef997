"""One figure per municipality over the periods of a comparison: events and cases, or a mean with what it is worth."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..measurements.value_files import Measurement
from ..periods import periods_between
from ..spc.estimates import D2_OF_TWO, average_range, moving_ranges
from .compared_periods import ComparedPeriods

#: Whether a measurement may be shown to whom the comparison is for.
MayShow = Callable[[Measurement], bool]


class Total(NamedTuple):
    """Events and cases of a municipality, summed over ``periods`` periods."""

    numerator: float
    denominator: float
    periods: int


class ProcessMean(NamedTuple):
    """The mean of a municipality's values in the periods, and its standard error by its own process.

    ``error`` is sigma of its XmR chart (mean moving range / 1.128 over all its values until then) over the root of
    the number of ``periods``, ``degrees`` what that sigma is worth in degrees of freedom; ``None`` and 0 where it has
    too few values to tell.
    """

    mean: float
    error: float | None
    degrees: float
    periods: int


class Totals(NamedTuple):
    """Totals by municipality, who has nothing in the periods, and how many are hidden from the public."""

    found: dict[str, Total]
    missing: tuple[str, ...]
    hidden: int


def totals(
    values: Iterable[Measurement], span: ComparedPeriods, marks: Collection[str], may_show: MayShow | None = None
) -> Totals:
    """Numerators and denominators summed.

    Args:
        values: Sorted by municipality.
        span: The periods.
        marks: What stands for a missing figure.
        may_show: Where given, a municipality with any figure in the periods that may not be shown is left out
            altogether: its sum less the other periods' figures would give it away.
    """
    found: dict[str, Total] = {}
    missing: list[str] = []
    hidden = 0
    periods = frozenset(periods_between(*span))
    for number, rows in groupby(values, key=attrgetter("municipality")):
        inside = [row for row in rows if row.period in periods]
        if may_show is not None and not all(map(may_show, inside)):
            hidden += 1
            continue
        known = [row for row in inside if row.denominator and row.value not in marks]
        if not known:
            missing.append(number)
            continue
        found[number] = Total(
            math.fsum([float(row.value) for row in known]),
            math.fsum([float(row.denominator) for row in known]),
            len({row.period for row in known}),
        )
    return Totals(found, tuple(missing), hidden)


def process_means(
    values: Iterable[Measurement], span: ComparedPeriods, marks: Collection[str], may_show: MayShow | None = None
) -> tuple[dict[str, ProcessMean], tuple[str, ...], int]:
    """Means of values without denominators: by municipality; who has none; how many are hidden.

    Args and the rest as :func:`totals`. What may not be shown of earlier periods is no part of sigma, either: the
    interval would give it away.
    """
    found: dict[str, ProcessMean] = {}
    missing: list[str] = []
    hidden = 0
    for number, rows in groupby(values, key=attrgetter("municipality")):
        until = [row for row in rows if row.period <= span.last]
        if may_show is not None:
            if not all(may_show(row) for row in until if row.period >= span.first):
                hidden += 1
                continue
            until = [row for row in until if may_show(row)]
        series = _by_ordinal(until, marks)
        known = [value for at, value in series.items() if at >= span.first.ordinal]
        if not known:
            missing.append(number)
            continue
        sigma, ranges = _sigma(series)
        error = None if sigma is None else sigma / math.sqrt(len(known))
        found[number] = ProcessMean(math.fsum(known) / len(known), error, _degrees(ranges), len(known))
    return found, tuple(missing), hidden


def _by_ordinal(rows: Iterable[Measurement], marks: Collection[str]) -> dict[int, float]:
    """The value of each period, the mean where it has several observations; by its place in the calendar."""
    several: dict[int, list[float]] = {}
    for row in rows:
        if row.value not in marks:
            several.setdefault(row.period.ordinal, []).append(float(row.value))
    return {at: math.fsum(found) / len(found) for at, found in several.items()}


def _sigma(series: Mapping[int, float]) -> tuple[float | None, int]:
    """Sigma by moving ranges of neighbouring periods, large ones screened out; and how many ranges there are."""
    placed = [series.get(at) for at in range(min(series), max(series) + 1)]
    ranges = moving_ranges(placed)
    average = average_range(ranges, screen=True)
    return (None if average is None else average / D2_OF_TWO), len(ranges)


def _degrees(ranges: int) -> float:
    """What a mean of overlapping moving ranges is worth (Cryer and Ryan, JQT 22, 1990, pages 187-192)."""
    return ranges**2 / (2 * (0.8264 * (ranges + 1) - 1.082)) if ranges else 0.0
