"""How lists of an office are to be read, as a person has said once."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from kvadmin.model.record import Part, Record


class KeptReading(Part, kw_only=True):
    """How a list with these headings is read.

    Args:
        headings: All headings of the list, folded and sorted: the next list with the same is read the same way.
        mapped: Heading -> field.
        ignored: Headings that answer nothing.
        sheet: The only sheet that is read; empty: all.
        header_row: The line of the headings; 0: found by itself.
        date_order: ``dmy``, ``mdy`` or ``ymd``; empty: judged by each column.
        file: The name of the list that it was said of.
        kept: When.
    """

    headings: list[str]
    mapped: dict[str, str] = {}
    ignored: list[str] = []
    sheet: str = ""
    header_row: int = 0
    date_order: Literal["", "dmy", "mdy", "ymd"] = ""
    file: str = ""
    kept: date


class Readings(Record, kw_only=True):
    """The readings that are kept for one importer.

    Added in version 0.2.
    """

    collection: ClassVar[str] = "readings"

    importer: str
    lists: list[KeptReading] = []
