"""How far groups lie from the target, and whether they differ more than chance would have it.

Spiegelhalter, "Funnel plots for comparing institutional performance" (Statistics in Medicine 24, 2005);
DerSimonian and Laird, "Meta-analysis in clinical trials" (Controlled Clinical Trials 7, 1986).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from .funnel_types import FunnelMethod
from .quantiles.trimming import left_out, winsorised

#: Expected events above which the chance of none is below the least float.
_NO_CHANCE = 700.0
#: Each divides what is wrong with that score by its square, which is above 1,400.
_ROUNDS = 6


class Scores(NamedTuple):
    """Of each group: ``z`` and its standard error ``s`` on the scale of the method."""

    z: list[float]
    s: list[float]


class Dispersion(NamedTuple):
    """What is left of the scores after trimming (``None``: left out), which were cut, and what they say."""

    used: list[float | None]
    cut: list[int]
    phi: float
    tau2: float


def scores(counts: Sequence[tuple[float, float]], target: float, method: FunnelMethod) -> Scores:
    """Standardised distances from the target.

    Args:
        counts: Numerator and denominator (rounded where the method rounds) of each group.
        target: Before the multiplier.
        method: Says the scale: arcsine of the square root (proportion), logarithm (rate, ratio by ``shmi``), square
            root (ratio by ``cqc``).
    """
    if method.kind == "proportion":
        centre = math.asin(math.sqrt(min(1.0, target)))
        s = [1 / (2 * math.sqrt(d)) for _, d in counts]
        y = [math.asin(math.sqrt(n / d)) for n, d in counts]
    elif method.kind == "rate":
        if not target:
            return Scores([0.0] * len(counts), [1 / math.sqrt(d) for _, d in counts])
        centre = math.log(target)
        s = [math.sqrt(n / (n + 0.5) / (n + 0.5) + d / (d + 0.5) / (d + 0.5)) for n, d in counts]
        y = [math.log((n + 0.5) / (d + 0.5)) for n, d in counts]
    elif method.logarithm:
        z = [math.sqrt(d) * math.log(n / d) if n else no_event_score(d) for n, d in counts]
        return Scores(z, [1 / math.sqrt(d) for _, d in counts])
    else:
        centre = 1.0
        s = [1 / (2 * math.sqrt(d)) for _, d in counts]
        y = [math.sqrt(n / d) for n, d in counts]
    return Scores([(one - centre) / each for one, each in zip(y, s, strict=True)], s)


def no_event_score(expected: float) -> float:
    """The normal score of no event where ``expected`` were: half the chance of it in the tail (mid-p)."""
    if expected < _NO_CHANCE:
        return NormalDist().inv_cdf(math.exp(-expected) / 2)
    z = math.sqrt(2 * expected)
    for _ in range(_ROUNDS):
        w = (1 / z) ** 2
        tail = math.log1p(w * (-1 + w * (3 + w * (-15 + w * 105))))
        z = math.sqrt(2 * (expected + math.log(2) + tail - math.log(z * math.sqrt(2 * math.pi))))
    return -z


def dispersion(found: Scores, events: Sequence[float], method: FunnelMethod) -> Dispersion:
    """Trim the scores, and estimate ``phi`` and ``tau2`` by what is left.

    Args:
        found: Of :func:`scores`.
        events: Numerators; by the logarithm a group without any ranks as the lowest.
        method: Ratios by ``shmi`` leave groups out, all others winsorise.
    """
    used: list[float | None]
    if method.logarithm:
        order = [z if n else -math.inf for z, n in zip(found.z, events, strict=True)]
        cut = left_out(order, method.trim)
        used = [None if gone else z for z, gone in zip(found.z, cut, strict=True)]
    else:
        pulled, cut = winsorised(found.z, method.trim)
        used = list(pulled)
    kept = [(z, s) for z, s in zip(used, found.s, strict=True) if z is not None]
    if not kept:
        return Dispersion(used, cut, 0.0, 0.0)
    count = len(kept)
    phi = 1 / count * math.fsum(z * z for z, _ in kept)
    return Dispersion(used, cut, phi, _between(count, phi, [1 / (s * s) for _, s in kept]))


def _between(count: int, phi: float, weights: Sequence[float]) -> float:
    """The variance between groups by DerSimonian and Laird; 0 where one group alone is left."""
    if count < 2 or count * phi < count - 1:
        return 0.0
    total = math.fsum(weights)
    room = math.fsum(w * ((total - w) / total) for w in weights)
    return max(0.0, (count * phi - (count - 1)) / room) if room > 0 else 0.0
