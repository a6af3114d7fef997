"""``visit import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.imports import read_list, register_on, rows_refusal, rows_report
from kvadmin.api.reports import Column
from kvadmin_visits.commands.arguments import advisors_there, hows_there
from kvadmin_visits.importing.call_list import CALLS, CallDefaults, merge_calls
from kvadmin_visits.visit_fields import VISIT_FIELDS

_COLUMNS = (Column("visit", "Visit"),)


def import_visits(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook or csv, a contact a row.")],
    how: Annotated[
        str | None,
        typer.Option(
            "--how",
            metavar="phone|email|visit",
            help="Of the rows that do not say it: a list of calls.",
            autocompletion=hows_there,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Of the rows that name nobody.", autocompletion=advisors_there),
    ] = None,
) -> None:
    """Import a list of calls, e-mails and visits; when a row cannot be right, nothing is written.

    What is noted already is not noted a second time: the same list may come again with more rows.

    Example: kvadmin visit import ringeliste.xlsx --how phone --by "Kari Nordmann"
    """
    run = session(ctx)
    defaults = CallDefaults(
        VISIT_FIELDS.read("how", [how], where="--how")[1] if how is not None else "",
        VISIT_FIELDS.read("who", [by], where="--by")[1] if by is not None else "",
    )
    read = read_list(run, file, CALLS)
    register = register_on(run.data, run.today)
    merged = merge_calls(run, read.tables.tables, register, read.choices.date_order, defaults)
    notes = [tr("Rows that name nobody of the secretariat: {number}", number=merged.unnamed)] if merged.unnamed else []
    report = rows_report(merged.rows, "Visits", _COLUMNS, notes=notes)
    if refusal := rows_refusal(merged.rows, str(file)):
        run.show(report)
        raise refusal
    change = run.transaction()
    for each in merged.new:
        change.create(each)
    for each in merged.changed:
        change.update(each)
    read.remember(change)
    run.commit(change)
    run.show(report)
