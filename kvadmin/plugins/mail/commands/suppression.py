"""``mail suppression``: addresses that nothing is e-mailed to; their letters go by post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kvadmin.api import Session, UnknownName, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, Report, Table

from .common import ready

if TYPE_CHECKING:
    from ..suppressions import Entry

Address = Annotated[str, typer.Argument(metavar="ADDRESS")]


def list_addresses(ctx: typer.Context) -> None:
    """List the addresses that nothing is e-mailed to, and why.

    Example: kvadmin mail suppression list
    """
    ready()
    run = session(ctx)
    from ..suppressions import entries

    _show(run, entries(run.data))


def add(
    ctx: typer.Context,
    address: Address,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is shown beside the letter.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day of it (else for good).")] = "",
) -> None:
    """Send nothing to an address any more: its letters go by post.

    Example: kvadmin mail suppression add postmottak@hvaler.example --reason "vil ha brev"
    """
    ready()
    from ..addresses import mailbox
    from ..suppressions import FILE, Entry, entries, folded, written

    run = session(ctx)
    last = parse_day(until, where="--until").isoformat() if until else ""
    made = Entry(mailbox(address).address, " ".join(reason.split()), last)
    kept = [each for each in entries(run.data) if folded(each.address) != folded(address)]
    change = run.transaction()
    change.put_file(FILE, written([*kept, made]))
    run.commit(change)
    _show(run, sorted([*kept, made]))


def remove(ctx: typer.Context, address: Address) -> None:
    """Send to an address again.

    Example: kvadmin mail suppression add a@b.example && kvadmin mail suppression remove a@b.example
    """
    ready()
    from ..suppressions import FILE, entries, folded, written

    run = session(ctx)
    found = entries(run.data)
    kept = [each for each in found if folded(each.address) != folded(address)]
    if len(kept) == len(found):
        raise UnknownName(
            tr("{address} is not on the suppression list", address=address), hint=tr("kvadmin mail suppression list")
        )
    change = run.transaction()
    change.put_file(FILE, written(kept))
    run.commit(change)
    _show(run, kept)


def _show(run: Session, found: list[Entry]) -> None:
    columns = (Column("address", "Address"), Column("reason", "Reason"), Column("until", "Until"))
    rows = tuple((each.address, each.reason, each.until) for each in found)
    keys = [column.key for column in columns]
    data = {"schema": 1, "addresses": [dict(zip(keys, row, strict=True)) for row in rows]}
    run.show(Report(data, (Table(tr("Suppression list"), columns, rows),)))
