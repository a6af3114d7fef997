"""The record, and the fields of it that a person sets."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Snapshot, UnknownName, tr
from kvadmin.api.commands import REQUIRED, Settable, SettableFields, one_line, parse_day
from kvadmin.api.records import Record
from kvadmin.api.wording import near_names


class CallbackEntry(Record, kw_only=True):
    """Something to be done for a municipality.

    Args:
        id: The municipality's number and a number of its own: 0301-1.
        municipality: Its number.
        text: What is to be done.
        due: By when.
    """

    collection = "callback"

    id: str
    municipality: str
    text: str
    due: date | None = None


#: How each field is read, wherever it is typed: at the command line, in a list that is taken in.
FIELDS = SettableFields(
    "an entry",
    (Settable("text", one_line, empty=REQUIRED), Settable("due", parse_day, empty=None)),
)


def find_entry(data: Snapshot, typed: str) -> CallbackEntry:
    """The entry with that id.

    Raises:
        UnknownName: There is none; the error says which are near.
    """
    found = data.find(CallbackEntry, typed.strip()) if typed.strip() else None
    if found is None:
        raise UnknownName(
            tr("there is no entry {id!r}", id=typed),
            hint="`kvadmin callback list`",
            near=near_names(typed, {each.id: each.text for each in data.all(CallbackEntry)}),
            code="unknown-record",
        )
    return found


def free_id(taken: set[str], municipality: str) -> str:
    """The next id of a municipality: one more than the highest it has."""
    # The number of an entry that was removed may come again. Where others quote the ids, keep the highest somewhere.
    numbers = [int(each.partition("-")[2]) for each in taken if each.partition("-")[0] == municipality]
    return f"{municipality}-{max(numbers, default=0) + 1}"
