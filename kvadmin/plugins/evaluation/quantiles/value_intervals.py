"""Intervals of one figure: what it may be apart from chance, at a level that is given."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

from .chi_square import chi_square_quantile
from .student_t import t_quantile


class ValueInterval(NamedTuple):
    """From ``lower`` to ``upper``; infinite where nothing is known."""

    lower: float
    upper: float


#: Of a figure that nothing is known about.
UNKNOWN = ValueInterval(-math.inf, math.inf)


class Confidence(NamedTuple):
    """A level, with what each interval needs of it: the normal quantile and the tail on each side."""

    level: float
    z: float
    tail: float

    @classmethod
    def of(cls, level: float) -> Confidence:
        """For a level such as 0.95."""
        tail = (1 - level) / 2
        return cls(level, -NormalDist().inv_cdf(tail), tail)

    @classmethod
    def joint(cls, level: float, figures: int) -> Confidence:
        """For each of several independent figures, so that all hold together at ``level``."""
        return cls.of(math.exp(math.log(level) / max(1, figures)))


def wilson(events: float, cases: float, confidence: Confidence, times: float = 1.0) -> ValueInterval:
    """Of a proportion: the score interval (E. B. Wilson, JASA 22, 1927, pages 209-212); multiplied."""
    z2 = confidence.z * confidence.z
    part = events / cases
    middle = part + z2 / (2 * cases)
    reach = confidence.z * math.sqrt(max(0.0, part * (1 - part) / cases) + z2 / (4 * cases * cases))
    whole = 1 + z2 / cases
    lower = 0.0 if events <= 0 else max(0.0, (middle - reach) / whole)
    upper = 1.0 if events >= cases else min(1.0, (middle + reach) / whole)
    return ValueInterval(times * lower, times * upper)


def garwood(events: float, exposure: float, confidence: Confidence, times: float = 1.0) -> ValueInterval:
    """Of a rate: the exact Poisson interval (F. Garwood, Biometrika 28, 1936, pages 437-442); multiplied."""
    lower = chi_square_quantile(confidence.tail, 2 * events) / 2 if events > 0 else 0.0
    upper = chi_square_quantile(confidence.tail, 2 * events + 2, upper=True) / 2
    return ValueInterval(times * lower / exposure, times * upper / exposure)


def by_process(mean: float, error: float | None, degrees: float, confidence: Confidence) -> ValueInterval:
    """Of a mean with a standard error that is known with so many degrees of freedom; unknown without."""
    if error is None or degrees <= 0:
        return UNKNOWN
    reach = t_quantile(confidence.tail, degrees) * error
    return ValueInterval(mean - reach, mean + reach)
