"""The cells of ``content.xml``, met element by element; repeated ones are only counted unless they hold something."""

from __future__ import annotations

import re
from collections.abc import Callable

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Cell, Sheet
from kvadmin.reading.grid import SheetCells
from kvadmin.reading.opendocument.names import DRAW, FORM, OFFICE, TABLE, TEXT
from kvadmin.reading.opendocument.paragraphs import BLANK, BREAK, TAB, Piece
from kvadmin.reading.opendocument.styles import Attributes, OdsStyles
from kvadmin.reading.opendocument.values import cell_of
from kvadmin.reading.xlsx.merged import Area
from kvadmin.translation import tr

_COLUMNS_REPEATED, _ROWS_REPEATED = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
_STYLE_NAME, _DEFAULT_STYLE = f"{TABLE}style-name", f"{TABLE}default-cell-style-name"
_COLUMNS_SPANNED, _ROWS_SPANNED = f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned"
_FORMULA, _TYPE = f"{TABLE}formula", f"{OFFICE}value-type"
#: Inside these stands text that is no cell's: earlier contents, cached copies of other files, controls, drawings.
_APART = {
    f"{TABLE}tracked-changes",
    f"{TABLE}dde-links",
    f"{TABLE}shapes",
    f"{TABLE}named-expressions",
    f"{OFFICE}forms",
    f"{OFFICE}event-listeners",
}
_MOST_COLUMNS = 16_384
#: Cells with content that repetition may make in all: more is a bomb, and no list.
_MOST_REPEATED = 200_000
#: A sheet of another file that LibreOffice keeps a copy of; it is not shown.
_CACHED = re.compile(r"'file:")


class ContentReader:
    """The sheets of a document, filled as its elements are met.

    Args:
        book: The file's name, for messages.
        styles: The document's styles; those of ``content.xml`` stand before its cells.
    """

    def __init__(self, book: str, styles: OdsStyles) -> None:
        self.sheets: list[Sheet] = []
        self.epoch_1904 = False
        self._book, self._styles = book, styles
        self._apart = 0
        self._repeated = 0
        self._cells: SheetCells | None = None
        self._title, self._sheet_hidden = "", False
        self._column_styles: list[str] = []
        self._hidden_columns: set[int] = set()
        self._groups: list[bool] = []
        self._line, self._column = 0, 0
        self._row: Attributes = {}
        self._row_cells: list[tuple[int, Cell]] = []
        self._cell: Attributes | None = None
        self._paragraphs: list[list[Piece]] = []
        self._note: list[list[Piece]] | None = None
        self._noted: list[list[Piece]] = []
        self._pieces: list[Piece] | None = None
        self._spans: list[bool | None] = [None]
        self._starts: dict[str, Callable[[Attributes], None]] = {
            f"{TABLE}table-cell": self._cell_starts,
            f"{TABLE}covered-table-cell": self._cell_starts,
            f"{TEXT}p": self._paragraph_starts,
            f"{TEXT}h": self._paragraph_starts,
            f"{TEXT}span": self._span_starts,
            f"{TEXT}s": self._blanks,
            f"{TEXT}tab": lambda _: self._append(TAB),
            f"{TEXT}line-break": lambda _: self._append(BREAK),
            f"{OFFICE}annotation": self._note_starts,
            f"{TABLE}table-row": self._row_starts,
            f"{TABLE}table-column": self._columns,
            f"{TABLE}table-row-group": self._group_starts,
            f"{TABLE}table-column-group": self._group_starts,
            f"{TABLE}table": self._table_starts,
            f"{TABLE}null-date": self._null_date,
        }
        self._ends: dict[str, Callable[[], None]] = {
            f"{TABLE}table-cell": self._cell_ends,
            f"{TABLE}covered-table-cell": self._cell_ends,
            f"{TEXT}p": self._paragraph_ends,
            f"{TEXT}h": self._paragraph_ends,
            f"{TEXT}span": self._span_ends,
            f"{OFFICE}annotation": self._note_ends,
            f"{TABLE}table-row": self._row_ends,
            f"{TABLE}table-row-group": self._group_ends,
            f"{TABLE}table-column-group": self._group_ends,
            f"{TABLE}table": self._table_ends,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._apart:
            self._apart += 1
        elif handler := self._starts.get(name):
            handler(attributes)
        elif name in _APART or name.startswith((DRAW, FORM)):
            self._apart = 1

    def end(self, name: str) -> None:
        """An element ends."""
        if self._apart:
            self._apart -= 1
        elif handler := self._ends.get(name):
            handler()

    def text(self, data: str) -> None:
        """Text inside the element that is open."""
        if self._pieces is not None and not self._apart:
            self._pieces.append((data, self._spans[-1]))

    # A table

    def _table_starts(self, attributes: Attributes) -> None:
        self._title = attributes.get(f"{TABLE}name", "") or f"Ark{len(self.sheets) + 1}"
        self._sheet_hidden = self._styles.hidden("table", attributes.get(_STYLE_NAME, ""))
        self._cells = SheetCells(self._book, self._title)
        self._column_styles, self._hidden_columns, self._groups = [], set(), []
        self._line = 0

    def _table_ends(self) -> None:
        if self._cells is not None and not (self._sheet_hidden and _CACHED.match(self._title)):
            hidden = frozenset(self._hidden_columns)
            self.sheets.append(Sheet(self._title, self._cells.rows(), self._sheet_hidden, self.epoch_1904, hidden))
        self._cells = None

    def _null_date(self, attributes: Attributes) -> None:
        self.epoch_1904 = attributes.get(f"{TABLE}date-value", "").startswith("1904")

    def _group_starts(self, attributes: Attributes) -> None:
        self._groups.append(attributes.get(f"{TABLE}display") == "false")

    def _group_ends(self) -> None:
        self._groups.pop()

    def _columns(self, attributes: Attributes) -> None:
        first = len(self._column_styles)
        number = min(_times(attributes, _COLUMNS_REPEATED), _MOST_COLUMNS - first)
        self._column_styles += [attributes.get(_DEFAULT_STYLE, "")] * number
        if _not_seen(attributes) or any(self._groups):
            self._hidden_columns.update(range(first, first + number))

    # A row

    def _row_starts(self, attributes: Attributes) -> None:
        self._row, self._row_cells, self._column = attributes, [], 0

    def _row_ends(self) -> None:
        times = _times(self._row, _ROWS_REPEATED)
        if self._row_cells and self._cells is not None:
            if times > 1:
                self._count(times * len(self._row_cells))
            style = self._row.get(_STYLE_NAME, "")
            hidden = _not_seen(self._row) or any(self._groups) or self._styles.hidden("table-row", style)
            for line in range(self._line + 1, self._line + times + 1):
                if hidden:
                    self._cells.hidden_lines.add(line)
                for column, cell in self._row_cells:
                    again = line > self._line + 1
                    self._cells.put(line, column, _moved(cell, self._cells.where(line, column)) if again else cell)
        self._line += times

    def _count(self, number: int) -> None:
        self._repeated += number
        if self._repeated > _MOST_REPEATED:
            raise InvalidData(
                tr(
                    "{number:,} cells are repetitions of others; {most:,} is the most",
                    number=self._repeated,
                    most=_MOST_REPEATED,
                ),
                where=f"{self._book}: {self._title}",
                hint=tr("delete what was filled in below or beside the list"),
                code="damaged-file",
            )

    # A cell

    def _cell_starts(self, attributes: Attributes) -> None:
        self._cell, self._paragraphs, self._noted = attributes, [], []

    def _cell_ends(self) -> None:
        attributes, self._cell = self._cell, None
        if attributes is None or self._cells is None:
            return
        times = _times(attributes, _COLUMNS_REPEATED) if _COLUMNS_REPEATED in attributes else 1
        if self._paragraphs or self._noted or _TYPE in attributes or _FORMULA in attributes:
            self._filled(self._cells, attributes, times)
        self._column += times

    def _filled(self, cells: SheetCells, attributes: Attributes, times: int) -> None:
        line, column = self._line + 1, self._column
        style = attributes.get(_STYLE_NAME) or self._row.get(_DEFAULT_STYLE) or ""
        if not style and column < len(self._column_styles):
            style = self._column_styles[column]
        where = cells.where(line, column)
        cell = cell_of(attributes, self._paragraphs, self._noted, self._styles, style, where)
        if cell.blank and not (cell.formula or cell.comment or cell.error):
            return
        if times > 1:
            self._count(times)
        self._row_cells.append((column, cell))
        self._row_cells += [(at, _moved(cell, cells.where(line, at))) for at in range(column + 1, column + times)]
        if _COLUMNS_SPANNED in attributes or _ROWS_SPANNED in attributes:
            right = column + _times(attributes, _COLUMNS_SPANNED) - 1
            bottom = line + _times(attributes, _ROWS_SPANNED) - 1
            if (bottom, right) != (line, column):
                cells.merge(Area(line, column, bottom, right))

    def _note_starts(self, _: Attributes) -> None:
        self._note = []

    def _note_ends(self) -> None:
        self._noted, self._note = self._note or [], None

    # A paragraph

    def _paragraph_starts(self, attributes: Attributes) -> None:
        if self._cell is not None:
            style = attributes.get(f"{TEXT}style-name", "")
            self._pieces, self._spans = [], [self._styles.struck("paragraph", style) if style else None]

    def _paragraph_ends(self) -> None:
        if self._pieces is not None:
            (self._paragraphs if self._note is None else self._note).append(self._pieces)
            self._pieces = None

    def _span_starts(self, attributes: Attributes) -> None:
        own = self._styles.struck("text", attributes.get(f"{TEXT}style-name", ""))
        self._spans.append(self._spans[-1] if own is None else own)

    def _span_ends(self) -> None:
        if len(self._spans) > 1:
            self._spans.pop()

    def _append(self, sign: str) -> None:
        self.text(sign)

    def _blanks(self, attributes: Attributes) -> None:
        self.text(BLANK * min(_times(attributes, f"{TEXT}c"), 1000))


def _times(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(name, "1")), 1)


def _not_seen(attributes: Attributes) -> bool:
    return attributes.get(f"{TABLE}visibility", "visible") != "visible"


def _moved(cell: Cell, where: str) -> Cell:
    return Cell(cell.value, cell.text, where, cell.struck, cell.comment, cell.formula, cell.merged_from, cell.error)
