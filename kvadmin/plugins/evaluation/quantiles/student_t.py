"""Quantiles of Student's t, for means whose own spread is known from few values; the standard library has none."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

_STEPS, _EPSILON = 200, 1e-15
#: Degrees of freedom above which the normal quantile is taken.
_MANY = 1e6
_FARTHEST = 1e9


@lru_cache(maxsize=4096)
def t_quantile(tail: float, degrees: float) -> float:
    """The value that Student's t exceeds with the chance ``tail``.

    Args:
        tail: Above 0, at most 0.5.
        degrees: Degrees of freedom, above 0; not necessarily whole.

    Returns:
        At most 1e9, which says that nothing is known.
    """
    if degrees > _MANY:
        return -NormalDist().inv_cdf(tail)
    low, high = 0.0, 1.0
    while _beyond(high, degrees) > tail:
        low, high = high, 4 * high
        if high > _FARTHEST:
            return _FARTHEST
    while high - low > _EPSILON * high * 8:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _beyond(middle, degrees) > tail else (low, middle)
    return (low + high) / 2


def _beyond(t: float, degrees: float) -> float:
    """The chance that Student's t exceeds ``t``: half an incomplete beta function."""
    return _beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction on the side where it is quick."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    product = d
    for m in range(1, _STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + numerator * d)
            c = 1 + numerator / c
            change = c * d
            product *= change
        if abs(change - 1) < _EPSILON:
            break
    return product
