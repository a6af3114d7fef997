"""Means, medians, moving ranges and the constants of the control-chart literature.

Everything here gives one definite float for one list of floats, on every machine: sums are exact
(:func:`math.fsum`), because R, whose figures are the reference, adds in extended precision and a point that
lies exactly on the mean must lie exactly on it here as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

#: A moving range at or above this many average moving ranges is screened out (Nelson 1982; D4 for n = 2).
SCREEN_FACTOR = 3.267
#: d2 for two observations, rounded as qicharts2 and qcc round it.
D2_OF_TWO = 1.128
_TWENTY = 20  # 1 / 0.05, the level of the lower tail for crossings


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, correctly rounded; ``None`` of nothing."""
    count = len(values)
    if not count:
        return None
    total = math.fsum(values)
    rest = math.fsum([*values, -total])
    centre = total / count
    # What the division rounded away, and what the sum did: a second pass, as R's mean() makes one.
    return centre + (math.fsum([total, *[-centre] * count]) + rest) / count


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the mean of the two middle ones; ``None`` of nothing."""
    ordered = sorted(values)
    count = len(ordered)
    if not count:
        return None
    half = count // 2
    if count % 2:
        return ordered[half]
    return mean(ordered[half - 1 : half + 1])


def spread(values: Sequence[float]) -> float | None:
    """The sample standard deviation (divisor n - 1); ``None`` for fewer than two values."""
    centre = mean(values)
    if centre is None or len(values) < 2:
        return None
    return math.sqrt(math.fsum([(v - centre) ** 2 for v in values]) / (len(values) - 1))


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """Absolute differences of neighbours; those beside a gap (``None``) are missing, never bridged."""
    return [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]


def average_range(ranges: Sequence[float], *, screen: bool, factor: float = SCREEN_FACTOR) -> float | None:
    """The average moving range, once without those at or above ``factor`` averages when ``screen``.

    ``None`` when there is no moving range at all. When every range is 0 the answer is 0: the references drop
    them all there (0 is not below 0) and give NaN.
    """
    average = mean(ranges)
    if not screen or not average:
        return average
    ceiling = factor * average
    return mean([r for r in ranges if r < ceiling])


@lru_cache(maxsize=4096)
def least_crossings(trials: int) -> int:
    """The 5 % quantile of Binomial(``trials``, 1/2), exactly: the least k with P(X <= k) >= 0.05."""
    if trials <= 0:
        return 0
    every = 2**trials
    term = below = 1
    k = 0
    while _TWENTY * below < every:
        term = term * (trials - k) // (k + 1)
        k += 1
        below += term
    return k


def longest_expected(useful: int) -> int:
    """The longest run chance explains among ``useful`` points: round(log2 n) + 3 (Schilling 2012)."""
    return round(math.log2(useful)) + 3


def c4(size: float) -> float:
    """The expected standard deviation of ``size`` > 1 standard normal observations."""
    return math.sqrt(2 / (size - 1)) * math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))


def c5(size: float) -> float:
    """The standard deviation of that standard deviation."""
    return math.sqrt(1 - c4(size) ** 2)
