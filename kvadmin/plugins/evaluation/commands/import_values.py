"""``evaluation import``: figures from a workbook or csv; all of them, or none."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, Transaction, UnknownName, session, tr
from kvadmin.api.imports import read_file
from kvadmin.api.records import Indicator, Municipality, Programme
from kvadmin.api.reports import Column, Report, Table

from ..indicators.catalogue import all_indicators, find_indicator, put_indicator, stored_indicators
from ..measurements import value_files as measurements
from ..measurements.figure_import import FigureImport, FigureImporter, FigureOutcome
from ..measurements.register_by_period import RegisterByPeriod
from ..measurements.sheet_layout import read_layout


def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="xlsx or csv, long or wide.")],
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="ID", help="The indicator of a file that names none.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let other figures take the place of those that are stored.")
    ] = False,
) -> None:
    """Import figures and say what happened to each row; if one cannot be right, nothing is written (exit 3).

    Example: kvadmin evaluation import incoming/sykefravaer-2008.csv
    """
    run = session(ctx)
    indicators = all_indicators(run)
    only = find_indicator(indicators, indicator) if indicator else None
    layout = read_layout(read_file(file))
    for sheet, name in dict.fromkeys(layout.unknown):
        run.warn(
            tr(
                "column {name!r}{rest} is not known and was left out",
                name=name,
                rest=f" of sheet {sheet}" if sheet else "",
            )
        )
    for sheet in layout.other_sheets:
        run.warn(tr("sheet {sheet!r} holds no figures by municipality and period and was left out", sheet=sheet))
    whose = RegisterByPeriod(run.data.all(Municipality))
    if not whose.entries:
        run.warn(tr("the register is empty: the numbers could not be checked (kvadmin municipality import FILE)"))
    values = {each.id: measurements.read_values(run.data, each) for each in indicators}
    result = FigureImporter(indicators, values, whose, run.today, only=only, replace=replace).run(layout.readings)
    if result.bad:
        run.show(_report(result, file.name))
        raise _refusal(result.bad, file)
    _write(run, result, indicators)
    run.show(_report(result, file.name))


def _refusal(bad: list[FigureOutcome], file: Path) -> InvalidData | UnknownName:
    details = [f"{each.cell}: {_subject(each)}{each.reason}" for each in bad[:20]]
    more = len(bad) - len(details)
    conflicts = all(each.outcome == "conflict" for each in bad)
    kind = UnknownName if all(each.reason.startswith("there is no indicator") for each in bad) else InvalidData
    return kind(
        f"{len(bad)} figure(s) cannot be imported; nothing was written",
        where=str(file),
        details=[*details, *([tr("... and {more} more", more=more)] if more else [])],
        hint=tr("decide which is right; --replace takes those of the file")
        if conflicts
        else tr("mend them and import again"),
    )


def _subject(fate: FigureOutcome) -> str:
    named = " ".join(part for part in (fate.indicator, fate.municipality or "", fate.period) if part)
    return f"{named}: " if named else ""


def _write(run: Session, result: FigureImport, indicators: list[Indicator]) -> None:
    """Every changed file of values, the description of them all, and definitions that a plugin lent."""
    change = run.transaction()
    own = {each.id for each in stored_indicators(run.data)}
    by_id = {each.id: each for each in indicators}
    columns: dict[str, list[str]] = {}
    for name in sorted(result.changed):
        content = measurements.values_bytes(result.values[name].values())
        change.put_file(measurements.values_path(name), content)
        columns[name] = measurements.columns_in(content)
        if name not in own:
            put_indicator(run, change, by_id[name])
    if result.changed:
        _describe(run, change, indicators, columns)
    run.commit(change)


def _describe(run: Session, change: Transaction, indicators: list[Indicator], columns: dict[str, list[str]]) -> None:
    """The generated ``datapackage.json``."""
    for each in indicators:
        if each.id not in columns and (content := run.data.read_file(measurements.values_path(each.id))) is not None:
            columns[each.id] = measurements.columns_in(content)
    programme = run.data.find(Programme)
    described = [each for each in indicators if each.id in columns]
    package = measurements.measurements_package(described, columns, programme.name if programme else "")
    change.put_file(measurements.PACKAGE, package)


def _report(result: FigureImport, name: str) -> Report:
    counts = dict(sorted(Counter(fate.outcome for fate in result.fates).items()))
    columns = (
        Column("sheet", "Sheet"),
        Column("row", "Row", "int"),
        Column("outcome", "Outcome"),
        Column("municipality", "No."),
        Column("what", "What"),
        Column("reason", "Why"),
    )
    rows = tuple(
        (fates[0].sheet, fates[0].row, fates[0].outcome, fates[0].municipality, _what(fates), fates[0].reason)
        for fates in (list(group) for _, group in groupby(result.fates, key=_same_line))
    )
    note = ", ".join(f"{outcome}: {count}" for outcome, count in counts.items())
    data = {"schema": 1, "file": name, "rows": [_json(fate) for fate in result.fates], "counts": counts}
    return Report(data, (Table(name, columns, rows, (note,)),))


def _same_line(fate: FigureOutcome) -> tuple[Any, ...]:
    """Neighbouring figures of one row with the same fate are one line of the table."""
    return fate.sheet, fate.row, fate.outcome, fate.indicator, fate.municipality, fate.reason


def _what(fates: list[FigureOutcome]) -> str:
    first, last = fates[0], fates[-1]
    if len(fates) == 1:
        return " ".join(part for part in (first.indicator, first.period, first.value) if part)
    periods = f"{first.indicator} {first.period} to {last.period}: " if first.period else ""
    return f"{periods}{len(fates)} figures".strip()


def _json(fate: FigureOutcome) -> dict[str, Any]:
    return {**fate._asdict(), "candidates": list(fate.candidates)}
