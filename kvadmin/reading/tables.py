"""Finding the tables in a book: the header row by its content, below titles, in one or two rows, on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import NOTHING, Book, Cell, Row, Sheet
from kvadmin.reading.headings import NEAR, Columns, Headings, assign
from kvadmin.translation import tr
from kvadmin.wording.folding import fold_plain

#: Rows with content in which a header is looked for: titles, addresses and instructions stand above it.
_SEARCHED = 60
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Rows under one header.

    Attributes:
        sheet: The sheet; its name is None for csv.
        columns: What the columns answer.
        rows: The rows below the header, totals and notes included.
        header_rows: Line numbers of the header itself.
        repeated: Line numbers where the same header stands again (a page break).
    """

    sheet: Sheet
    columns: Columns
    rows: tuple[Row, ...]
    header_rows: tuple[int, ...]
    repeated: tuple[int, ...] = ()

    def cells(self, row: Row, field: str) -> tuple[Cell, ...]:
        """The cells of a row that answer the field, surest column first."""
        return tuple(row[at] for at in self.columns.by_field.get(field, ()))

    def cell(self, row: Row, field: str) -> Cell:
        """The first of them with something in it, or an empty cell."""
        cells = self.cells(row, field)
        return next((cell for cell in cells if not cell.blank), cells[0] if cells else NOTHING)

    def text(self, row: Row, field: str) -> str:
        """Its text, blanks at the ends taken off."""
        return self.cell(row, field).text.strip()


@dataclass(frozen=True, slots=True)
class SheetTables:
    """The tables of a book, and the sheets with content that none was found on."""

    book: Book
    tables: tuple[SheetTable, ...]
    other_sheets: tuple[str, ...] = ()

    @property
    def unknown_columns(self) -> tuple[tuple[str | None, str], ...]:
        """Sheet and heading of every column that nobody knows."""
        return tuple(
            dict.fromkeys((table.sheet.name, label) for table in self.tables for label in table.columns.unknown)
        )


def find_tables(
    book: Book,
    headings: Headings,
    needs: Sequence[Sequence[str]],
    lesser: Sequence[Sequence[str]] | None = None,
) -> SheetTables:
    """Every table of the book that has the needed columns.

    Args:
        book: What was read.
        headings: The fields of this kind of list.
        needs: Groups of fields; a table needs one field of each group.
        lesser: Less than that, which is enough for a table when another one in the book has all.

    Raises:
        InvalidData: No sheet has such a table; the message names what is missing and what was found.
    """
    found = [(sheet, _on_sheet(sheet, headings)) for sheet in book.sheets if sheet.rows]
    every = [table for _, tables in found for table in tables]
    if all(_missing(table.columns, needs) for table in every):
        raise _no_table(book, needs, [(table.sheet, table.columns) for table in every])
    good = [
        table
        for table in every
        if not _missing(table.columns, needs) or (lesser is not None and not _missing(table.columns, lesser))
    ]
    used = {id(table.sheet) for table in good}
    return SheetTables(book, tuple(good), tuple(sheet.name or "" for sheet, _ in found if id(sheet) not in used))


def _missing(columns: Columns, needs: Sequence[Sequence[str]]) -> list[str]:
    return [" or ".join(group) for group in needs if not any(columns.has(name) for name in group)]


def _no_table(book: Book, needs: Sequence[Sequence[str]], best: list[tuple[Sheet, Columns]]) -> InvalidData:
    if not best:
        seen = [_first_line(sheet) for sheet in book.sheets if sheet.rows]
        missing = "; ".join(" or ".join(group) for group in needs)
        return InvalidData(
            tr("no header row was found; needed: {missing}", missing=missing),
            where=book.name,
            details=seen,
            hint=tr("the first row of the list must name its columns"),
        )
    sheet, columns = min(best, key=lambda each: (len(_missing(each[1], needs)), -len(each[1].by_field)))
    return InvalidData(
        tr("missing columns: {columns}", columns="; ".join(_missing(columns, needs))),
        where=f"{book.name}{f' (sheet {sheet.name})' if sheet.name else ''}",
        details=[tr("found: {labels}", labels=", ".join(label for label in columns.labels if label))],
        hint=tr("name the columns in Norwegian or English"),
    )


def _first_line(sheet: Sheet) -> str:
    texts = [" ".join(cell.text.split())[:40] for cell in sheet.rows[0].filled][:8]
    return tr(
        "{rest}first row with content: {texts}",
        rest=f"sheet {sheet.name}, " if sheet.name else "",
        texts=" | ".join(texts),
    )


def _on_sheet(sheet: Sheet, headings: Headings) -> list[SheetTable]:
    """The tables under each other on one sheet."""
    start = _best_header(sheet.rows[:_SEARCHED], headings)
    if start is None:
        return []
    first, height, columns = start
    tables: list[SheetTable] = []
    rows: list[Row] = []
    repeated: list[int] = []
    header_rows = tuple(row.number for row in sheet.rows[first : first + height])
    for row in sheet.rows[first + height :]:
        again = _header_again(row, headings, columns)
        if again is None:
            rows.append(row)
        elif _same(again, columns):
            rows.append(row)
            repeated.append(row.number)
        else:
            tables.append(SheetTable(sheet, columns, tuple(rows), header_rows, tuple(repeated)))
            columns, rows, repeated, header_rows = again, [], [], (row.number,)
    return [*tables, SheetTable(sheet, columns, tuple(rows), header_rows, tuple(repeated))]


def _best_header(rows: Sequence[Row], headings: Headings) -> tuple[int, int, Columns] | None:
    """Index, height and columns of the row (or pair of rows) that names the most fields; the first of equals."""
    best: tuple[int, int, Columns] | None = None
    score = 1
    for at, row in enumerate(rows):
        if not _may_be_header(row):
            continue
        single = assign(headings, _labels(None, row))
        if len(single.by_field) > score:
            best, score = (at, 1, single), len(single.by_field)
        above = rows[at - 1] if at and rows[at - 1].number >= row.number - 2 else None
        if above is not None and _may_be_header(above) and len(above.filled) > 1:
            pair = assign(headings, _labels(above, row))
            if len(pair.by_field) > score and len(pair.by_field) > len(single.by_field):
                best, score = (at - 1, 2, pair), len(pair.by_field)
    if best is None and rows and _single_column(rows[0], headings):
        return 0, 1, assign(headings, _labels(None, rows[0]))
    return best


def _single_column(row: Row, headings: Headings) -> bool:
    return len(row.filled) == 1 and bool(assign(headings, _labels(None, row)).by_field)


def _may_be_header(row: Row) -> bool:
    return all(len(cell.text) <= _LONGEST_HEADING and not cell.formula for cell in row.filled)


def _labels(above: Row | None, row: Row) -> list[tuple[str, str]]:
    labels = []
    for at in range(max(len(row.cells), len(above.cells) if above else 0)):
        own = row[at].text.strip()
        over = above[at].text.strip() if above else ""
        labels.append((own, own if not over or over == own else f"{over} {own}".strip()))
    return labels


def _header_again(row: Row, headings: Headings, columns: Columns) -> Columns | None:
    """The columns of a header further down: nearly every cell is a heading, at least two of them to the letter."""
    # Nearly every row ends here: no cell of it is a heading, and a figure has no letters.
    if not any(
        (text := cell.text.strip()) and text.upper() != text.lower() and headings.hit(text) for cell in row.cells
    ):
        return None
    if len(row.filled) < 2 or not _may_be_header(row):
        return None
    found = assign(headings, _labels(None, row))
    if _same(found, columns):
        return found
    sure = sum(1 for level in found.levels.values() if level >= NEAR)
    most = len(row.filled) - len(found.unknown) >= 0.6 * len(row.filled)
    return found if sure >= 2 and most else None


def _same(one: Columns, other: Columns) -> bool:
    return [fold_plain(label) for label in one.labels if label] == [fold_plain(each) for each in other.labels if each]
