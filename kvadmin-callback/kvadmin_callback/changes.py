"""``callback add`` and ``callback remove``: the commands that write."""

from __future__ import annotations

from typing import Annotated

import typer
from kvadmin.api import session
from kvadmin.api.commands import find_municipality
from kvadmin.api.reports import listing

from kvadmin_callback.lists import COLUMNS, EntryArgument
from kvadmin_callback.records import FIELDS, CallbackEntry, find_entry, free_id


def add(
    ctx: typer.Context,
    municipality: Annotated[str, typer.Argument(metavar="NUMBER", help="The municipality, by number or name.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be done.")],
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when.")] = "",
) -> None:
    """Note what is to be done for a municipality.

    Example: kvadmin callback add 0301 "Ask for the plan" --due 2008-06-20
    """
    run = session(ctx)
    number = find_municipality(run.data, municipality, run.today).number
    entry = CallbackEntry(
        id=free_id({each.id for each in run.data.all(CallbackEntry)}, number),
        municipality=number,
        text=FIELDS.read("text", [text], where="TEXT")[1],
        due=FIELDS.read("due", [due], where="--due")[1],
    )
    # Everything is decided by now. Dry run, confirmation, history and undo come with the transaction.
    change = run.transaction()
    change.create(entry)
    run.commit(change)
    run.show(listing("entries", COLUMNS, [entry], title="To do"))


def remove(ctx: typer.Context, entry: EntryArgument) -> None:
    """Remove what is done.

    Example: kvadmin callback remove 0301-1
    """
    run = session(ctx)
    found = find_entry(run.data, entry)
    change = run.transaction()
    change.delete(CallbackEntry, found.id)
    run.commit(change)
    run.show(listing("entries", COLUMNS, [found], title="Removed"))
