"""A visit, and the fields of it that a person sets."""

from __future__ import annotations

from datetime import date

from kvadmin.api.commands import REQUIRED, Settable, SettableFields, parse_day, yes_or_no
from kvadmin.api.records import Record


class Visit(Record, kw_only=True):
    """Somebody goes to see a municipality; ``id`` is a number that says nothing."""

    collection = "visits"

    id: str
    municipality: str
    day: date
    who: str = ""
    held: bool = False
    note: str = ""


VISIT_FIELDS = SettableFields(
    "a visit",
    (
        Settable("day", parse_day, empty=REQUIRED),
        Settable("who"),
        Settable("held", yes_or_no, empty=False),
        Settable("note"),
    ),
)
