"""``mail suppression``: addresses that nothing is e-mailed to; their letters go by post."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..addresses import mailbox
from ..planning.suppression_list import (
    SUPPRESSION_FILE,
    SuppressionEntry,
    folded_address,
    suppression_csv,
    suppression_entries,
)
from ..records import day_in

AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS")]
_COLUMNS = (
    Column("address", "Address"),
    Column("reason", "Reason"),
    Column("until", "Until", "date", show=day_in),
)


def list_addresses(ctx: typer.Context) -> None:
    """List the addresses that nothing is e-mailed to, and why.

    Example: kvadmin mail suppression list
    """
    run = session(ctx)
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
    run = session(ctx)
    last = parse_day(until, where="--until").isoformat() if until else ""
    made = SuppressionEntry(mailbox(address).address, " ".join(reason.split()), last)
    kept = [each for each in suppression_entries(run.data) if folded_address(each.address) != folded_address(address)]
    _write(run, [*kept, made])
    _show(run, sorted([*kept, made]))


def remove(ctx: typer.Context, address: AddressArgument) -> None:
    """Send to an address again.

    Example: kvadmin mail suppression add a@b.example && kvadmin mail suppression remove a@b.example
    """
    run = session(ctx)
    found = suppression_entries(run.data)
    kept = [each for each in found if folded_address(each.address) != folded_address(address)]
    if len(kept) == len(found):
        raise UnknownName(
            tr("{address} is not on the suppression list", address=address),
            hint="kvadmin mail suppression list",
            near=near_names(address, [each.address for each in found]),
            code="unknown-address",
        )
    _write(run, kept)
    _show(run, kept)


def _write(run: Session, entries: list[SuppressionEntry]) -> None:
    change = run.transaction()
    change.put_file(SUPPRESSION_FILE, suppression_csv(entries))
    run.commit(change)


def _show(run: Session, entries: list[SuppressionEntry]) -> None:
    run.show(listing("addresses", _COLUMNS, entries, title="Suppression list", personal=True))
