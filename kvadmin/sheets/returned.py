"""The workbook that comes back: its sheet, its columns and its rows, each found again whatever has been done to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.cells import Book, Cell, Row, column_letters
from kvadmin.reading.cells import Sheet as ReadSheet
from kvadmin.sheets.headings import Headings, find_columns, folded_names, heading_row
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
    headings: Headings
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


def find_rows(
    book: Book, marks: Marks, columns: Mapping[str, SheetColumn], *, wanted: str | None = None
) -> ReturnedSheet:
    """The sheet of a workbook with its columns and rows.

    Args:
        book: The workbook.
        marks: What it remembers.
        columns: The noun's columns by name.
        wanted: The sheet that the person names (``--sheet``), or None.

    Raises:
        UsageError: Several sheets may be meant, or the one that is named is not there.
        InvalidData: There is no such sheet, or its keys are gone.
    """

    def names(column: str) -> set[str]:
        known = columns.get(column)
        english = [known.heading, tr(known.heading)] if known else []
        return folded_names([column, marks.headings[column], *english])

    fitting = []
    for sheet in book.sheets:
        if not is_marks(sheet) and (row := heading_row(sheet.rows, marks, names)) is not None:
            fitting.append((sheet, row))
    sheet, row = _the_one(book, marks, fitting, wanted)
    below = [each for each in sheet.rows if each.number > row.number]
    headings = find_columns(row, below, marks, columns, names)
    if headings.key is None:
        raise InvalidData(
            tr(
                "the hidden column of keys ({heading!r}) is gone: nobody can tell which row is which",
                heading=KEY_HEADING,
            ),
            where=f"{book.name}: {sheet.name}",
            hint=tr("make it again with kvadmin sheet out, and copy what you changed"),
            code="no-marks",
        )
    found = ReturnedSheet(sheet.name, headings)
    _sort_out(found, below, marks)
    return found


def _the_one(
    book: Book, marks: Marks, fitting: Sequence[tuple[ReadSheet, Row]], wanted: str | None
) -> tuple[ReadSheet, Row]:
    if wanted is not None:
        fitting = [each for each in fitting if (each[0].name or "").casefold() == wanted.strip().casefold()]
        if not fitting:
            raise UsageError(
                tr("the workbook has no sheet {name!r} of this kind", name=wanted),
                where="--sheet",
                code="unknown-sheet",
            )
    if not fitting:
        raise InvalidData(
            tr("no sheet has the headings of the sheet {name!r}", name=marks.sheet),
            where=book.name,
            hint=tr("make it again with kvadmin sheet out, and copy what you changed"),
            code="missing-columns",
        )
    if len(fitting) > 1:
        told = ", ".join(repr(sheet.name) for sheet, _ in fitting)
        raise UsageError(
            tr("several sheets may be meant: {names}", names=told),
            where=book.name,
            hint=tr("say which one counts: --sheet NAME"),
            code="ambiguous-name",
        )
    return fitting[0]


def _sort_out(found: ReturnedSheet, rows: Iterable[Row], marks: Marks) -> None:
    shortened: dict[str, str] = {}
    for key in marks.base:
        short = key.lstrip("0")
        shortened[short] = key if short not in shortened else ""
    assert found.headings.key is not None
    for row in rows:
        if not any(cell.own for cell in row.cells):
            continue
        key = row[found.headings.key].text.strip()
        if not key:
            found.keyless.append(row)
        elif (known := key if key in marks.base else shortened.get(key, "")) and known:
            found.known.setdefault(known, []).append(row)
        else:
            found.strange.append((key, row))
