"""The preset ``qcc``: the Shewhart charts of qcc 2.7 (p, u, c, xbar.one, xbar, R, S).

A second opinion beside the two presets of the programme: the same limits by another hand. Runs violate from the
seventh point on one side of the centre on; a point exactly on the centre ends a run, and so does a gap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kvadmin.api import UsageError, tr
from kvadmin.api.wording import near_names

from .estimates import D2_OF_TWO, c4, mean, moving_ranges
from .ptd import ONE_SIDE, RUN
from .segments import level_of, spans
from .subgroups import Rows, rows
from .types import JudgingOptions, KnownLevel, Note, Point, Series, SeriesSegment

#: Expected range and its standard error for 2..25 standard normal observations, as qcc tabulates them.
D2 = (
    *(D2_OF_TWO, 1.693, 2.059, 2.326, 2.534, 2.704, 2.847, 2.970, 3.078, 3.173, 3.258, 3.336, 3.407, 3.472),
    *(3.532, 3.588, 3.640, 3.689, 3.735, 3.778, 3.819, 3.858, 3.895, 3.931),
)
D3 = (
    *(0.8525033, 0.8883697, 0.8798108, 0.8640855, 0.8480442, 0.8332108, 0.8198378, 0.8078413, 0.7970584, 0.7873230),
    *(0.7784873, 0.7704257, 0.7630330, 0.7562217, 0.7499188, 0.7440627, 0.7386021, 0.7334929, 0.7286980, 0.7241851),
    *(0.7199267, 0.7158987, 0.7120802, 0.7084528),
)
SIGMAS = 3


class Chart(NamedTuple):
    """Statistic per point, centre line, and standard error per point."""

    statistics: list[float | None]
    centre: float | None
    errors: list[float | None]
    floor: float | None = None
    ceiling: float | None = None


def _known(values: Sequence[float | None]) -> list[float]:
    return [v for v in values if v is not None]


def _scaled(values: Sequence[float | None], scale: Callable[[float], float]) -> list[float | None]:
    return [None if v is None else scale(v) for v in values]


def _shares(table: Rows, base: slice) -> Chart:
    """P chart: pbar = all cases / all sizes."""
    sizes = _known(table.size[base])
    centre = math.fsum(_known(table.total[base])) / math.fsum(sizes) if sizes else None
    if centre is None:
        return Chart(table.y, None, [None] * len(table.y))
    variance = max(0.0, centre * (1 - centre))
    return Chart(table.y, centre, _scaled(table.size, lambda n: math.sqrt(variance / n)), 0, 1)


def _rates(table: Rows, base: slice) -> Chart:
    sizes = _known(table.size[base])
    centre = math.fsum(_known(table.total[base])) / math.fsum(sizes) if sizes else None
    if centre is None:
        return Chart(table.y, None, [None] * len(table.y))
    return Chart(table.y, centre, _scaled(table.size, lambda n: math.sqrt(centre / n)), 0)


def _counts(table: Rows, base: slice) -> Chart:
    centre = mean(_known(table.total[base]))
    return Chart(table.total, centre, [None if centre is None else math.sqrt(centre)] * len(table.y), 0)


def _one(table: Rows, base: slice) -> Chart:
    average = mean(moving_ranges(table.y[base]))
    error = None if average is None else average / D2_OF_TWO
    return Chart(table.y, mean(_known(table.y[base])), [error] * len(table.y))


def _sigma_from_ranges(samples: Sequence[Sequence[float]]) -> float | None:
    return mean([(max(s) - min(s)) / _tabulated(D2, len(s)) for s in samples if len(s) > 1])


def _tabulated(table: tuple[float, ...], size: int) -> float:
    if not 1 < size <= len(table) + 1:
        raise UsageError(
            tr(
                "qcc's table goes up to samples of {number}, and there is one of {size}.",
                number=len(table) + 1,
                size=size,
            ),
            hint=tr("Choose --chart S"),
            code="chart-does-not-fit",
        )
    return table[size - 2]


def _weighted(statistics: Sequence[float | None], sizes: Sequence[int]) -> float | None:
    pairs = [(n, v) for n, v in zip(sizes, statistics, strict=True) if v is not None]
    return math.fsum([n * v for n, v in pairs]) / sum(n for n, _ in pairs) if pairs else None


def _statistics(chart: str, table: Rows, samples: Sequence[Sequence[float]]) -> list[float | None]:
    """What a chart of samples plots."""
    if chart == "R":
        return [max(s) - min(s) if s else None for s in samples]
    return table.spread if chart == "S" else table.y


def _of_samples(
    chart: str, table: Rows, base: slice, samples: Sequence[Sequence[float]], known: KnownLevel | None
) -> Chart:
    """Charts of samples: xbar and R by ranges, S by standard deviations (qcc's UWAVE-R and UWAVE-SD)."""
    sizes = table.observations
    statistics = _statistics(chart, table, samples)
    if chart == "S":
        sigma = mean([s / c4(n) for s, n in zip(table.spread[base], sizes[base], strict=True) if s is not None])
        factors = [math.sqrt(1 - c4(n) ** 2) if n > 1 else None for n in sizes]
    else:
        sigma = _sigma_from_ranges(samples[base])
        if chart == "R":
            factors = [_tabulated(D3, n) if n > 1 else None for n in sizes]
        else:
            factors = [1 / math.sqrt(n) if n else None for n in sizes]
    sigma = sigma if known is None or known.sigma is None else known.sigma
    errors = [None if sigma is None or f is None else sigma * f for f in factors]
    weights = sizes if chart == "xbar" or len(set(sizes)) > 1 else [1] * len(sizes)
    centre = _weighted(statistics[base], weights[base])
    if known is not None and chart == "xbar":
        centre = centre if known.mean is None else known.mean
    elif known is not None and known.sigma is not None:
        expected = [_expected(chart, n) if n > 1 else None for n in sizes]
        level = _weighted(expected[base], weights[base])
        centre = None if level is None else level * known.sigma
    return Chart(statistics, centre, errors, None if chart == "xbar" else 0)


def _expected(chart: str, size: int) -> float:
    """The expected range or standard deviation of ``size`` standard normal observations."""
    return _tabulated(D2, size) if chart == "R" else c4(size)


def _plain_known(name: str, chart: Chart, table: Rows, known: KnownLevel) -> Chart:
    """The chart with what is known in advance in place of what the data gave (qcc's ``center`` and ``std.dev``)."""
    mean_, sigma = known.mean, known.sigma
    if name in ("i", "xbar.one"):
        errors: list[float | None] = chart.errors if sigma is None else [sigma for _ in chart.errors]
        return chart._replace(centre=chart.centre if mean_ is None else mean_, errors=errors)
    if mean_ is None:
        return chart
    variance = max(0.0, mean_ * (1 - mean_)) if name == "p" else mean_
    if name == "c":
        return chart._replace(centre=mean_, errors=[math.sqrt(variance)] * len(chart.errors))
    return chart._replace(centre=mean_, errors=_scaled(table.size, lambda n: math.sqrt(variance / n)))


def _without(table: Rows, out: frozenset[int]) -> Rows:
    """The rows with gaps in place of some."""
    if not out:
        return table
    columns = [[None if at in out else value for at, value in enumerate(column)] for column in table]
    columns[3] = [0 if at in out else count for at, count in enumerate(table.observations)]
    return Rows(*columns)  # type: ignore[arg-type]  # a gap is None in every column but that of the observations


PLAIN = {"p": _shares, "u": _rates, "c": _counts, "xbar.one": _one, "i": _one}
OF_SAMPLES = ("xbar", "R", "S")


def judge(series: Series, options: JudgingOptions) -> tuple[list[Point], list[SeriesSegment], list[Note]]:
    """Points and segments of ``series`` as qcc draws it.

    Raises:
        UsageError: An unknown chart, or samples larger than qcc's tables.
        InvalidData: A denominator that is not above 0.
    """
    table = rows(series)
    out = frozenset(options.exclude)
    counted = _without(table, out)
    points: list[Point] = []
    segments: list[SeriesSegment] = []
    for number, span in enumerate(spans(table.y, options)):
        part, base = counted.part(span.start, span.stop), slice(0, span.baseline_stop - span.start)
        known = level_of(span, options)
        if options.chart in PLAIN:
            chart = PLAIN[options.chart](part, base)
            chart = chart if known is None else _plain_known(options.chart, chart, part, known)
            shown = table.total if options.chart == "c" else table.y
        elif options.chart in OF_SAMPLES and series.samples is not None:
            samples = [() if at in out else series.samples[at] for at in range(span.start, span.stop)]
            chart = _of_samples(options.chart, part, base, samples, known)
            shown = _statistics(options.chart, table, series.samples)
        else:
            names = ", ".join([*PLAIN, *OF_SAMPLES])
            raise UsageError(
                tr("There is no chart «{chart}» in qcc for this series.", chart=options.chart),
                hint=tr("Charts: {names}", names=names),
                near=near_names(options.chart, [*PLAIN, *OF_SAMPLES]),
                code="unknown-word",
            )
        drawn = _points(series.periods[span.start : span.stop], chart, number)
        points += [
            p._replace(value=shown[at], excluded=True) if at in out and shown[at] is not None else p
            for at, p in enumerate(drawn, span.start)
        ]
        level = {(p.lower, p.upper) for p in drawn if p.value is not None}
        lower, upper = level.pop() if len(level) == 1 else (None, None)
        segments.append(SeriesSegment(*span, chart.centre, lower, upper, known=known))
    return points, segments, []


def _points(periods: Sequence[str], chart: Chart, number: int) -> list[Point]:
    found = []
    side = length = 0
    for period, value, error in zip(periods, chart.statistics, chart.errors, strict=True):
        lower = upper = near_lower = near_upper = label = None
        if chart.centre is not None and error is not None:
            bottom = -math.inf if chart.floor is None else chart.floor
            top = math.inf if chart.ceiling is None else chart.ceiling
            lower, upper = max(bottom, chart.centre - SIGMAS * error), min(top, chart.centre + SIGMAS * error)
            near_lower, near_upper = max(bottom, chart.centre - 2 * error), min(top, chart.centre + 2 * error)
        here = 0 if value is None or chart.centre is None else (value > chart.centre) - (value < chart.centre)
        length = length + 1 if here == side else 1
        side = here
        if value is not None and lower is not None and upper is not None and not lower <= value <= upper:
            label = "Above UCL" if value > upper else "Below LCL"
        elif side and length >= RUN:
            label = ONE_SIDE[side]
        found.append(Point(period, value, chart.centre, lower, upper, near_lower, near_upper, label, number))
    return found
