"""``evaluation signals``: every series of an indicator, judged."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UnknownName, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Indicator, Municipality
from kvadmin.api.reports import Column, Report, Table

from ..charts import signal_marks, sparkline
from ..indicators.catalogue import all_indicators, find_indicator
from ..measurements.judged_series import ChartChoice, JudgedSeries, judge_series
from ..measurements.value_files import Measurement, read_values
from ..spc import judgement_json
from ..spc.note_words import note_text

IndicatorArgument = Annotated[str, typer.Argument(metavar="INDICATOR", help="Id of the indicator.")]
MunicipalityOption = Annotated[
    str | None, typer.Option("--municipality", metavar="N", help="Only this one, by number or name.")
]
PresetOption = Annotated[str, typer.Option("--preset", metavar="ptd|ptd-unscreened|qicharts2|qcc", help="Whose rules.")]
ChartOption = Annotated[
    str | None,
    typer.Option("--chart", metavar="run|i|mr|p|pp|u|up|c|g|t|xbar|s", help="Chart of qicharts2 (i when not given)."),
]
ScreenOption = Annotated[
    str | None,
    typer.Option("--screen-mr", metavar="yes|no", help="Leave large moving ranges out."),
]


def signals(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    municipality: MunicipalityOption = None,
    preset: PresetOption = "ptd",
    chart: ChartOption = None,
    screen_mr: ScreenOption = None,
) -> None:
    """Judge series: limits, signals, what they mean and whether the target will be met.

    Example: kvadmin evaluation signals sykefravaer --preset ptd
    """
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    series = judge_series(values_of(run, found, municipality), found, ChartChoice(preset, chart, screening(screen_mr)))
    data = {
        "schema": 1,
        "series": [
            judgement_json(each.judgement, indicator=found.id, municipality=each.municipality) for each in series
        ],
    }
    names = {each.number: each.name for each in run.data.all(Municipality)}
    tables = [_overview(series, found, names)]
    if len(series) == 1:
        tables.append(_points(series[0]))
    run.show(Report(data, tuple(tables)))


def screening(text: str | None) -> bool | None:
    """``yes`` and ``no`` as truth; nothing as the preset does it.

    Raises:
        UsageError: Neither.
    """
    from kvadmin.api import UsageError

    if text is None:
        return None
    if text not in ("yes", "no"):
        raise UsageError(tr("{text!r} is neither yes nor no", text=text), where="--screen-mr")
    return text == "yes"


def values_of(run: Session, indicator: Indicator, municipality: str | None) -> list[Measurement]:
    """The values to judge.

    Raises:
        UnknownName: Nothing is stored, or nothing of that municipality.
    """
    values = read_values(run.data, indicator)
    hint = tr("kvadmin evaluation import FILE")
    if municipality is not None:
        number = _number(run, municipality, values)
        values = [each for each in values if each.municipality == number]
        if not values:
            raise UnknownName(
                tr("{id} has no values of {number}", id=indicator.id, number=number), where="--municipality", hint=hint
            )
    if not values:
        raise UnknownName(tr("{id} has no values yet", id=indicator.id), hint=hint)
    return values


def _number(run: Session, text: str, values: list[Measurement]) -> str:
    """The municipality that is meant; a number that has values need not be in the register."""
    if any(each.municipality == text for each in values):
        return text
    return find_municipality(run.data, text, run.today).number


def _overview(series: list[JudgedSeries], indicator: Indicator, names: dict[str, str]) -> Table:
    plain = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    columns = (
        Column("municipality", "No."),
        Column("name", "Name"),
        Column("line", "Series"),
        Column("marks", "Signals"),
        Column("last", "Last"),
        Column("mean", "Mean"),
        Column("limits", "Limits"),
        Column("variation", "Variation"),
        Column("assurance", "Target"),
        Column("notes", "Notes"),
    )
    rows = tuple(
        (
            each.municipality,
            names.get(each.municipality, ""),
            sparkline(each.judgement, ascii_only=plain),
            signal_marks(each.judgement).replace(" ", "."),
            *_figures(each),
            (each.judgement.variation or "").replace("_", " "),
            (each.judgement.assurance or "").replace("_", " "),
            "; ".join(note_text(note, "en") for note in each.judgement.notes),
        )
        for each in series
    )
    title = tr(
        "{id} ({preset}, {chart} chart)",
        id=indicator.id,
        preset=series[0].judgement.preset,
        chart=series[0].judgement.chart,
    )
    notes = (tr("^ signal upwards, v downwards, | a new baseline begins"),)
    return Table(title, columns, rows, notes)


def _figures(each: JudgedSeries) -> tuple[str, str, str]:
    """Last value, mean and limits of the last segment."""
    known = [point for point in each.judgement.points if point.value is not None]
    last = known[-1] if known else None
    if last is None:
        return "", "", ""
    return _text(last.value), _text(last.centre), f"{_text(last.lower)} – {_text(last.upper)}"


def _points(each: JudgedSeries) -> Table:
    columns = (
        Column("period", "Period"),
        Column("value", "Value"),
        Column("mean", "Mean"),
        Column("lower", "Lower"),
        Column("upper", "Upper"),
        Column("label", "Signal"),
    )
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (p.period, _text(p.value), _text(p.centre), _text(p.lower), _text(p.upper), p.label)
        for p in each.judgement.points
    )
    return Table(tr("{municipality}, period by period", municipality=each.municipality), columns, rows)


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.7g}"
