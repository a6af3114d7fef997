"""Centre lines and limits of the charts of qicharts2 0.8.1, one function per chart.

Each takes the rows of one segment with ``base``, the positions that decide the limits (frozen and excluded points
left out), and gives one :class:`Lines` per row. Montgomery's "Introduction to Statistical Quality Control" is the
package's own source; Laney for p' and u'; Provost and Murray for g and t.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kvadmin.api import InvalidData, tr

from .estimates import D2_OF_TWO, average_range, c4, c5, mean, median, moving_ranges
from .subgroups import Rows

THREE, TWO = 3, 2
#: Time between events is judged as y^(1/3.6), which is nearly normal (Nelson 1994).
T_POWER = 3.6
#: The upper limit of the s of I' charts, as qic.ip has it.
IP_FACTOR = 3.2665


class Lines(NamedTuple):
    """The lines at one point."""

    centre: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None


class ChartTask(NamedTuple):
    """One segment of one chart."""

    rows: Rows
    base: list[int]
    screen: bool
    centre: float | None  # known in advance; None = calculate
    sigma: float | None = None  # of single observations, known in advance


class Result(NamedTuple):
    """What is plotted, and the lines at each point."""

    y: list[float | None]
    lines: list[Lines]


def _take(column: Sequence[float | None], base: Sequence[int]) -> list[float]:
    return [v for i in base if (v := column[i]) is not None]


def _lines(
    centre: float | None,
    sigma: float | None,
    floor: float | None = None,
    ceiling: float | None = None,
) -> Lines:
    """Three and two ``sigma`` on either side of the centre, kept inside ``floor`` and ``ceiling``."""
    if centre is None or sigma is None:
        return Lines(centre, None, None, None, None)
    low, high = centre - THREE * sigma, centre + THREE * sigma
    near_low, near_high = centre - TWO * sigma, centre + TWO * sigma
    if floor is not None:
        low, near_low = max(floor, low), max(floor, near_low)
    if ceiling is not None:
        high, near_high = min(ceiling, high), min(ceiling, near_high)
    return Lines(centre, low, high, near_low, near_high)


def run(task: ChartTask) -> Result:
    """Run chart: the median, no limits."""
    y = task.rows.y
    centre = median(_take(y, task.base)) if task.centre is None else task.centre
    return Result(y, [_lines(centre, None)] * len(y))


def _individuals(y: list[float | None], task: ChartTask) -> list[Lines]:
    centre = mean(_take(y, task.base)) if task.centre is None else task.centre
    if centre is None:
        return [_lines(None, None)] * len(y)
    if task.sigma is not None:
        return [_lines(centre, task.sigma)] * len(y)
    ranges = moving_ranges([None if (v := y[i]) is None else v - centre for i in task.base])
    average = average_range(ranges, screen=task.screen)
    return [_lines(centre, None if average is None else average / D2_OF_TWO)] * len(y)


def individuals(task: ChartTask) -> Result:
    """I chart: mean -+ 3 average moving ranges / 1.128."""
    return Result(task.rows.y, _individuals(task.rows.y, task))


def moving_range(task: ChartTask) -> Result:
    """MR chart: the moving ranges themselves, 0 to 3.267 times their mean."""
    y = task.rows.y
    ranges: list[float | None] = [
        None if a is None or b is None else abs(b - a) for a, b in zip([None, *y], y, strict=False)
    ]
    centre = task.centre
    if centre is None:
        centre = mean(_take(ranges, task.base)) if task.sigma is None else D2_OF_TWO * task.sigma
    if centre is None:
        return Result(ranges, [_lines(None, None)] * len(y))
    line = Lines(centre, 0.0, 3.267 * centre, 0.0, (3.267 / 3) * 2 * centre)
    return Result(ranges, [line] * len(y))


def weighted_individuals(task: ChartTask) -> Result:
    """I' chart: individuals weighted by their denominators; the whole segment decides the spread, as in qic.ip."""
    y, size = task.rows.y, task.rows.size
    if all(n is None for n in size):
        size = [float(n) if n else None for n in task.rows.observations]
    weights = [n for i in task.base if (n := size[i]) is not None and y[i] is not None]
    parts = [v * n for i in task.base if (v := y[i]) is not None and (n := size[i]) is not None]
    centre = task.centre
    if centre is None and weights:
        centre = math.fsum(parts) / math.fsum(weights)
    spreads = [
        math.sqrt(math.pi / 2) * abs(b - a) / math.sqrt(1 / m + 1 / n)
        for (a, m), (b, n) in pairwise(zip(y, size, strict=True))
        if a is not None and b is not None and m is not None and n is not None
    ]
    average = average_range(spreads, screen=task.screen, factor=IP_FACTOR)
    return Result(y, [_lines(centre, None if average is None or not n else average * math.sqrt(1 / n)) for n in size])


def _ratio(task: ChartTask) -> float | None:
    if task.centre is not None:
        return task.centre
    sizes = _take(task.rows.size, task.base)
    return math.fsum(_take(task.rows.total, task.base)) / math.fsum(sizes) if sizes else None


def _laney(task: ChartTask, centre: float | None, sigmas: Sequence[float | None]) -> list[float | None]:
    """Each sigma times the spread between the periods, measured on their z-scores (Laney 2002)."""
    scores: list[float | None] = []
    for i in task.base:
        value, sigma = task.rows.y[i], sigmas[i]
        if value is None or sigma is None or centre is None:
            scores.append(None)
        else:
            scores.append((value - centre) / sigma if sigma else 0.0)
    average = average_range(moving_ranges(scores), screen=task.screen)
    return [None if s is None or average is None else s * (average / D2_OF_TWO) for s in sigmas]


def _shares(task: ChartTask, *, prime: bool) -> Result:
    y, centre = task.rows.y, _ratio(task)
    sigmas = [
        None if centre is None or n is None else math.sqrt(max(0.0, centre * (1 - centre)) / n) for n in task.rows.size
    ]
    if prime:
        sigmas = _laney(task, centre, sigmas)
    return Result(y, [_lines(centre, s, floor=0, ceiling=1) for s in sigmas])


def _rates(task: ChartTask, *, prime: bool) -> Result:
    y, centre = task.rows.y, _ratio(task)
    sigmas = [None if centre is None or n is None else math.sqrt(centre / n) for n in task.rows.size]
    if prime:
        sigmas = _laney(task, centre, sigmas)
    return Result(y, [_lines(centre, s, floor=0) for s in sigmas])


def counts(task: ChartTask) -> Result:
    """C chart: a count per period, Poisson limits."""
    y = task.rows.total
    centre = mean(_take(y, task.base)) if task.centre is None else task.centre
    return Result(y, [_lines(centre, None if centre is None else math.sqrt(centre), floor=0)] * len(y))


def cases_between(task: ChartTask) -> Result:
    """G chart: cases between events, geometric limits; the centre line is the median."""
    y = task.rows.y
    known = _take(y, task.base)
    centre = mean(known) if task.centre is None else task.centre
    lines = _lines(centre, None if centre is None else math.sqrt(centre * (centre + 1)), floor=0)
    middle = median(known) if task.centre is None else 0.693 * task.centre
    return Result(y, [lines._replace(centre=middle)] * len(y))


def time_between(task: ChartTask) -> Result:
    """T chart: time between events, judged as individuals on a transformed scale."""
    y = task.rows.y
    if any(v is not None and v <= 0 for v in y):
        raise InvalidData(tr("A t chart shows time between events, and every value must be above 0."))
    bent = [None if v is None else v ** (1 / T_POWER) for v in y]
    straight = [None if v is None else v**T_POWER for v in bent]
    centre = None if task.centre is None else task.centre ** (1 / T_POWER)
    return Result(straight, [_unbend(lines) for lines in _individuals(bent, task._replace(centre=centre, sigma=None))])


def _unbend(lines: Lines) -> Lines:
    """Back to the scale of the data; a limit below 0 has no power 3.6: the lower one becomes 0."""
    centre, *limits = (None if v is None else v**T_POWER if v >= 0 else None for v in lines)
    return Lines(centre, 0.0 if limits[0] is None and lines.lower is not None else limits[0], *limits[1:])


def _pooled(task: ChartTask) -> tuple[list[int], float | None]:
    """The sizes of the samples and their common standard deviation (Montgomery 6.29 or 6.31)."""
    size = task.rows.observations
    known = [(size[i], s) for i in task.base if (s := task.rows.spread[i]) is not None]
    if len({n for n in size if n}) == 1:  # a period without observations is no sample
        return size, mean([s for _, s in known])
    freedom = sum(size[i] - 1 for i in task.base if size[i])
    if not known or freedom <= 0:
        return size, None
    return size, math.sqrt(math.fsum([(n - 1) * s**2 for n, s in known]) / freedom)


def sample_means(task: ChartTask) -> Result:
    """X-bar chart: means of samples, limits from the standard deviations within them."""
    y = task.rows.y
    size, sigma = _pooled(task)
    means = [(size[i], v) for i in task.base if (v := y[i]) is not None]
    centre = task.centre
    if centre is None and means:
        centre = math.fsum([n * v for n, v in means]) / sum(n for n, _ in means)
    if task.sigma is not None:
        return Result(y, [_lines(centre, task.sigma / math.sqrt(n) if n else None) for n in size])
    widths = [None if sigma is None or n <= 1 else sigma / (c4(n) * math.sqrt(n)) for n in size]
    return Result(y, [_lines(centre, w) for w in widths])


def sample_spreads(task: ChartTask) -> Result:
    """S chart: standard deviations of samples."""
    size, sigma = _pooled(task)
    known = task.sigma
    if known is not None:
        lines = [_lines(c4(n) * known, c5(n) * known, floor=0) if n > 1 else _lines(None, None) for n in size]
        return Result(task.rows.spread, lines)
    centre = sigma if task.centre is None else task.centre
    widths = [None if centre is None or n <= 1 else centre * (c5(n) / c4(n)) for n in size]
    return Result(task.rows.spread, [_lines(centre, w, floor=0) for w in widths])


CHARTS: dict[str, Callable[[ChartTask], Result]] = {
    "run": run,
    "i": individuals,
    "mr": moving_range,
    "ip": weighted_individuals,
    "p": lambda task: _shares(task, prime=False),
    "pp": lambda task: _shares(task, prime=True),
    "u": lambda task: _rates(task, prime=False),
    "up": lambda task: _rates(task, prime=True),
    "c": counts,
    "g": cases_between,
    "t": time_between,
    "xbar": sample_means,
    "s": sample_spreads,
}
