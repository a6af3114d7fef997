"""``evaluation import``: figures from a workbook or csv; all of them, or none."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Refused, Session, Transaction, UnknownName, session, tr
from kvadmin.api.imports import OfficeList, read_list, row_outcome_word, typed_conditions
from kvadmin.api.records import Indicator, Programme
from kvadmin.api.reports import Column, Report, table_of

from ..indicators.indicator_catalogue import (
    all_indicators,
    find_indicator,
    put_indicator,
    say_unused,
    stored_indicators,
)
from ..measurements import data_package, value_files
from ..measurements.content_choice import ContentChoice
from ..measurements.dimensions import Dimensions, Where, apply_where
from ..measurements.figure_import import FigureImport, FigureImporter, FigureOutcome
from ..measurements.figure_reading import FigureReading, SheetLayout
from ..measurements.register_by_period import RegisterByPeriod
from ..measurements.sheet_layout import MEASUREMENTS, read_layout
from ..measurements.survey_layout import SURVEYS, is_survey, read_surveys
from .arguments import indicators_there

#: Figures that are named before the rest is only counted.
_NAMED = 20


def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="xlsx or csv, long or wide.")],
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator",
            metavar="ID",
            help="The indicator of a file that names none.",
            autocompletion=indicators_there,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let other figures take the place of those that are stored.")
    ] = False,
) -> None:
    """Import figures and say what happened to each row; if one cannot be right, nothing is written (exit 3).

    Example: kvadmin evaluation import incoming/sykefravaer-2008.csv
    """
    with _uncollected():
        _import(session(ctx), file, indicator, replace=replace)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would go through the figures again and again and find nothing to free.

    A third of the time of a large file; what there is to collect afterwards is collected afterwards.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _import(run: Session, file: Path, indicator: str | None, *, replace: bool) -> None:
    indicators = all_indicators(run)
    say_unused(run)
    only = find_indicator(indicators, indicator) if indicator else None
    register = RegisterByPeriod(run.data)
    survey = is_survey(run, file, indicators, only)
    read = read_list(run, file, SURVEYS if survey else MEASUREMENTS)
    layout = read_surveys(read.tables) if survey else read_layout(read.tables)
    if not register.entries:
        run.warn(tr("the register is empty: the numbers could not be checked (kvadmin municipality import FILE)"))
    values = {each.id: value_files.read_values(run.data, each) for each in indicators}
    importer = FigureImporter(indicators, values, register, run.today, only=only, replace=replace)
    try:
        result = importer.run(_chosen(run, layout, indicators, only))
    except InvalidData as error:
        error.where = error.where or str(file)
        raise
    if result.bad:
        run.show(_report(result, file.name))
        raise _refusal(result, file)
    _write(run, read, result, indicators)
    run.show(_report(result, file.name))
    if result.outcomes and all(each.outcome == "skipped" for each in result.outcomes):
        raise _nothing(result, file)


def _chosen(
    run: Session,
    layout: SheetLayout,
    indicators: list[Indicator],
    only: Indicator | None,
) -> list[FigureReading]:
    """The figures of the file, those that are not wanted left out with a reason; what was decided is said."""
    conditions = [Where(*each) for each in typed_conditions(run).items()]
    choice = ContentChoice(apply_where(layout.readings, conditions, layout.contents), indicators, only)
    dimensions = Dimensions(choice.chosen(), layout.dividing)
    readings = dimensions.settled()
    for note in (*choice.notes, *dimensions.notes):
        run.warn(note)
    return readings


def _nothing(result: FigureImport, file: Path) -> Refused:
    reasons = Counter(each.reason for each in result.outcomes)
    return Refused(
        tr("no figure of the file was imported"),
        where=str(file),
        details=[f"{reason}: {count}" for reason, count in reasons.most_common(_NAMED)],
        code="nothing-imported",
    )


def _refusal(result: FigureImport, file: Path) -> InvalidData | UnknownName:
    bad = result.bad
    details = [f"{each.cell}: {_subject(each)}{each.reason}" for each in bad[:_NAMED]]
    more = len(bad) - len(details)
    conflicts = all(each.outcome == "conflict" for each in bad)
    kind = UnknownName if all(each.reason in result.unknown_indicators for each in bad) else InvalidData
    return kind(
        tr("{number} figure(s) cannot be imported; nothing was written", number=len(bad)),
        where=str(file),
        details=[*details, *([tr("... and {more} more", more=more)] if more else [])],
        hint=_hint(result) if conflicts else tr("mend them and import again"),
    )


def _hint(result: FigureImport) -> str:
    """What answers figures that clash: with each other, or with those that are stored."""
    options = [each for each in dict.fromkeys(result.clashes) if each]
    if options:
        return tr("choose the rows that are meant: {options}", options=options[0])
    if result.clashes:
        return tr("the file says two different things: delete the wrong one of the two rows")
    return tr("decide which is right; --replace takes those of the file")


def _subject(outcome: FigureOutcome) -> str:
    named = " ".join(part for part in (outcome.indicator, outcome.municipality or "", outcome.period) if part)
    return f"{named}: " if named else ""


def _write(run: Session, read: OfficeList, result: FigureImport, indicators: list[Indicator]) -> None:
    """Every changed file of values, the description of them all, and definitions that a plugin lent."""
    change = run.transaction()
    own = {each.id for each in stored_indicators(run.data)}
    by_id = {each.id: each for each in indicators}
    columns: dict[str, list[str]] = {}
    for name in sorted(result.changed):
        content = value_files.values_bytes(result.values[name].values())
        change.put_file(value_files.values_path(name), content)
        columns[name] = value_files.columns_in(content)
        if name not in own:
            put_indicator(run, change, by_id[name])
    if result.changed:
        _describe(run, change, indicators, columns)
    read.remember(change)
    run.commit(change)


def _describe(run: Session, change: Transaction, indicators: list[Indicator], columns: dict[str, list[str]]) -> None:
    """The generated ``datapackage.json``."""
    for each in indicators:
        if each.id not in columns and (content := run.data.read_file(value_files.values_path(each.id))) is not None:
            columns[each.id] = value_files.columns_in(content)
    programme = run.data.find(Programme)
    described = [each for each in indicators if each.id in columns]
    package = data_package.measurements_package(described, columns, programme.name if programme else "")
    change.put_file(value_files.PACKAGE, package)


def _same_line(outcome: FigureOutcome) -> tuple[Any, ...]:
    """Neighbouring figures of one row with the same outcome are one line of the table."""
    return outcome.sheet, outcome.row, outcome.outcome, outcome.indicator, outcome.municipality, outcome.reason


def _what(outcomes: list[FigureOutcome]) -> str:
    first, last = outcomes[0], outcomes[-1]
    if len(outcomes) == 1:
        return " ".join(filter(None, (first.indicator, first.period, first.value)))
    if not first.period:
        return tr("{number} figures", number=len(outcomes))
    return tr(
        "{indicator} {first} to {last}: {number} figures",
        indicator=first.indicator,
        first=first.period,
        last=last.period,
        number=len(outcomes),
    )


_COLUMNS = (
    Column("sheet", "Sheet", rank=3, get=lambda line: line[0].sheet),
    Column("row", "Row", "int", get=lambda line: line[0].row),
    Column("outcome", "Outcome", get=lambda line: line[0].outcome),
    Column("municipality", "No.", get=lambda line: line[0].municipality),
    Column("what", "What", rank=1, get=_what),
    Column("reason", "Why", get=lambda line: line[0].reason),
)


class _ReportData(Mapping[str, Any]):
    """What JSON says: every figure. Made when a format asks for it, since a table of a large file does not."""

    def __init__(self, result: FigureImport, name: str, counts: dict[str, int]) -> None:
        self._outcomes = result.outcomes
        self._about = {"schema": 1, "file": name, "rows": None, "counts": counts}

    def __getitem__(self, key: str) -> Any:
        return [_json(each) for each in self._outcomes] if key == "rows" else self._about[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._about)

    def __len__(self) -> int:
        return len(self._about)


def _report(result: FigureImport, name: str) -> Report:
    """Every figure in JSON; in the table one line for neighbours with the same outcome."""
    counts = dict(sorted(Counter(each.outcome for each in result.outcomes).items()))
    lines = [list(group) for _, group in groupby(result.outcomes, key=_same_line)]
    note = ", ".join(f"{row_outcome_word(outcome)}: {count}" for outcome, count in counts.items())
    return Report(_ReportData(result, name, counts), (table_of(name, _COLUMNS, lines, (note,)),))


def _json(outcome: FigureOutcome) -> dict[str, Any]:
    return {**outcome._asdict(), "candidates": list(outcome.candidates)}
