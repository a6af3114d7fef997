"""The preset ``qicharts2``: Shewhart's 3-sigma rule and the Anhøj rules on the package's charts."""

from __future__ import annotations

from kvadmin.api import UsageError, tr
from kvadmin.api.wording import near_names

from . import anhoej
from .qic_charts import CHARTS, ChartTask, Lines
from .segments import Span, level_of, spans
from .subgroups import Rows, rows
from .types import JudgingOptions, Note, Point, Runs, Series, SeriesSegment

#: Charts that need a denominator, and charts that need several observations per period.
WITH_SIZES = frozenset({"p", "pp", "u", "up"})
WITH_SAMPLES = frozenset({"xbar", "s"})
#: Charts of how much values differ.
OF_SPREAD = frozenset({"mr", "s"})


def judge(series: Series, options: JudgingOptions) -> tuple[list[Point], list[SeriesSegment], list[Note]]:
    """Points, segments and notes of ``series`` as qicharts2 draws it.

    Raises:
        UsageError: An unknown chart, or one that the series has no denominators or samples for.
        InvalidData: A value that the chart cannot show.
    """
    _check(series, options)
    table = rows(series)
    points: list[Point] = []
    segments: list[SeriesSegment] = []
    notes: list[Note] = []
    for number, span in enumerate(spans(table.y, options)):
        part, runs, joined = _segment(table, span, options, number, series.periods)
        points += part
        level = {(p.lower, p.upper) for p in part if p.value is not None}
        lower, upper = level.pop() if len(level) == 1 else (None, None)
        centre = next((p.centre for p in part), None)
        segments.append(SeriesSegment(*span, centre, lower, upper, runs, level_of(span, options)))
        if runs.signal:
            figures = (runs.longest or 0, runs.longest_max or 0, runs.crossings or 0, runs.crossings_min or 0)
            notes.append(Note("runs-signal", series.periods[span.start], figures))
        if joined[:-1] != runs[:-1] and options.chart != "mr":
            closed = (joined.longest or 0, joined.crossings or 0, joined.crossings_min or 0)
            notes.append(Note("runs-at-gaps", series.periods[span.start], closed))
    return points, segments, notes


def _check(series: Series, options: JudgingOptions) -> None:
    if options.chart not in CHARTS:
        raise UsageError(
            tr("There is no chart «{chart}» in qicharts2.", chart=options.chart),
            hint=tr("Charts: {charts}", charts=", ".join(CHARTS)),
            near=near_names(options.chart, list(CHARTS)),
            code="unknown-word",
        )
    if options.chart in WITH_SIZES and series.sizes is None:
        raise UsageError(
            tr("A {chart} chart needs a denominator for every value.", chart=options.chart),
            hint=tr("Import the measurements with a column `denominator`, or choose --chart i"),
            code="chart-does-not-fit",
        )
    if options.chart in WITH_SAMPLES and series.samples is None:
        raise UsageError(
            tr("A chart of type {chart} needs several observations in each period.", chart=options.chart),
            hint=tr("Choose --chart i"),
            code="chart-does-not-fit",
        )


def _segment(
    table: Rows, span: Span, options: JudgingOptions, number: int, periods: tuple[str, ...]
) -> tuple[list[Point], Runs, Runs]:
    """The points of one segment, its runs, and its runs as the package counts them over gaps."""
    excluded = {p - span.start for p in options.exclude}
    part = table.part(span.start, span.stop)
    base = [i for i in range(span.baseline_stop - span.start) if i not in excluded]
    screen = True if options.screen is None else options.screen
    known = level_of(span, options)
    centre, sigma = options.centre, None
    if known is not None:
        # The centre line of ranges and of spreads follows from sigma; that of everything else is the mean.
        centre = None if options.chart in OF_SPREAD else known.mean
        sigma = known.sigma
    y, lines = CHARTS[options.chart](ChartTask(part, base, screen, centre, sigma))
    included = [i for i in range(span.stop - span.start) if i not in excluded]
    # A period that was observed but has no statistic (the first moving range, the spread of a single value) is
    # not counted; only a period without any observation is a gap.
    counted = [i for i in included if y[i] is not None or part.y[i] is None]
    values, centres = [y[i] for i in counted], [lines[i].centre for i in counted]
    runs, joined = (
        count(values, centres)._replace(observed=len(included)) for count in (anhoej.analyse, anhoej.joined)
    )
    if options.chart == "mr":
        runs = runs._replace(signal=False)
    points = [
        _point(period, value, line, options.multiply, number)
        for period, value, line in zip(periods[span.start : span.stop], y, lines, strict=True)
    ]
    points = [p._replace(excluded=True) if at in excluded and p.value is not None else p for at, p in enumerate(points)]
    return points, runs, joined


def _point(period: str, value: float | None, lines: Lines, multiply: float, number: int) -> Point:
    if multiply != 1:
        value = None if value is None else value * multiply
        lines = Lines(*(None if v is None else v * multiply for v in lines))
    label = None
    if value is not None and lines.lower is not None and lines.upper is not None:
        label = "Above UCL" if value > lines.upper else "Below LCL" if value < lines.lower else None
    return Point(period, value, *lines, label, number)
