"""``cohort import`` and ``cohort withdraw``: memberships from a file, and their end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import InvalidData, Session, UnknownName, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, find_municipality, parse_day
from kvadmin.api.imports import Register, find_tables, read_file
from kvadmin.api.records import Application, Cohort, Municipality
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..applications.transitions import with_state_withdrawn
from ..imported_files import row_place, warn_of_unknown_columns
from ..memberships.membership_file import HEADINGS, REQUIRED_COLUMNS, MembershipMerge, MembershipRow, merge_memberships
from ..memberships.withdrawal import with_membership_ended
from .arguments import CohortAndNumberArgument

_COLUMNS = (
    Column("sheet", "Sheet"),
    Column("row", "Row", "int"),
    Column("outcome", "Outcome"),
    Column("cohort", "Cohort"),
    Column("municipality", "Municipality"),
    Column("reason", "Reason"),
    Column("candidates"),
)


def import_memberships(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="xlsx or csv: cohort, municipality, from, to, reason.")],
    create: Annotated[
        bool, typer.Option("--create", help="Make groups that are not there yet (without any cohort: done anyway).")
    ] = False,
) -> None:
    """Import memberships; when a row cannot be right, nothing is written (exit 3).

    Example: kvadmin cohort import memberships.csv
    """
    run = session(ctx)
    cohorts = run.data.all(Cohort)
    tables = find_tables(read_file(file), HEADINGS, REQUIRED_COLUMNS)
    warn_of_unknown_columns(run, tables)
    register = Register(run.data.all(Municipality))
    merged = merge_memberships(tables.tables, cohorts, register, create=create or not cohorts)
    report = _report(merged)
    refused = [each for each in merged.rows if each.outcome == "refused"]
    if refused:
        run.show(report)
        raise _refusal(refused, file)
    if not register.entries:
        run.warn(tr("the register is empty: the numbers could not be checked (kvadmin municipality import FILE)"))
    _write(run, cohorts, merged)
    run.show(report)


def _refusal(refused: list[MembershipRow], file: Path) -> InvalidData | UnknownName:
    """The error for a file with rows that cannot be right: of the first one's kind, each with its place."""
    first = refused[0]
    kind = UnknownName if first.unknown else InvalidData
    makes = tr("make it with kvadmin cohort new, or add --create")
    return kind(
        tr("{number} row(s) cannot be imported; nothing was written", number=len(refused)),
        where=str(file),
        details=[f"{row_place(each.sheet, each.row)}: {each.reason}" for each in refused[:20]],
        hint=makes if first.lacks_cohort else tr("mend the rows and import again"),
    )


def _write(run: Session, before: list[Cohort], merged: MembershipMerge) -> None:
    for made in merged.made:
        run.warn(
            tr(
                "made the group {made!r} as a cohort; if it excludes nobody from other cohorts, say so: "
                "kvadmin cohort set {made} kind effort",
                made=made,
            )
        )
    known = {each.id: each for each in before}
    transaction = run.transaction()
    for cohort in merged.cohorts.values():
        if cohort.id not in known:
            transaction.create(cohort)
        elif cohort != known[cohort.id]:
            transaction.update(cohort)
    run.commit(transaction)


def _report(merged: MembershipMerge) -> Report:
    counts = dict(sorted(Counter(each.outcome for each in merged.rows).items()))
    note = ", ".join(f"{outcome}: {count}" for outcome, count in counts.items())
    data = {"schema": 1, "rows": json_of(_COLUMNS, merged.rows), "counts": counts}
    return Report(data, (table_of("Memberships", _COLUMNS, merged.rows, (note,)),))


def withdraw(
    ctx: typer.Context,
    words: CohortAndNumberArgument,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why: withdrawn, merged, completed, or words.")
    ],
    cohort: CohortInsteadOption = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Last day (else today).")] = None,
) -> None:
    """End a membership; its place is free at once.

    Example: kvadmin cohort withdraw P3 0301 --reason withdrawn
    """
    run = session(ctx)
    cohort_id, municipality = cohort_and_words(words, cohort, "NUMBER")
    found = run.data.get(Cohort, cohort_id)
    number = find_municipality(run.data, municipality).number
    day = parse_day(on, where="--on") if on else run.today
    transaction = run.transaction()
    transaction.update(with_membership_ended(found, number, day, reason, run.why))
    application = run.data.find(Application, f"{found.id}/{number}")
    if application is not None:
        transaction.update(with_state_withdrawn(application, day, run.who, reason))
    if run.commit(
        transaction, confirm=tr("End the membership of {number} in {id} on {day}?", number=number, id=found.id, day=day)
    ):
        run.info(tr("Its place is free: kvadmin cohort promote {id}", id=found.id))
