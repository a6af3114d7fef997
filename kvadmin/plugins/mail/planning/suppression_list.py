"""Whom nothing is e-mailed to: the suppression list, and contacts whose address came back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvadmin.api import InvalidData, Snapshot, tr
from kvadmin.api.records import Municipality

from ..addresses import mailbox

SUPPRESSION_FILE = "outbox/suppression.csv"
_COLUMNS = ("address", "reason", "until")
#: How a contact's ``email_status`` begins when its address does not exist any more.
BOUNCED = "bounced"


@dataclass(frozen=True, order=True)
class SuppressionEntry:
    """An address, why, and the last day of it (empty: for good)."""

    address: str
    reason: str
    until: str = ""


def suppression_entries(data: Snapshot) -> list[SuppressionEntry]:
    """The suppression list, sorted by address; raises InvalidData when a row has no address."""
    content = data.read_file(SUPPRESSION_FILE)
    if content is None:
        return []
    found = []
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        if not (row.get("address") or "").strip():
            raise InvalidData(tr("a row of the suppression list has no address"), where=SUPPRESSION_FILE)
        found.append(
            SuppressionEntry(
                row["address"].strip(), (row.get("reason") or "").strip(), (row.get("until") or "").strip()
            )
        )
    return sorted(found)


def suppression_csv(found: Iterable[SuppressionEntry]) -> bytes:
    """The list as the file it is kept in."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((each.address, each.reason, each.until) for each in sorted(found))
    return out.getvalue().encode("utf-8")


def folded_address(address: str) -> str:
    """The address as it is compared; one that cannot be read is compared as it is."""
    try:
        return mailbox(address).folded
    except InvalidData:
        return address.casefold()


def suppressed_addresses(data: Snapshot, today: date) -> dict[str, str]:
    """Folded address -> why nothing is e-mailed there today."""
    found = {
        folded_address(contact.email): contact.email_status
        for each in data.all(Municipality)
        for contact in each.contacts
        if contact.email and contact.email_status.startswith(BOUNCED)
    }
    for entry in suppression_entries(data):
        if not entry.until or today.isoformat() <= entry.until:
            found[folded_address(entry.address)] = entry.reason or tr("is on the suppression list")
    return found
