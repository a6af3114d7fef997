"""The workbook that comes back: its sheet, its columns and its rows, each found again whatever has been done to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book, Cell, Row, column_letters
from kvadmin.reading.cells import Sheet as ReadSheet
from kvadmin.sheets.headings import ByContent, HeadingNames, SheetHeadings
from kvadmin.sheets.lines import cut_short
from kvadmin.sheets.marks import KEY_HEADING, Marks, is_marks
from kvadmin.sheets.noun import SheetColumn
from kvadmin.translation import tr


@dataclass
class ReturnedSheet:
    """What stands in the workbook.

    Attributes:
        name: The sheet's name now; None in a file that has none.
        headings: Its columns.
        known: Key -> the rows that have it, more than one when a row was copied.
        keyless: Rows without a key.
        strange: Rows with a key that the workbook did not go out with.
    """

    name: str | None
    headings: SheetHeadings
    known: dict[str, list[Row]] = field(default_factory=dict)
    keyless: list[Row] = field(default_factory=list)
    strange: list[tuple[str, Row]] = field(default_factory=list)

    def cell(self, row: Row, column: str) -> Cell | None:
        """The cell of a column; None when the column is gone."""
        at = self.headings.at.get(column)
        return None if at is None else row[at]

    def where(self, row: Row, column: str = "") -> str:
        """The address of a cell, or of a row's first cell: ``Kontakter!D7``."""
        at = self.headings.at.get(column, 0)
        return f"{self.name}!{column_letters(at)}{row.number}" if self.name else f"{column_letters(at)}{row.number}"


def fitting_sheets(book: Book, marks: Marks, names: HeadingNames) -> list[tuple[ReadSheet, Row]]:
    """The sheets that have the headings, with the rows of those.

    Raises:
        InvalidData: There is none.
    """
    found = [
        (sheet, row) for sheet in book.sheets if not is_marks(sheet) and (row := names.row(sheet.rows)) is not None
    ]
    if not found:
        raise InvalidData(
            tr("no sheet has the headings of the sheet {name!r}", name=marks.sheet),
            where=book.name,
            hint=tr("make it again with kvadmin sheet out, and copy what you changed"),
            code="wrong-columns",
        )
    return found


def read_columns(sheet: ReadSheet, row: Row, marks: Marks, columns: Mapping[str, SheetColumn]) -> SheetHeadings:
    """Where each column stands: by its heading, in any language; else by place and content.

    Raises:
        InvalidData: The keys are gone.
    """
    found = HeadingNames(marks, columns).find(row)
    if found.key is None:
        raise InvalidData(
            tr(
                "the hidden column of keys ({heading!r}) is gone: nobody can tell which row is which",
                heading=KEY_HEADING,
            ),
            where=sheet.name,
            hint=tr("make it again with kvadmin sheet out, and copy what you changed"),
            code="wrong-columns",
        )
    if found.missing:
        ByContent(marks, columns, _below(sheet, row)).resolve(found)
    return found


def read_rows(sheet: ReadSheet, headings: SheetHeadings, keys: Sequence[str]) -> ReturnedSheet:
    """The rows by their keys, hidden ones as any other.

    Args:
        sheet: The sheet.
        headings: Its columns.
        keys: Those that the workbook went out with. Noughts that Excel has taken away in front are put back.

    Raises:
        InvalidData: Rows stand above the headings, as after sorting these among them.
    """
    assert headings.key is not None
    found = ReturnedSheet(sheet.name, headings)
    known = set(keys)
    _refuse_above(sheet, found, known)
    shortened: dict[str, str] = {}
    for key in keys:
        short = key.lstrip("0")
        shortened[short] = "" if short in shortened else key
    for row in _below(sheet, headings.row):
        if not any(cell.own for cell in row.cells):
            continue
        key = row[headings.key].text.strip()
        if not key:
            found.keyless.append(row)
        elif meant := key if key in known else shortened.get(key, ""):
            found.known.setdefault(meant, []).append(row)
        else:
            found.strange.append((key, row))
    return found


def _refuse_above(sheet: ReadSheet, found: ReturnedSheet, known: AbstractSet[str]) -> None:
    headings = found.headings
    above = [
        row
        for row in sheet.rows
        if headings.key is not None and row.number < headings.row.number and row[headings.key].text.strip() in known
    ]
    if above:
        raise InvalidData(
            tr(
                "{number} rows stand above the row of the headings ({where})",
                number=len(above),
                where=found.where(headings.row),
            ),
            where=sheet.name,
            details=cut_short([found.where(row) for row in above]),
            hint=tr("put the headings back on top; when sorting, say that the list has a heading"),
            code="wrong-columns",
        )


def _below(sheet: ReadSheet, headings: Row) -> list[Row]:
    return [each for each in sheet.rows if each.number > headings.number]
