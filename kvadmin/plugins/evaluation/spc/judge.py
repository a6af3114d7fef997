"""One way in: a series and options in, a judgement out, whatever the preset."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.wording import near_names

from . import interpretation as outcome
from . import ptd, qcc, qic
from .segments import event_notes, level_of, spans
from .subgroups import rows
from .types import PRESETS, Judgement, JudgingOptions, Note, Point, Series, SeriesSegment


def judge(series: Series, options: JudgingOptions) -> Judgement:
    """Judge ``series`` as ``options`` say.

    Raises:
        UsageError: An unknown preset or chart, or a chart that the series has no denominators or samples for.
        InvalidData: A figure that is not finite, a denominator or a time between events that is not above 0.
    """
    _check(series, options)
    if options.preset == "qicharts2":
        points, segments, extra = qic.judge(series, options)
        return conclude(series, options, points, segments, extra, chart=options.chart)
    if options.preset == "qcc":
        points, segments, extra = qcc.judge(series, options)
        return conclude(series, options, points, segments, extra, chart=options.chart)
    points, segments = _ptd(series, options)
    return conclude(series, options, points, segments, [], chart="xmr")


def _check(series: Series, options: JudgingOptions) -> None:
    if options.preset not in PRESETS:
        raise UsageError(
            tr("There is no preset «{preset}».", preset=options.preset),
            hint=tr("Presets: {presets}", presets=", ".join(PRESETS)),
            near=near_names(options.preset, PRESETS),
            code="unknown-word",
        )
    for period, value in zip(series.periods, series.values, strict=False):
        if value is not None and not math.isfinite(value):
            raise InvalidData(
                tr("The value of {period} is not a number.", period=period), where=period, code="bad-value"
            )


def _ptd(series: Series, options: JudgingOptions) -> tuple[list[Point], list[SeriesSegment]]:
    """NHSRplotthedots' chart; see :mod:`.ptd`. With sizes, the ratio is judged."""
    screen = options.preset == "ptd" if options.screen is None else options.screen
    values = series.values if series.sizes is None and series.samples is None else tuple(rows(series).y)
    points: list[Point] = []
    segments = []
    out = frozenset(options.exclude)
    counted = tuple(None if at in out else value for at, value in enumerate(values))
    for number, span in enumerate(spans(values, options)):
        part, known = counted[span.start : span.stop], level_of(span, options)
        lines = ptd.limits(part[: span.baseline_stop - span.start], screen=screen, known=known)
        for at, label in enumerate(ptd.labels(part, lines), span.start):
            excluded = at in out and values[at] is not None
            points.append(Point(series.periods[at], values[at], *lines, label, number, excluded))
        segments.append(SeriesSegment(*span, lines.centre, lines.lower, lines.upper, known=known))
    return points, segments


def conclude(
    series: Series,
    options: JudgingOptions,
    points: Sequence[Point],
    segments: Sequence[SeriesSegment],
    extra: Sequence[Note],
    *,
    chart: str,
) -> Judgement:
    """Add icons and notes to judged points."""
    last = outcome.last_observed(points)
    target = options.target
    if options.targets:
        target = options.targets[points.index(last) if last else -1]
    targets = tuple(options.targets) or ((target,) * len(points) if target is not None else ())
    side = _side(last, segments)
    found: list[Note] = outcome.notes(points, segments, with_limits=chart != "run")
    found += event_notes(series.periods, [p.value for p in points], options)
    found += outcome.notes_of_extras(points, segments, options.preset, chart)
    found += extra
    return Judgement(
        preset=options.preset,
        chart=chart,
        direction=options.direction,
        target=target,
        segments=tuple(segments),
        points=tuple(points),
        variation=outcome.variation(side, options.direction) if last else None,
        side=side,
        assurance=outcome.assurance(target, options.direction, last),
        notes=tuple(found),
        targets=targets,
        seconds=tuple(options.seconds),
    )


def _side(last: Point | None, segments: Sequence[SeriesSegment]) -> str | None:
    """Which way the last point's own signal, or else the runs signal of its segment, points."""
    if last is None or last.label is not None:
        return outcome.label_side(last.label) if last else None
    runs = segments[last.segment].runs
    if runs is None or not runs.signal or last.value is None or last.centre is None or last.value == last.centre:
        return None
    return "high" if last.value > last.centre else "low"
