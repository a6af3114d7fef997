"""``evaluation list``: the stored values, or who has not reported for a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from kvadmin.api import Session, Snapshot, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Indicator, MunicipalityOutline
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import municipality_key

from ..indicators.definition import period_kind
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from ..measurements.reporting_gaps import expected_reporters, missing_reporters
from ..measurements.value_files import missing_marks, read_values
from ..periods import Period, parse_period
from .arguments import indicators_there


def list_values(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="Id; else all indicators.", autocompletion=indicators_there),
    ] = None,
    municipality: Annotated[str | None, typer.Option("--municipality", metavar="N", help="Only this one.")] = None,
    cohort: Annotated[str | None, typer.Option("--cohort", metavar="C", help="Only members of this cohort.")] = None,
    not_reported: Annotated[
        str | None, typer.Option("--missing", metavar="PERIOD", help="Who has no value for this period.")
    ] = None,
) -> None:
    """List the stored values, or with --missing which members have not reported for a period.

    Example: kvadmin evaluation list sykefravaer --missing 2008-Q1
    """
    run = session(ctx)
    indicators = [find_indicator(all_indicators(run), indicator)] if indicator else all_indicators(run)
    members = run.data.get(Cohort, cohort) if cohort else None
    if not_reported is not None:
        _show_missing(run, indicators, not_reported, members)
        return
    number = find_municipality(run.data, municipality).number if municipality else None
    inside = {each.municipality for each in members.memberships} if members else None
    _show_values(run, indicators, number, inside)


def _value_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("indicator", "Indicator"),
        Column("municipality", "No."),
        Column("name", "Name", rank=1, get=lambda row: names.get(row["municipality"], "")),
        Column("period", "Period"),
        Column("value", "Value", "decimal"),
        Column("denominator", "Denominator", "decimal", rank=2),
        Column("sample"),
    )


def _show_values(run: Session, indicators: list[Indicator], number: str | None, inside: set[str] | None) -> None:
    rows = [
        {
            "indicator": indicator.id,
            "municipality": each.municipality,
            "period": str(each.period),
            "value": each.value,
            "denominator": each.denominator or None,
            "sample": each.sample or None,
        }
        for indicator in indicators
        for each in read_values(run.data, indicator)
        if number in (None, each.municipality) and (inside is None or each.municipality in inside)
    ]
    columns = _value_columns({each.number: each.name for each in run.data.outlines(MunicipalityOutline)})
    counted = tr("{number} values", number=len(rows))
    run.show(listing("values", columns, rows, title=tr("Values"), notes=(counted,), empty=tr("No values.")))


_MISSING_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("period", "Period", rank=1),
    Column("municipality", "No."),
    Column("name", "Name"),
    Column("groups", "Groups", rank=2),
    Column("mark", "Reported as"),
)


def _show_missing(run: Session, indicators: list[Indicator], text: str, cohort: Cohort | None) -> None:
    cohorts = [cohort] if cohort else run.data.all(Cohort)
    rows: list[dict[str, Any]] = []
    periods: set[str] = set()
    for indicator in indicators:
        period = _period_of(text, indicator, alone=len(indicators) == 1)
        if period is None:
            continue
        periods.add(str(period))
        rows += _of(run.data, indicator, period, cohorts, run.today)
    note = tr("{number} values missing", number=len(rows)) if rows else tr("everybody has reported")
    title = tr("Not reported for {period}", period=text)
    asked = min(periods) if len(periods) == 1 else text
    run.show(listing("missing", _MISSING_COLUMNS, rows, title=title, notes=(note,), period=asked))


def _period_of(text: str, indicator: Indicator, *, alone: bool) -> Period | None:
    """The period, or None when the indicator is measured by another kind and was not named."""
    if not alone and parse_period(text, where="--missing").kind != period_kind(indicator):
        return None
    return parse_period(text, period_kind(indicator), where="--missing")


def _of(
    data: Snapshot, indicator: Indicator, period: Period, cohorts: list[Cohort], today: date
) -> list[dict[str, Any]]:
    names = {each.number: each for each in data.outlines(MunicipalityOutline)}
    wanted = expected_reporters(cohorts, period, min(today, period.last_day))
    marks = missing_marks(indicator)
    found = missing_reporters(read_values(data, indicator), wanted, period, marks)
    order = sorted(found, key=lambda number: (municipality_key(names[number].name) if number in names else (), number))
    return [
        {
            "indicator": indicator.id,
            "period": str(period),
            "municipality": number,
            "name": names[number].name if number in names else "",
            "groups": wanted[number],
            "mark": found[number],
        }
        for number in order
    ]
