"""From stored values to judged series: one per municipality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.records import Indicator
from kvadmin.api.wording import near_names

from ..indicators.definition import TARGETS, event_problems, missing_codes, period_kind
from ..periods import Period, parse_period
from ..spc import PRESETS, DatedEvent, Judgement, JudgingOptions, KnownLevel, Series, judge, place_series
from ..spc.cut_limits import cut_limits
from ..spc.placement import PlacedSeries
from .value_files import Measurement

#: Charts of figures with a denominator that varies.
_WITH_SIZES = ("p", "pp", "u", "up", "ip")
_WITH_SAMPLES = ("xbar", "s")
CHARTS = ("run", "i", "mr", "p", "pp", "u", "up", "c", "g", "t", "xbar", "s", "ip")
_HUNDRED = 100.0
#: Charts of shares of a denominator.
_OF_SHARES = ("p", "pp")


class ChartChoice(NamedTuple):
    """What was asked for: preset, chart, screening (None: as the preset does), limits cut where figures end."""

    preset: str = "ptd"
    chart: str | None = None
    screen: bool | None = None
    cut: bool = False


class JudgedSeries(NamedTuple):
    """One municipality's series, placed on the calendar, and its judgement."""

    municipality: str
    placed: PlacedSeries
    judgement: Judgement


def check_choice(how: ChartChoice) -> None:
    """Refuse what no preset can do.

    Raises:
        UsageError: An unknown preset or chart, or a chart that the preset does not have.
    """
    if how.preset not in PRESETS:
        raise UsageError(
            tr("there is no preset {preset!r}", preset=how.preset),
            where="--preset",
            hint=tr("one of {presets}", presets=", ".join(PRESETS)),
            near=near_names(how.preset, PRESETS),
            code="unknown-word",
        )
    if how.chart is not None and how.chart not in CHARTS:
        raise UsageError(
            tr("there is no chart {chart!r}", chart=how.chart),
            where="--chart",
            hint=tr("one of {charts}", charts=", ".join(CHARTS)),
            near=near_names(how.chart, CHARTS),
            code="unknown-word",
        )
    if how.chart not in (None, "i") and how.preset.startswith("ptd"):
        raise UsageError(
            tr("the preset {preset} has one chart of its own, no {chart} chart", preset=how.preset, chart=how.chart),
            where="--chart",
            hint=tr("add --preset qicharts2 --chart {chart}", chart=how.chart),
            code="unknown-word",
        )


def judge_series(measurements: Iterable[Measurement], indicator: Indicator, how: ChartChoice) -> list[JudgedSeries]:
    """Every municipality's series, judged, by number.

    Args:
        measurements: Values of the indicator, sorted by municipality.
        indicator: What they are values of.
        how: Preset, chart and screening.

    Raises:
        UsageError: As :func:`check_choice`; denominators or samples that the chart needs are not there.
    """
    check_choice(how)
    missing = {mark for each in missing_codes(indicator) for mark in (*each.marks, str(each.code))}
    return [
        _judge(number, list(rows), indicator, how, missing)
        for number, rows in groupby(measurements, key=lambda each: each.municipality)
    ]


def _judge(
    number: str, rows: Sequence[Measurement], indicator: Indicator, how: ChartChoice, missing: set[str]
) -> JudgedSeries:
    chart = how.chart or "i"
    try:
        placed = _placed(rows, indicator, number, missing, scale=how.preset.startswith("ptd"))
        times = 1.0 if how.preset.startswith("ptd") or placed.series.sizes is None else factor(indicator)
        targets = targets_of(indicator, number, placed.series.periods)
        options = JudgingOptions(
            preset=how.preset,  # type: ignore[arg-type]  # checked
            chart=chart,
            direction=indicator.direction,  # type: ignore[arg-type]  # judged as neutral when it is none of the three
            targets=targets,
            seconds=targets_of(indicator, number, placed.series.periods, second=True),
            screen=how.screen,
            rebase=placed.rebase,
            freeze=placed.freeze,
            exclude=placed.exclude,
            known=[_known(each, times, chart) for each in placed.known],
            multiply=times,
        )
        series = _fitting(placed.series, chart, indicator, number)
        return JudgedSeries(number, placed, _finished(judge(series, options), indicator, how))
    except InvalidData as error:
        raise InvalidData(
            f"{indicator.id}, {number}: {error.message}",
            where=error.where,
            hint=error.hint,
            details=error.details,
            code="open-questions",
        ) from error


def _known(level: KnownLevel, times: float, chart: str) -> KnownLevel:
    """What is known of the figures that the chart computes with, before they are multiplied."""
    mean, sigma = (None if v is None else v / times for v in (level.mean, level.sigma))
    if chart in _OF_SHARES and mean is not None and not 0 <= mean <= 1:
        raise InvalidData(tr("the known mean {mean} is no share of the denominator", mean=f"{level.mean:g}"))
    return KnownLevel(level.at, mean, sigma)


def _finished(judged: Judgement, indicator: Indicator, how: ChartChoice) -> Judgement:
    """Excluded points without their label (qicharts2 itself keeps it), and limits cut when that was asked for."""
    if any(point.excluded and point.label for point in judged.points):
        points = tuple(p._replace(label=None) if p.excluded else p for p in judged.points)
        judged = replace(judged, points=points)
    if not how.cut:
        return judged
    whole = indicator.is_percent or (bool(indicator.denominator) and indicator.per is None)
    plain = judged.chart in ("mr", "s", "R", "S", "c")  # these are no shares, whatever they are made of
    return cut_limits(judged, ceiling=factor(indicator) if whole and not plain else None)


def _fitting(series: Series, chart: str, indicator: Indicator, number: str) -> Series:
    """The series with the denominators or samples that the chart needs; where nothing was observed, with none of them.

    One municipality that has reported nothing but missing marks must not keep the others from being judged.

    Raises:
        UsageError: There are values, and no denominators or samples to them.
    """
    observed = any(value is not None for value in series.values) or bool(series.samples)
    count = len(series.periods)
    if chart in _WITH_SIZES and series.sizes is None:
        if not observed:
            return Series(series.periods, series.values, (None,) * count)
        raise UsageError(
            tr(
                "a {chart} chart needs denominators, and {id} has none for {number}",
                chart=chart,
                id=indicator.id,
                number=number,
            ),
            where="--chart",
            hint=tr("import them in a column `denominator`, or choose --chart i"),
            code="chart-does-not-fit",
        )
    if chart in _WITH_SAMPLES and series.samples is None:
        if not observed:
            return Series(series.periods, series.values, samples=((),) * count)
        raise UsageError(
            tr(
                "a {chart} chart needs several observations per period, and {id} has none for {number}",
                chart=chart,
                id=indicator.id,
                number=number,
            ),
            where="--chart",
            hint=tr("import them in rows of their own, told apart by a column `sample`"),
            code="chart-does-not-fit",
        )
    return series


def factor(indicator: Indicator) -> float:
    """What numerator / denominator is multiplied by: ``per``, or 100 for a percentage."""
    if indicator.per is not None:
        return float(indicator.per)
    return _HUNDRED if indicator.is_percent else 1.0


def _placed(
    rows: Sequence[Measurement], indicator: Indicator, number: str, missing: set[str], *, scale: bool
) -> PlacedSeries:
    """The rows on the calendar; ``scale`` makes figures of numerators and denominators at once."""
    values: dict[Period, float | None] = {}
    sizes: dict[Period, float | None] = {}
    samples: dict[Period, list[float]] = {}
    for row in rows:
        value = None if row.value in missing else float(row.value)
        size = float(row.denominator) if row.denominator else None
        values[row.period], sizes[row.period] = value, size
        if row.sample and value is not None:
            samples.setdefault(row.period, []).append(value)
    with_sizes = any(size is not None for size in sizes.values())
    if with_sizes and scale:
        times = factor(indicator)
        values = {p: _ratio(v, sizes[p], times) for p, v in values.items()}
    placed = place_series(
        values, sizes=sizes if with_sizes and not scale else None, events=events_of(indicator, number)
    )
    if not samples:
        return placed
    names = {str(period): tuple(found) for period, found in samples.items()}
    series = Series(
        placed.series.periods,
        placed.series.values,
        samples=tuple(names.get(period, ()) for period in placed.series.periods),
    )
    return replace(placed, series=series)


def _ratio(value: float | None, size: float | None, times: float) -> float | None:
    return None if value is None or size is None else value / size * times


def events_of(indicator: Indicator, municipality: str) -> list[DatedEvent]:
    """The events of one municipality's series; targets are none of them.

    Raises:
        InvalidData: An event that cannot be.
    """
    found = []
    for event in indicator.events:
        if event.municipality not in (None, "", municipality):
            continue
        for _, text, hint in event_problems(indicator, event):
            raise InvalidData(f"{indicator.id}: {text}", where="indicators.yaml", hint=hint, code="open-questions")
        if event.kind in TARGETS:
            continue
        known = (None if figure is None else float(figure) for figure in (event.mean, event.sigma))
        at = parse_period(event.at, period_kind(indicator))
        found.append(DatedEvent(event.kind, at, event.why, *known))  # type: ignore[arg-type]  # checked
    return found


def targets_of(
    indicator: Indicator, municipality: str, periods: Sequence[str], *, second: bool = False
) -> tuple[float | None, ...]:
    """The target, or the second one, at each period; empty when there is none at any.

    The indicator's own target holds until the first dated one. From its first own target on, a municipality follows
    its own and no longer those for all.
    """
    kind = TARGETS[second]
    dated = sorted(
        (
            (parse_period(each.at, period_kind(indicator)), each)
            for each in indicator.events
            if each.kind == kind and each.municipality in (None, "", municipality)
        ),
        key=lambda pair: (bool(pair[1].municipality), pair[0]),
    )
    standing = None if second else indicator.target
    if not dated:
        return (float(standing),) * len(periods) if standing is not None else ()
    found = []
    for name in periods:
        period = parse_period(name)
        held = next((each.value for at, each in reversed(dated) if at <= period), standing)
        found.append(None if held is None else float(held))
    return tuple(found) if any(value is not None for value in found) else ()
