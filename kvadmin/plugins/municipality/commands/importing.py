"""``contact import``: the office's address list goes in, with what became of each contact."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, session, tr
from kvadmin.api.imports import find_tables, read_file, register_on
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..contact_lists.contact_columns import CONTACT_HEADINGS, REQUIRED_COLUMNS
from ..contact_lists.contact_merge import ContactMerge, merge_contacts
from ..contact_lists.contact_rows import read_contact_rows, shown_candidates


def import_contacts(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="xlsx or csv: municipality, name, role, title, e-mail, phone …, or columns per role."
        ),
    ],
) -> None:
    """Take the office's address list in and say what became of each contact; the same list again changes nothing.

    An empty cell never erases anything, and what is known of an e-mail address stays while the address does.

    Example: kvadmin contact import adresseliste.csv
    """
    run = session(ctx)
    tables = find_tables(read_file(file), CONTACT_HEADINGS, REQUIRED_COLUMNS)
    for sheet, label in tables.unknown_columns:
        run.warn(
            tr(
                "column {label!r}{rest} is not known and was left out",
                label=label,
                rest=tr(" of sheet {sheet}", sheet=sheet) if sheet else "",
            )
        )
    for name in tables.other_sheets:
        run.warn(tr("no list of contacts was found on sheet {name!r}", name=name))
    municipalities = {each.number: each for each in run.data.all(Municipality)}
    merged = merge_contacts(municipalities, read_contact_rows(tables.tables, register_on(run.data, run.today)))
    change = run.transaction()
    for number in sorted(merged.changed):
        contacts = list(merged.contacts[number].values())
        change.update(msgspec.structs.replace(municipalities[number], contacts=contacts))
    run.commit(change)
    run.show(_report(merged))
    if all(each.outcome == "skipped" for each in merged.outcomes):
        raise Refused(tr("no row of {file} holds a contact", file=file.name))


def _report(merged: ContactMerge) -> Report:
    counts = dict(sorted(Counter(each.outcome for each in merged.outcomes).items()))
    note = ", ".join(f"{outcome}: {number}" for outcome, number in counts.items())
    table = table_of(tr("Contacts"), _COLUMNS, merged.outcomes, (note,) if note else ())
    rows = json_of(_COLUMNS, merged.outcomes)
    return Report({"schema": 1, "rows": rows, "counts": counts}, (table,), personal=True)


_COLUMNS = (
    Column("sheet", "Sheet", rank=3),
    Column("row", "Row", "int"),
    Column("outcome", "Outcome"),
    Column("municipality", "No."),
    Column("name", "Name"),
    Column("role", "Role", rank=1),
    Column("reason"),
    Column("explained", "Reason", get=shown_candidates, json=False),
    Column("candidates", get=lambda each: list(each.candidates)),
    Column("id", "Id", get=lambda each: each.id or None, rank=2),
)
