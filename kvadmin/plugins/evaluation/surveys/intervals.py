"""Intervals of 95 % for a share and for a mean, with a correction where a good part of everybody answered.

Wilson, "Probable inference, the law of succession, and statistical inference" (1927); Student's t by the continued
fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8). Checked against R's ``qt`` and ``prop.test``.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def wilson(count: int, size: int, whole: int | None = None) -> tuple[float, float]:
    """Wilson's interval of the share ``count / size``.

    Args:
        count: How many of them.
        size: Of how many, above 0.
        whole: Everybody it is about, when it is known that the ``size`` are drawn from no more: the interval then
            narrows, to nothing when all have answered.
    """
    share = count / size
    if whole is not None:
        if whole <= size:
            return share, share
        effective = size * (whole - 1) / (whole - size)
    else:
        effective = float(size)
    square = _Z**2
    middle = (share + square / (2 * effective)) / (1 + square / effective)
    half = _Z / (1 + square / effective) * math.sqrt(share * (1 - share) / effective + square / (4 * effective**2))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == size else min(1.0, middle + half)
    return low, high


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
    half = t_quantile(size - 1) * error
    return mean - half, mean + half


@lru_cache(maxsize=4096)
def t_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t, by bisection to twelve digits."""
    low, high = _Z, 13.0  # 12.706 for one degree of freedom
    for _ in range(60):
        middle = (low + high) / 2
        if _two_tails(middle, freedom) > 1 - LEVEL:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _two_tails(t: float, freedom: int) -> float:
    """P(|T| > t): the incomplete beta function of n / (n + t^2) with n / 2 and 1 / 2."""
    x = freedom / (freedom + t * t)
    return _incomplete_beta(x, freedom / 2, 0.5)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's way through the continued fraction; it settles in a few dozen steps."""
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    found = d
    for m in range(1, 400):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            found *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return found
