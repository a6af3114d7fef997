"""Quantiles of the chi-square distribution, for exact limits of counts: the standard library has none.

A chi-square variable with ``2 a`` degrees of freedom is twice a gamma variable of shape ``a``. Up to :data:`LARGE` the
regularised incomplete gamma function is inverted by Newton's rule on its logarithm, which is concave, so that the rule
cannot go astray; above, an expansion (:mod:`.gamma_expansion`) is exact to the last digits.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from .gamma_expansion import expansion_at

#: Shape from which the expansion is used: down to chances of 1e-6 what it leaves out is below 1e-12 there.
LARGE = 40.0
_MOST_STEPS = 60
_TINY = 1e-300
_EPSILON = 1e-16
#: After a step as small as this the next would be below the last digit.
_SETTLED = 1e-9
_LEAST_LOG = math.log(5e-324)


def chi_square_quantile(probability: float, degrees: float, *, upper: bool = False) -> float:
    """The value that a chi-square variable stays below with ``probability``; with ``upper``, exceeds with it.

    Args:
        probability: Above 0 and below 1.
        degrees: Degrees of freedom, above 0; not necessarily whole.
        upper: The tail that is meant.

    Returns:
        What R's ``qchisq`` gives; 0.0 where the quantile is below the least float.
    """
    return 2 * _gamma_quantile(probability, degrees / 2, upper)


@lru_cache(maxsize=65536)
def _gamma_quantile(p: float, shape: float, upper: bool) -> float:
    if shape > LARGE:
        return _expanded(shape, _coefficients(p, upper))
    start = _start(p, shape, upper)
    return 0.0 if start < _LEAST_LOG else math.exp(_newton(p, shape, upper, start))


def _start(p: float, shape: float, upper: bool) -> float:
    """The logarithm of a first guess: Wilson and Hilferty's cube, or the beginning of the series for small shapes."""
    z = NormalDist().inv_cdf(p)
    part = 1 / (9 * shape)
    cube = 1 - part + (-z if upper else z) * math.sqrt(part)
    small = (math.log1p(-p) if upper else math.log(p)) + math.lgamma(shape + 1)
    if shape < 1 or cube <= 0.1:
        return small / shape
    return math.log(shape) + 3 * math.log(cube)


def _newton(p: float, shape: float, upper: bool, log_x: float) -> float:
    """Solve ``log(tail) = log(p)`` for the logarithm of x."""
    wanted = math.log(p)
    for _ in range(_MOST_STEPS):
        x = math.exp(log_x)
        below, above, log_density = _tails(shape, x)
        tail = above if upper else below
        slope = math.exp(log_density - math.log(max(tail, _TINY)))
        step = (math.log(max(tail, _TINY)) - wanted) / slope
        step = step if upper else -step
        log_x += max(-3.0, min(3.0, step))
        if abs(step) < _SETTLED:
            break
    return log_x


def _tails(shape: float, x: float) -> tuple[float, float, float]:
    """P(shape, x), Q(shape, x) and the logarithm of x times the density."""
    log_density = shape * math.log(x) - x - math.lgamma(shape)
    scale = math.exp(log_density)
    if x < shape + 1:
        below = scale * _series(shape, x)
        return below, 1 - below, log_density
    above = scale * _fraction(shape, x)
    return 1 - above, above, log_density


def _series(shape: float, x: float) -> float:
    """The lower tail over ``x**shape * exp(-x) / gamma(shape)``."""
    term = total = 1 / shape
    at = shape
    while term > total * _EPSILON:
        at += 1
        term *= x / at
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    """The upper tail over the same, by Lentz's continued fraction."""
    b = x + 1 - shape
    c = 1 / _TINY
    d = 1 / b
    product = d
    for k in range(1, 100_000):
        a = -k * (k - shape)
        b += 2
        d = a * d + b
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = b + a / c
        c = c if abs(c) > _TINY else _TINY
        change = c * d
        product *= change
        if abs(change - 1) < _EPSILON * 2:
            break
    return product


@lru_cache(maxsize=64)
def _coefficients(p: float, upper: bool) -> tuple[float, ...]:
    z = NormalDist().inv_cdf(p)
    return expansion_at(-z if upper else z)


def _expanded(shape: float, coefficients: tuple[float, ...]) -> float:
    root = 1 / math.sqrt(shape)
    total = 0.0
    for each in reversed(coefficients):
        total = total * root + each
    return shape * total
