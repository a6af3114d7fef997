"""``contact import``: the office's address list goes in, with what became of each contact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import session
from kvadmin.api.imports import nothing_taken_in, read_list, register_on, rows_report
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column

from ..contact_lists.contact_columns import CONTACTS
from ..contact_lists.contact_merge import merge_contacts
from ..contact_lists.contact_rows import read_contact_rows


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
    read = read_list(run, file, CONTACTS)
    municipalities = {each.number: each for each in run.data.all(Municipality)}
    merged = merge_contacts(municipalities, read_contact_rows(read.tables.tables, register_on(run.data, run.today)))
    change = run.transaction()
    for number in sorted(merged.changed):
        contacts = list(merged.contacts[number].values())
        change.update(msgspec.structs.replace(municipalities[number], contacts=contacts))
    read.remember(change)
    run.commit(change)
    run.show(rows_report(merged.outcomes, "Contacts", _COLUMNS, personal=True))
    if refusal := nothing_taken_in(merged.outcomes, str(file)):
        raise refusal


_COLUMNS = (
    Column("name", "Name"),
    Column("role", "Role", rank=1),
    Column("id", "Id", get=lambda each: each.id or None, rank=2),
)
