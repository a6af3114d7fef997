"""The preset ``ptd``: the XmR chart and the rules of NHSRplotthedots 0.2.2 ("Making Data Count").

Limits are mean -+ 2.66 x average moving range; with screening, moving ranges of 3.267 averages and more are left
out of that average once, points never. Rules, strongest first: outside a limit; seven points in a trend; two of
three close to a limit; seven on one side of the mean. They start afresh at a rebase and never reach over a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .estimates import average_range, mean, moving_ranges
from .types import KnownLevel

LIMIT_FACTOR = 2.66
NEAR_FACTOR = 2 * (LIMIT_FACTOR / 3)
RUN = 7

OUTSIDE = {1: "Above UCL", -1: "Below LCL", 0: "Below LCL"}
TREND = {1: "7 Point Trend (Increasing)", -1: "7 Point Trend (Decreasing)", 0: "7 Point Trend (Decreasing)"}
TWO_IN_THREE = {1: "2 in 3 Above CL", -1: "2 in 3 Below CL"}
ONE_SIDE = {1: "7 Points Above CL", -1: "7 Points Below CL"}


class Limits(NamedTuple):
    """Centre line and limits of one segment; ``None`` where there are too few points to know."""

    centre: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None


def limits(baseline: Sequence[float | None], *, screen: bool, known: KnownLevel | None = None) -> Limits:
    """The limits that ``baseline`` (``None`` = gap) gives; what is known in advance stands in for what it gives.

    The package has no known mean or sigma: with a sigma, the limits are three and two of it on either side.
    """
    centre = mean([v for v in baseline if v is not None]) if known is None or known.mean is None else known.mean
    if known is not None and known.sigma is not None:
        far, near = 3 * known.sigma, 2 * known.sigma
    else:
        width = average_range(moving_ranges(baseline), screen=screen)
        if width is None:
            return Limits(centre, None, None, None, None)
        far, near = LIMIT_FACTOR * width, NEAR_FACTOR * width
    if centre is None:
        return Limits(None, None, None, None, None)
    return Limits(centre, centre - far, centre + far, centre - near, centre + near)


def labels(values: Sequence[float | None], lines: Limits) -> list[str | None]:
    """The label of each point of one segment, ``None`` for common cause and for gaps."""
    sides = _sides(values, lines.centre)
    outside, close = _zones(values, lines)
    run = _part_of_run(sides)
    trend, rising = _part_of_trend(values)
    pairs = _two_in_three(close, sides)
    found: list[str | None] = [None] * len(values)
    for i, side in enumerate(sides):
        if side is None:
            continue
        if outside[i]:
            found[i] = OUTSIDE[side]
        elif trend[i]:
            found[i] = TREND[rising[i]]
        elif pairs[i]:
            found[i] = TWO_IN_THREE[side]
        elif run[i]:
            found[i] = ONE_SIDE[side]
    return found


def _sides(values: Sequence[float | None], centre: float | None) -> list[int | None]:
    """1 above the centre line, -1 below, 0 on it, ``None`` in a gap."""
    if centre is None:
        return [None] * len(values)
    return [None if v is None else (v > centre) - (v < centre) for v in values]


def _zones(values: Sequence[float | None], lines: Limits) -> tuple[list[bool], list[bool]]:
    """Which points lie outside the limits, and which between the near limits and the limits."""
    if lines.lower is None or lines.upper is None or lines.near_lower is None or lines.near_upper is None:
        nowhere = [False] * len(values)
        return nowhere, nowhere
    low, high, near_low, near_high = lines.lower, lines.upper, lines.near_lower, lines.near_upper
    outside = [v is not None and (v > high or v < low) for v in values]
    close = [
        v is not None and not out and (v < near_low or v > near_high) for v, out in zip(values, outside, strict=True)
    ]
    return outside, close


def _part_of_run(sides: Sequence[int | None]) -> list[bool]:
    """Members of seven or more consecutive points strictly on one side."""
    part = [False] * len(sides)
    start = 0
    for i in range(len(sides) + 1):
        if i == len(sides) or sides[i] != sides[start]:
            if i - start >= RUN and sides[start]:
                part[start:i] = [True] * (i - start)
            start = i
    return part


def _part_of_trend(values: Sequence[float | None]) -> tuple[list[bool], list[int]]:
    """Members of seven or more consecutive rising (or falling) points, and which way each one goes.

    Where a rise ends and a fall begins in the same point, that point goes with the step after it.
    """
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    part = [False] * len(values)
    start = 0
    for i in range(len(steps) + 1):
        if i == len(steps) or steps[i] != steps[start]:
            if i - start >= RUN - 1 and steps[start]:
                part[start : i + 1] = [True] * (i - start + 1)
            start = i
    last = len(values) - 1
    rising = [steps[i] if i < last and part[i] and part[i + 1] else (steps[i - 1] if i else 0) for i in range(last + 1)]
    return part, rising


def _two_in_three(close: Sequence[bool], sides: Sequence[int | None]) -> list[bool]:
    """Close points of any three neighbours on one side of which at least two are close."""
    part = [False] * len(close)
    for i in range(len(close) - 2):
        side = sides[i]
        if side and side == sides[i + 1] == sides[i + 2] and close[i] + close[i + 1] + close[i + 2] >= 2:
            for j in (i, i + 1, i + 2):
                part[j] = part[j] or close[j]
    return part
