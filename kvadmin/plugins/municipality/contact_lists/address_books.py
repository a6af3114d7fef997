"""What Outlook exports as csv: headings that mean something else there than in an office's own list, and settings.

``Title`` is ``Mr`` or ``Ms`` in Outlook, beside a ``Job Title``; in bokmål ``Tittel`` beside ``Stilling``. Some columns
are about the entry and no person (``Priority``), or say nothing (a birthday on ``0/0/00``): nobody misses them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kvadmin.api.imports import Cell, Row, SheetTables, find_tables
from kvadmin.api.wording import fold

#: The form of address -> what stands beside it where it is one.
_ADDRESSED = {"title": ("job title",), "tittel": ("stilling", "stillingstittel")}
#: Headings that only an address book has.
_BOOKISH = frozenset(("middle name", "mellomnavn", "mellomnamn", "suffix", "suffiks"))
#: How such a heading is shown; no field has it.
_SHOWN = {"title": "Form of address: Title", "tittel": "Tiltaleform: Tittel"}
#: Headings of settings, which say nothing about a person.
_SETTINGS = frozenset(
    "priority|sensitivity|private|internet free busy|e mail type|e mail 2 type|e mail 3 type|e mail display name|"
    "prioritet|følsomhet|privat|e posttype|e post 2 type|e post 3 type|vist e postnavn|labels|gender|kjønn".split("|")
)
_NO_DAY = frozenset(("0/0/00", "00.00.0000", "0.0.00"))


def find_contact_tables(book: Any, importer: Any, choices: Any = None, knows: Any = None) -> SheetTables:
    """The tables of a list of contacts; those of an address book's export with its own meaning of ``Title``.

    Args:
        book: What was read.
        importer: The contacts.
        choices: What a person has said.
        knows: Tells the municipalities.

    Raises:
        InvalidData: As :func:`kvadmin.api.imports.find_tables`.
        UsageError: As there.
    """
    sheets = tuple(
        replace(sheet, rows=tuple(_rows(sheet.rows))) if sheet.rows and _is_book(sheet.rows[0]) else sheet
        for sheet in book.sheets
    )
    return find_tables(replace(book, sheets=sheets), importer, choices, knows)


def _is_book(row: Row) -> bool:
    return not _BOOKISH.isdisjoint(fold(cell.text) for cell in row.cells)


def _rows(rows: Sequence[Row]) -> Iterator[Row]:
    """The headings with their own meaning, and the rows without what is a setting."""
    headings = [fold(cell.text) for cell in rows[0].cells]
    settings = {at for at, heading in enumerate(headings) if heading in _SETTINGS}
    labels = (
        Cell(where=cell.where) if at in settings else _heading(cell, headings) for at, cell in enumerate(rows[0].cells)
    )
    yield replace(rows[0], cells=tuple(labels))
    for row in rows[1:]:
        yield replace(row, cells=tuple(_without(cell, at in settings) for at, cell in enumerate(row.cells)))


def _heading(cell: Cell, headings: list[str]) -> Cell:
    heading = fold(cell.text)
    if not set(_ADDRESSED.get(heading, ())) & set(headings):
        return cell
    return Cell(_SHOWN[heading], _SHOWN[heading], cell.where)


def _without(cell: Cell, setting: bool) -> Cell:
    return Cell(where=cell.where) if setting or cell.text.strip() in _NO_DAY else cell
