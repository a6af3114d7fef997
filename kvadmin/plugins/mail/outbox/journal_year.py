"""The journal's sequence numbers: which document got which, and when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kvadmin.api.records import Part, Record


class JournalAllotment(Part, kw_only=True):
    """Sequence numbers that documents got together, when the journal was written.

    Args:
        first: The number of the first document; the others follow without a gap.
        date: The day they were entered (journal date).
        documents: Each ``PLACE = REFERENCE``: ``outbox/call/3 = 08/2-7`` is letter 3 of the mailing ``call``, and
            ``applications/P3/0301 = 08/2-1`` an application, with the case and the number in it that they have.
    """

    first: int
    date: date
    documents: list[str]


class JournalYear(Record, kw_only=True):
    """One year of the journal. Numbers are given once and never again, also when an allotment is undone.

    Args:
        year: Four digits.
        last: The highest number that has ever been given.
    """

    collection: ClassVar[str] = "journal"

    year: str
    last: int = 0
    allotments: list[JournalAllotment] = []
