"""Columns that several lists of letters have, and how their cells are made."""

from __future__ import annotations

from collections.abc import Iterable

from kvadmin.api.reports import Column

from ..addresses import Mailbox

#: Of a letter in a frozen mailing.
NUMBER = Column("number", "No.", "int")
RECIPIENT = Column("key", "Recipient")
FORM = Column("form", "Form")
CHANNEL = Column("channel", "Way")
SUBJECT = Column("subject", "Subject", rank=2)


def joined(boxes: Iterable[Mailbox]) -> str:
    """Addresses as a person reads them, one after the other."""
    return ", ".join(map(str, boxes))
