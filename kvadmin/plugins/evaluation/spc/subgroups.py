"""From observations to one row per period, as qicharts2 aggregates before it computes anything."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from kvadmin.api import InvalidData, tr

from .estimates import mean, spread
from .types import Series


class Rows(NamedTuple):
    """Columns of equal length, one entry per period.

    ``y`` is what is plotted unless the chart says otherwise: the value, value / size, or the mean of the sample.
    ``total`` is the sum of the period's values, ``size`` its denominator, ``observations`` how many values it has,
    ``spread`` their standard deviation.
    """

    y: list[float | None]
    total: list[float | None]
    size: list[float | None]
    observations: list[int]
    spread: list[float | None]

    def part(self, start: int, stop: int) -> Rows:
        """The rows of one segment."""
        return Rows(*(column[start:stop] for column in self))  # type: ignore[arg-type]  # slices keep their types


def rows(series: Series) -> Rows:
    """Aggregate ``series``; a period that lacks numerator or denominator is a gap.

    Raises:
        InvalidData: A denominator that is not above 0.
    """
    if series.samples is not None:
        return _from_samples(series.samples)
    values = list(series.values)
    known = [int(v is not None) for v in values]
    nothing: list[float | None] = [None] * len(values)
    if series.sizes is None:
        return Rows(values, values, nothing, known, nothing)
    for period, size in zip(series.periods, series.sizes, strict=True):
        if size is not None and size <= 0:
            raise InvalidData(
                tr("The denominator of {period} is {size:g}, and must be above 0.", period=period, size=size),
                where=period,
            )
    pairs = list(zip(values, series.sizes, strict=True))
    total = [v if n is not None else None for v, n in pairs]
    sizes = [n if v is not None else None for v, n in pairs]
    y = [v / n if v is not None and n is not None else None for v, n in pairs]
    return Rows(y, total, sizes, known, nothing)


def _from_samples(samples: Sequence[Sequence[float]]) -> Rows:
    means = [mean(sample) for sample in samples]
    total = [math.fsum(sample) if sample else None for sample in samples]
    return Rows(means, total, [None] * len(samples), [len(s) for s in samples], [spread(s) for s in samples])
