"""``callback list`` and ``callback show``."""

from __future__ import annotations

from typing import Annotated

import typer
from kvadmin.api import session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.reports import Column, listing

from kvadmin_callback.records import CallbackEntry, find_entry

#: Declared once: table, JSON, csv, Markdown and xlsx come of it.
COLUMNS = (
    Column("id", "Id"),
    Column("municipality", "No."),
    Column("text", "What"),
    Column("due", "By", "date"),
)


def entries_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """What a shell offers for an id."""
    return [(each.id, each.text) for each in session(ctx).data.all(CallbackEntry)]


EntryArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of the entry.", autocompletion=entries_there)]


def list_entries(
    ctx: typer.Context,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="N", help="Only this one, by number or name.")
    ] = None,
) -> None:
    """List what is to be done, the most urgent first.

    Example: kvadmin callback list --municipality 0301
    """
    run = session(ctx)
    entries = run.data.all(CallbackEntry)
    if municipality is not None:
        number = find_municipality(run.data, municipality, run.today).number
        entries = [each for each in entries if each.municipality == number]
    # What has no day comes last: True sorts after False.
    entries.sort(key=lambda each: (each.due is None, str(each.due), each.id))
    run.show(listing("entries", COLUMNS, entries, title="To do", empty=tr("Nothing is to be done.")))


def show(ctx: typer.Context, entry: EntryArgument) -> None:
    """Show one entry.

    Example: kvadmin callback show 0301-1
    """
    run = session(ctx)
    run.show(listing("entries", COLUMNS, [find_entry(run.data, entry)], title="To do"))
