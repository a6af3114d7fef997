"""Intervals of 95 % for a share and for a mean, with a correction where a good part of everybody answered.

Checked against R's ``qt`` and ``prop.test``.
"""

from __future__ import annotations

import math

from ..quantiles.student_t import t_quantile
from ..quantiles.value_intervals import Confidence
from ..quantiles.value_intervals import wilson as of_share

LEVEL = Confidence.of(0.95)


def wilson(count: int, size: int, whole: int | None = None) -> tuple[float, float]:
    """Wilson's interval of the share ``count / size``.

    Args:
        count: How many of them.
        size: Of how many, above 0.
        whole: Everybody it is about, when it is known that the ``size`` are drawn from no more: the interval then
            narrows, to nothing when all have answered.
    """
    if whole is None:
        return of_share(count, size, LEVEL)
    if whole <= size:
        return count / size, count / size
    effective = size * (whole - 1) / (whole - size)
    return of_share(effective * (count / size), effective, LEVEL)


def mean_interval(mean: float, sd: float, size: int, whole: int | None = None) -> tuple[float, float] | None:
    """Student's interval of a mean; None of fewer than two answers.

    Args:
        mean: The mean.
        sd: The standard deviation of the answers (divisor n - 1).
        size: How many answered.
        whole: As :func:`wilson` has it.
    """
    if size < 2:
        return None
    error = sd / math.sqrt(size)
    if whole is not None:
        error *= math.sqrt(max(0.0, 1 - size / whole))
    half = t_quantile(LEVEL.tail, size - 1) * error
    return mean - half, mean + half
