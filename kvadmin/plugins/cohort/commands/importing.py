"""``application import``: a list as the office keeps it by hand goes in, every row's fate comes out."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.imports import OfficeList, SheetTables, read_content, read_list, register_on
from kvadmin.api.records import Application, Cohort
from kvadmin.api.reports import Column, Report, table_of

from ..intake.columns import APPLICATIONS
from ..intake.list_year import latest_year
from ..intake.reasons import reason_in_words
from ..intake.records import Intake, IntakeRow
from ..intake.row_judgement import judge
from ..intake.row_records import ImportAct, ImportedFile, intake_record, row_json, settle_outcomes, summary
from ..memberships.held_memberships import held_memberships, reference_day
from .arguments import CohortOption


def import_applications(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Workbook or csv, as it is.")],
    cohort: CohortOption,
) -> None:
    """Import a list of applications and say what happened to each row; the same file again changes nothing.

    Example: kvadmin application import incoming/soknader-pulje-3.xlsx --cohort P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    content = read_content(file)
    origin = ImportedFile(file.name, sha256(content).hexdigest())
    before = run.data.find(Intake, f"{found.id}/{origin.sha256[:12]}")
    if before is not None:
        run.info(tr("This very file was imported on {imported}: nothing to change.", imported=before.imported))
        run.show(_report(before.rows, found.id, file.name))
        return
    intake = _import(run, found, read_list(run, file, APPLICATIONS), origin)
    run.show(_report(intake.rows, found.id, file.name))


def _import(run: Session, cohort: Cohort, read: OfficeList, origin: ImportedFile) -> Intake:
    """Judge every row and write the applications and the intake file in one transaction."""
    tables = read.tables
    existing = {each.municipality: each for each in run.data.all(Application, under=cohort.id)}
    day = reference_day(cohort, run.today)
    judgement = judge(
        tables,
        register=register_on(run.data, cohort.deadline or day),
        deadline=deadline_of(cohort, tables, run.today),
        date_order=read.choices.date_order,
        cohort=cohort.id,
        members=held_memberships(run.data.all(Cohort), day),
        existing=list(existing.values()),
    )
    act = ImportAct(cohort.id, run.today, run.who)
    rows, made = settle_outcomes(judgement, existing, origin, act)
    intake = intake_record(rows, origin, act)
    transaction = run.transaction()
    for number, application in sorted(made.items()):
        if number in existing:
            transaction.update(application)
        else:
            transaction.create(application)
    transaction.create(intake)
    read.remember(transaction)
    run.commit(transaction)
    return intake


def deadline_of(cohort: Cohort, tables: SheetTables, today: date) -> datetime:
    """The last minute of the call; without a deadline the end of the newest year in the list: nothing is late."""
    day = cohort.deadline or date(latest_year(tables) or today.year, 12, 31)
    return datetime.combine(day, time(23, 59))


def _more(row: IntakeRow) -> str:
    """What else there is to say of a row, for the table."""
    parts = [tr("candidates {numbers}", numbers=", ".join(row.candidates))] if row.candidates else []
    if row.missing and row.outcome not in ("skipped", "rejected"):
        parts.append(tr("missing {items}", items=", ".join(row.missing)))
    if row.duplicate_of:
        parts.append(tr("same as row {row}", row=row.duplicate_of.row))
    if row.replaces:
        parts.append(tr("replaces row {rows}", rows=", ".join(str(each.row) for each in row.replaces)))
    if row.resolved_as:
        parts.append(tr("settled: {how}", how=row.resolved_as))
    return "; ".join(parts)


#: The rows in a table; in JSON each has the keys that apply to it (:func:`..intake.row_records.row_json`).
_COLUMNS = (
    Column("sheet", "Sheet"),
    Column("row", "Row", "int"),
    Column("outcome", "Outcome"),
    Column("municipality", "No."),
    Column("reason", "Why", show=reason_in_words),
    Column("more", "More", get=_more, rank=2),
)


def _report(rows: list[IntakeRow], cohort: str, name: str) -> Report:
    counts = dict(sorted(Counter(row.outcome for row in rows).items()))
    figures = summary(rows)
    notes = (
        ", ".join(f"{outcome}: {count}" for outcome, count in counts.items()),
        tr(
            "{applications} applications, {complete} complete and on time",
            applications=figures["applications"],
            complete=figures["complete_on_time"],
        ),
    )
    data = {
        "schema": 1,
        "cohort": cohort,
        "file": name,
        "rows": [row_json(row) for row in rows],
        "counts": counts,
        "summary": figures,
    }
    return Report(data, (table_of(tr("{file} to {cohort}", file=name, cohort=cohort), _COLUMNS, rows, notes),))
