"""``mail suppression``: addresses that nothing is e-mailed to; their letters go by post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kvadmin.api import Session, UnknownName, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, Report, Table

from .arguments import need_mail_libraries

if TYPE_CHECKING:
    from ..planning.suppression_list import SuppressionEntry

AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS")]


def list_addresses(ctx: typer.Context) -> None:
    """List the addresses that nothing is e-mailed to, and why.

    Example: kvadmin mail suppression list
    """
    need_mail_libraries()
    run = session(ctx)
    from ..planning.suppression_list import suppression_entries

    _show(run, suppression_entries(run.data))


def add(
    ctx: typer.Context,
    address: AddressArgument,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is shown beside the letter.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day of it (else for good).")] = "",
) -> None:
    """Send nothing to an address any more: its letters go by post.

    Example: kvadmin mail suppression add postmottak@hvaler.example --reason "vil ha brev"
    """
    need_mail_libraries()
    from ..addresses import mailbox
    from ..planning.suppression_list import (
        SUPPRESSION_FILE,
        SuppressionEntry,
        folded_address,
        suppression_csv,
        suppression_entries,
    )

    run = session(ctx)
    last = parse_day(until, where="--until").isoformat() if until else ""
    made = SuppressionEntry(mailbox(address).address, " ".join(reason.split()), last)
    kept = [each for each in suppression_entries(run.data) if folded_address(each.address) != folded_address(address)]
    change = run.transaction()
    change.put_file(SUPPRESSION_FILE, suppression_csv([*kept, made]))
    run.commit(change)
    _show(run, sorted([*kept, made]))


def remove(ctx: typer.Context, address: AddressArgument) -> None:
    """Send to an address again.

    Example: kvadmin mail suppression add a@b.example && kvadmin mail suppression remove a@b.example
    """
    need_mail_libraries()
    from ..planning.suppression_list import SUPPRESSION_FILE, folded_address, suppression_csv, suppression_entries

    run = session(ctx)
    found = suppression_entries(run.data)
    kept = [each for each in found if folded_address(each.address) != folded_address(address)]
    if len(kept) == len(found):
        raise UnknownName(
            tr("{address} is not on the suppression list", address=address), hint=tr("kvadmin mail suppression list")
        )
    change = run.transaction()
    change.put_file(SUPPRESSION_FILE, suppression_csv(kept))
    run.commit(change)
    _show(run, kept)


def _show(run: Session, found: list[SuppressionEntry]) -> None:
    columns = (Column("address", "Address"), Column("reason", "Reason"), Column("until", "Until"))
    rows = tuple((each.address, each.reason, each.until) for each in found)
    keys = [column.key for column in columns]
    data = {"schema": 1, "addresses": [dict(zip(keys, row, strict=True)) for row in rows]}
    run.show(Report(data, (Table(tr("Suppression list"), columns, rows),)))
