"""``municipality addresses``: the postal addresses go in, with what became of each row."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import session
from kvadmin.api.imports import nothing_taken_in, read_list, register_on, rows_report
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column

from ..address_lists import ADDRESSES, read_address_rows


def import_addresses(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="xlsx or csv: municipality by number or name, address, postcode, place."),
    ],
) -> None:
    """Take in a list of the municipalities' postal addresses; nothing else of the register changes.

    The address may stand in one cell, or in columns for postcode and place. Of two different addresses of one
    municipality none but the first is taken, and the second is shown. An empty cell erases nothing.

    Example: kvadmin municipality addresses postadresser.csv
    """
    run = session(ctx)
    read = read_list(run, file, ADDRESSES)
    held = {each.number: each for each in run.data.all(Municipality)}
    rows = list(read_address_rows(read.tables.tables, register_on(run.data, run.today), held))
    change = run.transaction()
    for each in rows:
        if each.municipality and each.outcome in ("imported", "updated"):
            change.update(msgspec.structs.replace(held[each.municipality], address=list(each.address)))
    read.remember(change)
    run.commit(change)
    run.show(rows_report(rows, "Addresses", _COLUMNS))
    if refusal := nothing_taken_in(rows, str(file)):
        raise refusal


_COLUMNS = (Column("address", "Postal address", get=lambda each: list(each.address), show=", ".join),)
