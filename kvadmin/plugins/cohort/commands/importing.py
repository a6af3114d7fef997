"""``application import``: a list as the office keeps it by hand goes in, every row's fate comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.imports import OfficeList, SheetTables, read_content, read_list, register_on, row_outcome_word
from kvadmin.api.records import Application, Cohort
from kvadmin.api.reports import Column, Report, table_of

from ..decisions.decision_words import item_in_words
from ..drawing.late_changes import warn_after_freeze
from ..intake.answers import shown, shown_before
from ..intake.columns import APPLICATIONS
from ..intake.coming_again import Judge, Place, judge_again
from ..intake.earlier_lists import EarlierLists
from ..intake.list_versions import headings_of
from ..intake.list_year import latest_year
from ..intake.reasons import reason_in_words
from ..intake.records import IntakeRow, RowLink
from ..intake.row_judgement import judge
from ..intake.row_names import named_intakes
from ..intake.row_outcomes import IntakeJudgement
from ..intake.row_reading import Resolution
from ..intake.row_records import ImportAct, ImportedFile, intake_record, row_json, settle_outcomes, summary
from ..memberships.held_memberships import held_memberships, reference_day
from ..settling.lists_again import (
    imported_before,
    refusal_of_nothing,
    retired_by,
    retired_json,
    tell_of_older,
    write_older,
)
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
    before = imported_before(run.data, found.id, origin.sha256)
    if before is not None:
        run.info(tr("This very file was imported on {imported}: nothing to change.", imported=before.imported))
        run.show(_report(before.rows, found.id, file.name, retired_by(run.data, found.id, origin.sha256)))
        return
    _import(run, found, read_list(run, file, APPLICATIONS), origin, file)


def _import(run: Session, cohort: Cohort, read: OfficeList, origin: ImportedFile, file: Path) -> None:
    """Judge every row and write the applications and the intake file in one transaction.

    Raises:
        Refused: No row was imported, waits or was known already; the fate of every row has been printed.
    """
    tables = read.tables
    there = {each.municipality: each for each in run.data.all(Application, under=cohort.id)}
    intakes = named_intakes(run.data, cohort.id)
    headings = headings_of(tables)
    again = judge_again(_judging(run, cohort, read), intakes, there, headings, origin.name)
    act = ImportAct(cohort.id, run.today, run.who)
    rows, made = settle_outcomes(again.judgement, again.existing, origin, act)
    intake = intake_record(rows, origin, act, headings, intakes)
    refusal = refusal_of_nothing(intake.rows, file)
    if refusal:
        run.show(_report(intake.rows, cohort.id, file.name, []))
        raise refusal
    transaction = run.transaction()
    write_older(transaction, again, origin, act, made)
    for number, application in sorted(made.items()):
        if number in there:
            transaction.update(application)
        else:
            transaction.create(application)
    transaction.create(intake)
    read.remember(transaction)
    tell_of_older(run, again)
    warn_after_freeze(run, transaction, cohort)
    run.commit(transaction)
    _say_how_to_order(run, intake.rows)
    retired = [retired_json(each.intake, each.row, each.now.ref.sheet, each.now.ref.row) for each in again.retired]
    run.show(_report(intake.rows, cohort.id, file.name, retired))


def _say_how_to_order(run: Session, rows: Sequence[IntakeRow]) -> None:
    """Where days may be read in two orders, the option that says which, once for the file."""
    unsure = sum(row.reason in ("ambiguous-order", "decision-date-order") for row in rows)
    if unsure:
        run.warn(
            tr(
                "{number} row(s) wait since day and month may stand in either order; where the whole list has one, "
                "undo the import and say it: --date-order dmy (or mdy)",
                number=unsure,
            )
        )


def _judging(run: Session, cohort: Cohort, read: OfficeList) -> Judge:
    """How the list is judged, but for the applications and answers that it is judged beside."""
    tables = read.tables
    day = reference_day(cohort, run.today)
    register = register_on(run.data, cohort.deadline or day)
    deadline = deadline_of(cohort, tables, run.today)
    members = held_memberships(run.data.all(Cohort), day)

    def judging(
        existing: Mapping[str, Application], answers: Mapping[Place, Resolution], earlier: EarlierLists
    ) -> IntakeJudgement:
        return judge(
            tables,
            register=register,
            deadline=deadline,
            cohort=cohort.id,
            members=members,
            existing=list(existing.values()),
            resolutions=answers,
            date_order=read.choices.date_order,
            earlier=earlier,
        )

    return judging


def deadline_of(cohort: Cohort, tables: SheetTables, today: date) -> datetime:
    """The last minute of the call; without a deadline the end of the newest year in the list: nothing is late."""
    day = cohort.deadline or date(latest_year(tables) or today.year, 12, 31)
    return datetime.combine(day, time(23, 59))


def _more(row: IntakeRow) -> str:
    """What else there is to say of a row, for the table."""
    parts = [tr("candidates {numbers}", numbers=", ".join(row.candidates))] if row.candidates else []
    if row.missing and row.outcome not in ("skipped", "rejected"):
        parts.append(tr("missing {items}", items=", ".join(map(item_in_words, row.missing))))
    if row.duplicate_of:
        parts.append(tr("same as row {row}", row=_numbers([row.duplicate_of])))
    if "contents-differ" in row.flags:
        parts.append(tr("contents differ"))
    if row.replaces:
        parts.append(tr("replaces row {rows}", rows=_numbers(row.replaces)))
    if row.changed:
        parts.append(tr("changed: {items}", items=", ".join(map(item_in_words, row.changed))))
    if row.settled_before:
        parts.append(tr("settled before: {how}", how=shown_before(row.settled_before)))
    if row.resolved_as:
        parts.append(tr("settled: {how}", how=shown(row.resolved_as)))
    return "; ".join(parts)


def _numbers(links: Sequence[RowLink]) -> str:
    """The rows' numbers; those of another file are said to be an earlier list's."""
    own = [str(each.row) for each in links if not each.file]
    others = [tr("{row} of an earlier list", row=each.row) for each in links if each.file]
    return ", ".join((*own, *others))


#: The rows in a table; in JSON each has the keys that apply to it (:func:`..intake.row_records.row_json`).
_COLUMNS = (
    Column("sheet", "Sheet", rank=3),
    Column("row", "Row", "int"),
    Column("name", "Id"),
    Column("outcome", "Outcome", show=row_outcome_word),
    Column("municipality", "No."),
    Column("reason", "Why", show=reason_in_words),
    Column("more", "More", get=_more, rank=2),
)


def _report(rows: list[IntakeRow], cohort: str, name: str, retired: list[dict[str, Any]]) -> Report:
    counts = dict(sorted(Counter(row.outcome for row in rows).items()))
    figures = summary(rows)
    notes = (
        ", ".join(f"{row_outcome_word(outcome)}: {count}" for outcome, count in counts.items()),
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
        "retired": retired,
    }
    return Report(data, (table_of(tr("{file} to {cohort}", file=name, cohort=cohort), _COLUMNS, rows, notes),))
