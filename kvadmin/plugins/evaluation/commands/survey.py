"""``evaluation survey``: what users answered, with its uncertainty and without what any few of them said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.records import Cohort, Indicator, MunicipalityOutline
from kvadmin.api.reports import Column, Report, Table, table_of
from kvadmin.api.wording import municipality_key, near_names

from ..charts.chart_words import chart_word, period_text
from ..charts.survey_chart import SurveyCaption, SurveyRow, survey_svg
from ..indicators.definition import indicator_label, period_kind
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from ..measurements.judged_series import targets_of
from ..measurements.survey_values import survey_answers
from ..measurements.value_files import read_values
from ..periods import Period, parse_period
from ..surveys.said import Said, said, together
from ..surveys.scale import SurveyScale, scale_of
from ..surveys.shown import ShownAnswers, shown
from .arguments import CohortOption, IndicatorArgument
from .picture_files import numbered, picture_language, write_pictures


class _Row(NamedTuple):
    """One municipality in one period."""

    municipality: str
    period: Period
    shown: ShownAnswers
    said: Said


def survey(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD|all", help="Else the last one with answers.")
    ] = None,
    cohort: CohortOption = None,
    least: Annotated[int, typer.Option("--least", metavar="N", help="Counts below N are hidden; 1 hides none.")] = 5,
    whole: Annotated[
        bool, typer.Option("--whole", help="Those invited are everybody: intervals narrow with the response rate.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR|FILE", help="Draw it as well: folder, .svg or .png.")
    ] = None,
    as_png: Annotated[bool, typer.Option("--png", help="PNG instead of SVG (into a folder).")] = False,
    language: Annotated[str | None, typer.Option("--language", metavar="nb|nn|en", help="Of the picture.")] = None,
) -> None:
    """Show a survey: answers, response rate, top box and mean with their intervals; small counts are hidden.

    Example: kvadmin evaluation indicators add brukere --direction increase --period year --scale 1-6 --top 5-6 && kvadmin evaluation import brukere.csv --indicator brukere && kvadmin evaluation survey brukere --period 2007
    """  # noqa: E501 - an example is one line
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    scale = scale_of(found)
    if scale is None:
        raise UsageError(
            tr("{id} is no survey", id=found.id),
            where="INDICATOR",
            hint=tr("a survey has a scale: kvadmin evaluation indicators set {id} --scale 1-6 --top 5-6", id=found.id),
            code="chart-does-not-fit",
        )
    if least < 1:
        raise UsageError(tr("--least is at least 1"), where="--least", code="bad-value")
    rows = _rows(run, found, scale, cohort, least=least, whole=whole)
    names = {each.number: each.name for each in run.data.outlines(MunicipalityOutline)}
    chosen = _chosen(found, rows, period)
    chosen.sort(key=lambda row: (row.period, municipality_key(names.get(row.municipality, "")), row.municipality))
    periods = sorted({row.period for row in chosen})
    sums = [(each, together([row.shown for row in chosen if row.period == each])) for each in periods]
    totals = [_Row("", each, total, said(total, scale)) for each, total in sums]
    if out is not None:
        spoken = picture_language(run, language)
        pictures = _pictures(found, scale, (chosen, totals), names, spoken, cohort or "", least=least, whole=whole)
        write_pictures(run, out, as_png, pictures)
        return
    data = {
        "schema": 1,
        "indicator": found.id,
        "scale": {"low": scale.low, "high": scale.high, "top_low": scale.top_low, "top_high": scale.top_high},
        "least": least,
        "whole": whole,
        "rows": [{"municipality": row.municipality, **_json(row)} for row in chosen],
        "totals": [_json(row) for row in totals],
    }
    run.show(Report(data, (_table(found, chosen, totals, names, least=least, whole=whole),)))


def _rows(
    run: Session, indicator: Indicator, scale: SurveyScale, cohort: str | None, *, least: int, whole: bool
) -> list[_Row]:
    inside = {each.municipality for each in run.data.get(Cohort, cohort).memberships} if cohort else None
    found = []
    for each, answers in survey_answers(indicator, read_values(run.data, indicator)):
        if inside is None or each.municipality in inside:
            visible = shown(answers, scale, least)
            found.append(_Row(each.municipality, each.period, visible, said(visible, scale, whole=whole)))
    if not found:
        raise UnknownName(
            tr("{id} has no answers yet", id=indicator.id),
            where="--cohort" if cohort else None,
            hint=tr("kvadmin evaluation import FILE"),
            code="unknown-indicator",
        )
    return found


def _chosen(indicator: Indicator, rows: Sequence[_Row], period: str | None) -> list[_Row]:
    if period == "all":
        return list(rows)
    wanted = max(row.period for row in rows)
    if period is not None:
        wanted = parse_period(period, period_kind(indicator), where="--period")
    found = [row for row in rows if row.period == wanted]
    if not found:
        known = sorted({str(row.period) for row in rows})
        raise UnknownName(
            tr("{id} has no answers of {period}", id=indicator.id, period=wanted),
            where="--period",
            hint=tr("there are: {known}", known=", ".join(known)),
            near=near_names(str(wanted), known),
            code="unknown-value",
        )
    return found


def _json(row: _Row) -> dict[str, Any]:
    visible, told = row.shown, row.said
    return {
        "period": str(row.period),
        "invited": visible.invited,
        "answers": visible.answers,
        "response_rate": told.rate,
        "top": visible.top,
        "top_share": told.share,
        "top_low": told.share_low,
        "top_high": told.share_high,
        "mean": None if visible.mean is None else float(visible.mean),
        "sd": None if visible.sd is None else float(visible.sd),
        "mean_low": told.mean_low,
        "mean_high": told.mean_high,
        "hidden": list(visible.hidden),
    }


def _table(
    indicator: Indicator, rows: list[_Row], totals: list[_Row], names: dict[str, str], *, least: int, whole: bool
) -> Table:
    several = len(totals) > 1
    names = {"": tr("All shown"), **names}
    columns = (
        Column("municipality", "No.", get=lambda row: row.municipality),
        Column(
            "name", "Name", get=lambda row: names.get(row.municipality, "") if row.municipality else tr("All shown")
        ),
        *([Column("period", "Period", get=lambda row: str(row.period))] if several else []),
        Column("invited", "Asked", "int", rank=2, get=lambda row: _cell(row, "invited")),
        Column("answers", "Answers", "int", get=lambda row: _cell(row, "answers")),
        Column("rate", "Rate %", rank=2, get=lambda row: _short(row.said.rate)),
        Column("share", "Top %", get=lambda row: _hidden(row, "top") or _short(row.said.share)),
        Column("ends", "95 %", rank=1, get=lambda row: _ends(row.said.share_low, row.said.share_high)),
        Column("mean", "Mean", get=lambda row: _hidden(row, "mean") or _short(row.shown.mean, 2)),
        Column("mean_ends", "95 %", rank=1, get=lambda row: _ends(row.said.mean_low, row.said.mean_high, 2)),
    )
    notes = [tr("* hidden: counts below {least}, and what would give them away", least=least)] if least > 1 else []
    if any("answers" in row.shown.hidden for row in rows):
        notes.append(tr("the last line sums up what is shown, and nothing else"))
    if whole:
        notes.append(tr("those invited are everybody: the intervals are corrected for how many of them answered"))
    title = tr("{id} {period}", id=indicator.id, period=", ".join(str(row.period) for row in totals))
    return table_of(title, columns, [*rows, *totals], notes)


def _cell(row: _Row, name: str) -> Any:
    return _hidden(row, name) or getattr(row.shown, name)


def _hidden(row: _Row, name: str) -> str:
    return "*" if name in row.shown.hidden else ""


def _short(value: Any, decimals: int = 1) -> str:
    return "" if value is None else f"{value:.{decimals}f}"


def _ends(low: float | None, high: float | None, decimals: int = 1) -> str:
    return "" if low is None or high is None else f"{low:.{decimals}f}\u2013{high:.{decimals}f}"


def _pictures(
    indicator: Indicator,
    scale: SurveyScale,
    rows: tuple[list[_Row], list[_Row]],
    names: dict[str, str],
    language: Any,
    cohort: str,
    *,
    least: int,
    whole: bool,
) -> Any:
    """A picture for each period, in pages."""
    chosen, totals = rows
    notes = [chart_word("survey_intervals", language)]
    notes += [chart_word("survey_whole", language)] if whole else []
    notes += [chart_word("survey_least", language, least=least)] if least > 1 else []
    for total in totals:
        here = [
            SurveyRow(f"{row.municipality} {names.get(row.municipality, '')}".strip(), row.shown, row.said)
            for row in chosen
            if row.period == total.period
        ]
        here.append(SurveyRow(chart_word("survey_total", language), total.shown, total.said))
        held = targets_of(indicator, "", [str(total.period)])
        when = period_text(str(total.period), language)
        subtitle = ", ".join(filter(None, (when, cohort)))
        caption = SurveyCaption(
            indicator_label(indicator, language), subtitle, language, held[0] if held else None, notes
        )
        yield from numbered(f"{indicator.id}-{total.period}", survey_svg(here, scale, caption))
