"""``mail bounces FILE``: delivery reports become the status of contacts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column, Report, Table

from .arguments import need_mail_libraries

if TYPE_CHECKING:
    from ..after.bounces import Bounce


def bounces(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An mbox file, an .eml, or a folder of .eml.")],
) -> None:
    """Read delivery reports: an address that is gone goes into its contact's status, and gets no e-mail any more.

    An address of no contact goes onto the suppression list. Messages that are no report are listed by subject.

    Example: kvadmin mail bounces bounces.mbox
    """
    need_mail_libraries()
    from ..after.bounces import read_bounces
    from ..planning.suppression_list import (
        SUPPRESSION_FILE,
        SuppressionEntry,
        folded_address,
        suppression_csv,
        suppression_entries,
    )

    run = session(ctx)
    bag = read_bounces(file)
    latest = {
        folded_address(each.address): each for each in sorted(bag.bounces, key=lambda one: (one.permanent, one.date))
    }
    gone = {address: _status(each) for address, each in latest.items() if each.permanent}
    change = run.transaction()
    met: set[str] = set()
    for place in run.data.all(Municipality):
        contacts = [
            msgspec.structs.replace(one, email_status=gone[folded_address(one.email)])
            if one.email and folded_address(one.email) in gone
            else one
            for one in place.contacts
        ]
        met |= {folded_address(one.email) for one in place.contacts if one.email and folded_address(one.email) in gone}
        if contacts != place.contacts:
            change.update(msgspec.structs.replace(place, contacts=contacts))
    listed = {folded_address(each.address) for each in suppression_entries(run.data)}
    new = [SuppressionEntry(address, gone[address]) for address in sorted(set(gone) - met - listed)]
    if new:
        change.put_file(SUPPRESSION_FILE, suppression_csv([*suppression_entries(run.data), *new]))
    run.commit(change)
    columns = (
        Column("address", "Address"),
        Column("permanent", "For good", "bool"),
        Column("status", "Status"),
        Column("words", "The server's words"),
        Column("date", "Date"),
        Column("contact", "Contact", "bool"),
        Column("message_id", "Message-ID"),
    )
    rows = tuple(
        (b.address, b.permanent, b.status, b.words, b.date, folded_address(b.address) in met, b.message_id)
        for b in bag.bounces
    )
    keys = [column.key for column in columns]
    data = {
        "schema": 1,
        "bounces": [dict(zip(keys, row, strict=True)) for row in rows],
        "others": list(bag.others),
    }
    notes = tuple(tr("no report, read it yourself: {subject}", subject=subject) for subject in bag.others)
    run.show(Report(data, (Table(tr("Delivery reports"), columns, rows, notes),)))


def _status(bounce: Bounce) -> str:
    from ..planning.suppression_list import BOUNCED

    return " ".join(f"{BOUNCED} {bounce.date} {bounce.status} {bounce.words}".split())
