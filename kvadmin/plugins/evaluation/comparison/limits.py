"""The limits of a funnel at a denominator, with and without over-dispersion; and those that FunnelPlotR gives."""

from __future__ import annotations

import math

from .chi_square import chi_square_quantile
from .funnel_types import FunnelMethod, Limits

#: Normal quantiles of 95 % and 99.8 %, rounded as the package rounds them.
Z95, Z99 = 1.959964, 3.090232
#: What lies beyond each limit.
_TAIL95, _TAIL99 = 0.025, 0.001
#: Above this exponent a float overflows; such a limit says nothing.
_MOST_EXPONENT = 700.0


def plain_limits(size: float, target: float, method: FunnelMethod) -> Limits:
    """Limits without over-dispersion at denominator ``size``; exact (chi-square) for ratios."""
    if method.kind != "ratio":
        return od_limits(size, target, 0.0, method)
    return exact_limits(size, method.multiplier)


def exact_limits(expected: float, multiplier: float) -> Limits:
    """Exact limits of a Poisson count over what is expected."""
    twice = 2 * expected
    bounds = (
        chi_square_quantile(_TAIL95, twice),
        chi_square_quantile(_TAIL95, twice + 2, upper=True),
        chi_square_quantile(_TAIL99, twice),
        chi_square_quantile(_TAIL99, twice + 2, upper=True),
    )
    return Limits(*(multiplier * (bound / 2) / expected for bound in bounds))


def od_limits(
    size: float, target: float, tau2: float, method: FunnelMethod, *, no_event_kept: bool = False
) -> Limits:
    """Limits with the variance ``tau2`` between groups at denominator ``size``.

    Args:
        size: The denominator, above 0.
        target: Before the multiplier.
        tau2: On the scale of the method.
        method: Its kind and multiplier.
        no_event_kept: By the logarithm: a group without events is part of the funnel, so that a lower limit is 0
            where no event at all would not be unusual.
    """
    if method.kind == "proportion":
        spread = math.sqrt(0.25 / size + tau2)
        return _multiplied(method, *(_proportion(target, sign * spread) for sign in _SIGNS))
    if method.kind == "rate":
        if not target:
            return Limits(0.0, 0.0, 0.0, 0.0)
        expected = target * size
        spread = math.sqrt(1 / expected + 1 / size + tau2)
        found = _multiplied(method, *(_power(target, sign * spread) for sign in _SIGNS))
        return _from_none(found, expected)
    if method.logarithm:
        spread = math.sqrt(1 / size + tau2)
        found = _multiplied(method, *(_power(1.0, sign * spread) for sign in _SIGNS))
        return _from_none(found, size) if no_event_kept else found
    spread = math.sqrt(0.25 / size + tau2)
    return _multiplied(method, *(max(0.0, 1 + sign * spread) ** 2 for sign in _SIGNS))


_SIGNS = (-Z95, Z95, -Z99, Z99)


def _multiplied(method: FunnelMethod, *bounds: float) -> Limits:
    return Limits(*(method.multiplier * bound for bound in bounds))


def _proportion(target: float, distance: float) -> float:
    """The square of the sine, which is followed only as far as it rises."""
    angle = math.asin(math.sqrt(min(1.0, target))) + distance
    if angle <= 0:
        return 0.0
    return 1.0 if angle >= math.pi / 2 else math.sin(angle) ** 2


def _power(target: float, exponent: float) -> float:
    return math.exp(min(math.log(target) + exponent, _MOST_EXPONENT))


def _from_none(found: Limits, expected: float) -> Limits:
    """With a lower limit of 0 where no event at all has a chance as great as the tail."""
    none = math.exp(-expected)
    return found._replace(
        lower95=0.0 if none >= _TAIL95 else found.lower95, lower99=0.0 if none >= _TAIL99 else found.lower99
    )


def package_limits(size: float, target: float, tau2: float, method: FunnelMethod) -> Limits | None:
    """What FunnelPlotR draws where it is not right: rates, and over-dispersed ratios by ``cqc``; else ``None``."""
    spread = math.sqrt(0.25 / size + tau2)
    if method.kind == "rate" and target:
        return _multiplied(method, *(_power(target, sign * spread) for sign in _SIGNS))
    if method.kind == "ratio" and not method.logarithm:
        return _multiplied(method, *(1 + sign * spread for sign in _SIGNS))
    return None
