"""The limits of a funnel at a denominator, with and without over-dispersion; and those that FunnelPlotR gives."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..quantiles.chi_square import chi_square_quantile
from .funnel_types import Funnel, FunnelGroup, FunnelLimits, FunnelMethod

#: Normal quantiles of 95 % and 99.8 %, rounded as the package rounds them.
Z95, Z99 = 1.959964, 3.090232
#: What lies beyond each limit.
_TAIL95, _TAIL99 = 0.025, 0.001
#: Above this exponent a float overflows; such a limit says nothing.
_MOST_EXPONENT = 400.0
#: So many expected events that none at all is rarer than any limit.
_SURELY_SOME = 7.0


#: From a denominator to the limits there.
Curve = Callable[[float], FunnelLimits]


def plain_curve(target: float, method: FunnelMethod) -> Curve:
    """Limits without over-dispersion; exact (chi-square) for ratios.

    Args:
        target: Before the multiplier.
        method: Its kind and multiplier.
    """
    if method.kind != "ratio":
        return od_curve(target, 0.0, method)
    times = method.multiplier / 2

    def exact(expected: float) -> FunnelLimits:
        twice = 2 * expected
        return FunnelLimits(
            times * chi_square_quantile(_TAIL95, twice) / expected,
            times * chi_square_quantile(_TAIL95, twice + 2, upper=True) / expected,
            times * chi_square_quantile(_TAIL99, twice) / expected,
            times * chi_square_quantile(_TAIL99, twice + 2, upper=True) / expected,
        )

    return exact


def od_curve(target: float, tau2: float, method: FunnelMethod, *, no_event_kept: bool = False) -> Curve:
    """Limits with the variance ``tau2`` between groups.

    Args:
        target: Before the multiplier.
        tau2: On the scale of the method.
        method: Its kind and multiplier.
        no_event_kept: By the logarithm: a group without events is part of the funnel, so that a lower limit is 0
            where no event at all would not be unusual.
    """
    if method.kind == "proportion":
        return _proportions(target, tau2, method.multiplier)
    if method.kind == "rate":
        return _rates(target, tau2, method.multiplier)
    if method.logarithm:
        return _logarithms(tau2, method.multiplier, no_event_kept=no_event_kept)
    return _roots(tau2, method.multiplier)


def _proportions(target: float, tau2: float, times: float) -> Curve:
    """The square of the sine, which is followed only as far as it rises."""
    centre, top = math.asin(math.sqrt(min(1.0, target))), math.pi / 2

    def at(angle: float) -> float:
        if angle <= 0:
            return 0.0
        sine = math.sin(angle)
        return times if angle >= top else times * (sine * sine)

    def limits(size: float) -> FunnelLimits:
        spread = math.sqrt(0.25 / size + tau2)
        near, far = Z95 * spread, Z99 * spread
        return FunnelLimits(at(centre - near), at(centre + near), at(centre - far), at(centre + far))

    return limits


def _rates(target: float, tau2: float, times: float) -> Curve:
    """By the logarithm; both counts vary by chance, as in the z."""
    if not target:
        return lambda _: FunnelLimits(0.0, 0.0, 0.0, 0.0)

    def limits(size: float) -> FunnelLimits:
        expected = target * size
        found = _powers(times * target, math.sqrt(1 / expected + 1 / size + tau2))
        return _from_none(found, expected)

    return limits


def _logarithms(tau2: float, times: float, *, no_event_kept: bool) -> Curve:
    def limits(size: float) -> FunnelLimits:
        found = _powers(times, math.sqrt(1 / size + tau2))
        return _from_none(found, size) if no_event_kept else found

    return limits


def _roots(tau2: float, times: float) -> Curve:
    """The square of the bracket, since ``tau2`` belongs to the square root."""

    def limits(size: float) -> FunnelLimits:
        spread = math.sqrt(0.25 / size + tau2)
        near, far = Z95 * spread, Z99 * spread
        low95, low99 = max(0.0, 1 - near), max(0.0, 1 - far)
        return FunnelLimits(times * low95**2, times * (1 + near) ** 2, times * low99**2, times * (1 + far) ** 2)

    return limits


def _powers(centre: float, spread: float) -> FunnelLimits:
    near, far = min(Z95 * spread, _MOST_EXPONENT), min(Z99 * spread, _MOST_EXPONENT)
    return FunnelLimits(
        centre * math.exp(-near), centre * math.exp(near), centre * math.exp(-far), centre * math.exp(far)
    )


def _from_none(found: FunnelLimits, expected: float) -> FunnelLimits:
    """With a lower limit of 0 where no event at all has a chance as great as the tail."""
    if expected >= _SURELY_SOME:
        return found
    none = math.exp(-expected)
    return found._replace(
        lower95=0.0 if none >= _TAIL95 else found.lower95, lower99=0.0 if none >= _TAIL99 else found.lower99
    )


def package_limits(size: float, target: float, tau2: float, method: FunnelMethod) -> FunnelLimits | None:
    """What FunnelPlotR draws where it is not right: rates, and over-dispersed ratios by ``cqc``; else ``None``."""
    spread = math.sqrt(0.25 / size + tau2)
    if method.kind == "rate" and target:
        return _powers(method.multiplier * target, spread)
    if method.kind == "ratio" and not method.logarithm:
        near, far, times = Z95 * spread, Z99 * spread, method.multiplier
        return FunnelLimits(times * (1 - near), times * (1 + near), times * (1 - far), times * (1 + far))
    return None


def package_of(found: Funnel, group: FunnelGroup) -> tuple[FunnelLimits | None, FunnelLimits | None]:
    """FunnelPlotR's limits of a group without and with over-dispersion, each only where ours are others."""
    if group.left_out or not group.denominator or found.target is None:
        return None, None
    plain, wide = (package_limits(group.denominator, found.target, t, found.method) for t in (0.0, found.tau2))
    return (plain if found.method.kind == "rate" else None), wide
