"""``cohort import`` and ``cohort withdraw``: memberships from a file, and their end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, find_municipality, parse_day
from kvadmin.api.imports import OfficeList, Register, read_list, rows_refusal, rows_report
from kvadmin.api.records import Application, Cohort, Municipality
from kvadmin.api.reports import Column

from ..applications.transitions import with_state_withdrawn
from ..memberships.membership_file import MEMBERSHIPS, MembershipMerge, merge_memberships
from ..memberships.withdrawal import with_membership_ended
from .arguments import CohortAndNumberArgument

_COLUMNS = (Column("cohort", "Cohort"),)


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
    read = read_list(run, file, MEMBERSHIPS)
    register = Register(run.data.all(Municipality))
    options: dict[str, Any] = {"create": create or not cohorts, "date_order": read.choices.date_order}
    merged = merge_memberships(read.tables.tables, cohorts, register, **options)
    report = rows_report(merged.rows, "Memberships", _COLUMNS)
    makes = tr("make it with kvadmin cohort new, or add --create")
    lacking = any(each.lacks_cohort for each in merged.rows)
    if refusal := rows_refusal(merged.rows, str(file), makes if lacking else ""):
        run.show(report)
        raise refusal
    if not register.entries:
        run.warn(tr("the register is empty: the numbers could not be checked (kvadmin municipality import FILE)"))
    _write(run, cohorts, merged, read)
    run.show(report)


def _write(run: Session, before: list[Cohort], merged: MembershipMerge, read: OfficeList) -> None:
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
    read.remember(transaction)
    run.commit(transaction)


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
