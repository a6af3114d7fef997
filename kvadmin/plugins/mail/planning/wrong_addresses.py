"""Contacts whose e-mail address letters came back from, among those whom mailings wrote to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kvadmin.api import Snapshot
from kvadmin.api.records import Contact, Municipality

from ..parties import parties_of
from .suppression_list import BOUNCED

if TYPE_CHECKING:
    from ..outbox.mailings import Mailing


def wrong_addresses(snapshot: Snapshot, mailings: Iterable[Mailing]) -> Iterator[tuple[str, Contact]]:
    """Municipality and contact; only municipalities of which a letter came back are read, for a register is large."""
    numbers = {
        number
        for mailing in mailings
        for letter, life in mailing.lives()
        if any(event.what == "bounced" for event in life.events)
        for number in parties_of(letter.party)
    }
    for number in sorted(numbers):
        found = snapshot.find(Municipality, number)
        for contact in found.contacts if found is not None else ():
            if contact.email and contact.email_status.startswith(BOUNCED):
                yield number, contact
