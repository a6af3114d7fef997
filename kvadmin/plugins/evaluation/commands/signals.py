"""``evaluation signals``: every series of an indicator, judged."""

from __future__ import annotations

import sys
from decimal import Decimal

import typer

from kvadmin.api import joined, session, tr
from kvadmin.api.records import Indicator, MunicipalityOutline
from kvadmin.api.reports import Column, Report, Table, table_of

from ..charts.sparkline import signal_marks, sparkline
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from ..measurements.annotations import annotations_of
from ..measurements.judged_series import ChartChoice, JudgedSeries, judge_series
from ..spc import judgement_json
from ..spc.interpretation import last_observed
from ..spc.note_words import shown_note
from ..spc.types import Point
from .arguments import (
    ChartOption,
    CutOption,
    IndicatorArgument,
    MunicipalityOption,
    PresetOption,
    ScreenOption,
    screening,
    values_of,
)


def signals(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    municipality: MunicipalityOption = None,
    preset: PresetOption = "ptd",
    chart: ChartOption = None,
    screen_mr: ScreenOption = None,
    cut_limits: CutOption = False,
) -> None:
    """Judge series: limits, signals, what they mean and whether the target will be met.

    Example: kvadmin evaluation signals sykefravaer --preset ptd
    """
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    how = ChartChoice(preset, chart, screening(screen_mr), cut_limits)
    series = judge_series(values_of(run, found, municipality), found, how)
    data = {
        "schema": 1,
        "series": [
            {
                **judgement_json(each.judgement, indicator=found.id, municipality=each.municipality),
                "annotations": [one.as_json for one in annotations_of(run, found, each.municipality)],
            }
            for each in series
        ],
    }
    names = {each.number: each.name for each in run.data.outlines(MunicipalityOutline)}
    tables = [_heard(series, found, names) if run.accessible else _overview(series, found, names)]
    if len(series) == 1:
        tables.append(_points(series[0]))
    run.show(Report(data, tuple(tables)))


def _overview(series: list[JudgedSeries], indicator: Indicator, names: dict[str, str]) -> Table:
    plain = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    columns = (
        *_whose(names),
        Column("line", "Series", rank=2, get=lambda each: sparkline(each.judgement, ascii_only=plain)),
        Column("marks", "Signals", rank=1, get=lambda each: signal_marks(each.judgement).replace(" ", ".")),
        *_JUDGED,
    )
    notes = (tr("^ signal upwards, v downwards, | a new baseline begins"),)
    return table_of(_title(series, indicator), columns, series, notes)


def _heard(series: list[JudgedSeries], indicator: Indicator, names: dict[str, str]) -> Table:
    """The same for who listens to the screen: the signals in words, and no line of bars."""
    columns = (*_whose(names), Column("marks", "Signals", get=_signals_in_words), *_JUDGED)
    return table_of(_title(series, indicator), columns, series)


def _signals_in_words(each: JudgedSeries) -> str:
    said = [f"{point.period} {tr(point.label)}" for point in each.judgement.points if point.label]
    return ", ".join(said) or tr("none")


def _whose(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("municipality", "No."),
        Column("name", "Name", get=lambda each: names.get(each.municipality, "")),
    )


def _title(series: list[JudgedSeries], indicator: Indicator) -> str:
    judged = series[0].judgement
    return tr("{id} ({preset}, {chart} chart)", id=indicator.id, preset=judged.preset, chart=judged.chart)


def _last(each: JudgedSeries, field: str) -> Decimal | None:
    """A figure of the last point with a value: the limits are those of the last segment."""
    last = last_observed(each.judgement.points)
    return None if last is None else _shown(getattr(last, field))


def _notes(each: JudgedSeries) -> str:
    return joined("; ", map(shown_note, each.judgement.notes))


_JUDGED = (
    Column("last", "Last", "decimal", get=lambda each: _last(each, "value")),
    Column("mean", "Mean", "decimal", rank=1, get=lambda each: _last(each, "centre")),
    Column("lower", "Lower", "decimal", rank=2, get=lambda each: _last(each, "lower")),
    Column("upper", "Upper", "decimal", rank=2, get=lambda each: _last(each, "upper")),
    Column("variation", "Variation", get=lambda each: (each.judgement.variation or "").replace("_", " ")),
    Column("assurance", "Target", get=lambda each: (each.judgement.assurance or "").replace("_", " ")),
    Column("notes", "Notes", rank=3, get=_notes),
)


def _signal(point: Point) -> str | None:
    return "left out" if point.excluded else point.label


_POINTS = (
    Column("period", "Period"),
    Column("value", "Value", "decimal", get=lambda point: _shown(point.value)),
    Column("mean", "Mean", "decimal", rank=1, get=lambda point: _shown(point.centre)),
    Column("lower", "Lower", "decimal", get=lambda point: _shown(point.lower)),
    Column("upper", "Upper", "decimal", get=lambda point: _shown(point.upper)),
    Column("label", "Signal", get=_signal, show=lambda label: tr(label) if label else None),
)


def _points(each: JudgedSeries) -> Table:
    title = tr("{municipality}, period by period", municipality=each.municipality)
    return table_of(title, _POINTS, each.judgement.points)


def _shown(value: float | None) -> Decimal | None:
    """Seven significant digits, more than any chart can show."""
    return None if value is None else Decimal(f"{value:.7g}")
