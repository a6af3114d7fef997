"""``mail bounces FILE``: delivery reports become the status of contacts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Transaction, session, tr
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..after.bounces import gone_addresses, read_bounces
from ..planning.suppression_list import (
    SUPPRESSION_FILE,
    SuppressionEntry,
    folded_address,
    suppression_csv,
    suppression_entries,
)
from .letter_columns import day_cell


def bounces(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An mbox file, an .eml, or a folder of .eml.")],
) -> None:
    """Read delivery reports: an address that is gone goes into its contact's status, and gets no e-mail any more.

    An address of no contact goes onto the suppression list. Messages that are no report are listed by subject.

    Example: kvadmin mail bounces bounces.mbox
    """
    run = session(ctx)
    found = read_bounces(file)
    gone = gone_addresses(found.bounces)
    change = run.transaction()
    met = _mark_contacts(change, run.data.all(Municipality), gone)
    entries = suppression_entries(run.data)
    listed = {folded_address(each.address) for each in entries}
    new = [SuppressionEntry(address, gone[address]) for address in sorted(set(gone) - met - listed)]
    if new:
        change.put_file(SUPPRESSION_FILE, suppression_csv([*entries, *new]))
    run.commit(change)
    columns = _columns(met)
    data = {"schema": 1, "bounces": json_of(columns, found.bounces), "others": list(found.others)}
    notes = [tr("no report, read it yourself: {subject}", subject=subject) for subject in found.others]
    run.show(Report(data, (table_of("Delivery reports", columns, found.bounces, notes),), personal=True))


def _mark_contacts(change: Transaction, places: list[Municipality], gone: dict[str, str]) -> set[str]:
    """Put the status of addresses that are gone into their contacts; which addresses contacts have."""
    met: set[str] = set()

    def marked(contact: Contact) -> Contact:
        address = folded_address(contact.email) if contact.email else ""
        if address not in gone:
            return contact
        met.add(address)
        return msgspec.structs.replace(contact, email_status=gone[address])

    for place in places:
        contacts = [marked(each) for each in place.contacts]
        if contacts != place.contacts:
            change.update(msgspec.structs.replace(place, contacts=contacts))
    return met


def _columns(met: set[str]) -> tuple[Column, ...]:
    return (
        Column("address", "Address"),
        Column("permanent", "For good", "bool"),
        Column("status", "Status"),
        Column("words", "The server's words", rank=1),
        Column("date", "Date", "date", show=day_cell, rank=2),
        Column("contact", "Contact", "bool", get=lambda bounce: folded_address(bounce.address) in met),
        Column("message_id", "Message-ID", rank=3),
    )
