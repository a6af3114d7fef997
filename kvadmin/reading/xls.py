"""Reading .xls (BIFF, Excel 2 to 2003) with xlrd: values, number formats, strike-through, notes, merged, hidden.

Of a formula xlrd gives the stored result only, so ``Cell.formula`` is always empty here, and a formula that was never
computed looks like an empty cell or a zero. What xlrd cannot open calamine often can, without any marks: the book then
says so in ``unseen`` and ``remarks``.
"""

from __future__ import annotations

import io
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book, Cell, Sheet, Value, checked
from kvadmin.reading.error_words import error_word
from kvadmin.reading.grid import MergedArea, SheetCells
from kvadmin.reading.serial_days import timed_value
from kvadmin.reading.shown import shown
from kvadmin.reading.values import password_protected, read_values

#: Above it a float holds no single units any more.
_MOST_WHOLE = 1e15


def read_xls(data: bytes, name: str) -> Book:
    """Read an .xls file.

    Raises:
        InvalidData: The file is damaged or protected by a password, or a cell is too long or has control characters.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=False
        )
    except xlrd.XLRDError as problem:
        if "encrypted" in str(problem):
            raise password_protected(name) from problem
        return read_values(data, name, "xls")
    except Exception:  # xlrd fails in many ways over a damaged or unusual file; calamine is asked, and has its own say
        return read_values(data, name, "xls")
    try:
        sheets = tuple(_XlsSheet(book, sheet, name).read() for sheet in book.sheets())
    except InvalidData:
        raise
    except Exception:  # the same, met later
        return read_values(data, name, "xls")
    return Book(name, "xls", sheets)


class _XlsSheet:
    """One sheet of an open workbook."""

    def __init__(self, book: Any, sheet: Any, name: str) -> None:
        self._book, self._sheet = book, sheet
        self._cells = SheetCells(name, sheet.name)
        self._formats: dict[int, str] = {}
        self._struck: dict[int, bool] = {}
        self._epoch_1904 = book.datemode == 1

    def read(self) -> Sheet:
        """The sheet as rows of cells."""
        sheet = self._sheet
        notes = {place: (note.text or "").strip() for place, note in sheet.cell_note_map.items()}
        width = 0
        for line in range(sheet.nrows):
            kinds, values = sheet.row_types(line), sheet.row_values(line)
            for column, kind in enumerate(kinds):
                if kind not in (0, 6) or (line, column) in notes:
                    self._put(
                        line,
                        column,
                        kind,
                        values[column],
                        sheet.cell_xf_index(line, column),
                        notes.pop((line, column), ""),
                    )
                    width = max(width, column + 1)
        for (line, column), note in notes.items():
            self._put(line, column, 0, "", 0, note)
            width = max(width, column + 1)
        for top, below, left, after in sheet.merged_cells:
            self._cells.merge(MergedArea(top + 1, left, below, after - 1))
        self._cells.hidden_lines.update(
            line + 1 for line, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0
        )
        hidden = frozenset(
            at for at, info in sheet.colinfo_map.items() if (info.hidden or info.width == 0) and at < width
        )
        return Sheet(sheet.name, self._cells.rows(), sheet.visibility != 0, self._epoch_1904, hidden)

    def _put(self, line: int, column: int, kind: int, raw: Any, style: int, note: str) -> None:
        where = self._cells.where(line + 1, column)
        comment = checked(note, where).strip() if note else ""
        struck = self._is_struck(style)
        if kind == 5:
            cell = Cell(None, "", where, struck, comment, error=_error(raw))
        elif kind == 1:
            text = raw
            if runs := self._sheet.rich_text_runlist_map.get((line, column)):
                text, struck = self._kept(raw, runs, struck=struck)
            text = checked(text, where)
            failed = error_word(text)
            cell = Cell(None if failed else text or None, "" if failed else text, where, struck, comment, error=failed)
        else:
            value, code = self._value(kind, raw, style)
            cell = Cell(value, shown(value, code), where, struck, comment)
        self._cells.put(line + 1, column, cell)

    def _value(self, kind: int, raw: Any, style: int) -> tuple[Value, str]:
        if kind in (0, 6):
            return None, ""
        if kind == 4:
            return bool(raw), ""
        code = self._format(style)
        value = timed_value(raw, code, epoch_1904=self._epoch_1904)
        if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_WHOLE:
            value = int(value)
        return value, code

    def _format(self, style: int) -> str:
        if style not in self._formats:
            found = self._book.format_map.get(self._book.xf_list[style].format_key)
            self._formats[style] = (found.format_str if found else "") or "General"
        return self._formats[style]

    def _is_struck(self, style: int) -> bool:
        if style not in self._struck:
            self._struck[style] = self._font_strikes(self._book.xf_list[style].font_index)
        return self._struck[style]

    def _font_strikes(self, font: int) -> bool:
        fonts = self._book.font_list
        return font < len(fonts) and bool(fonts[font].struck_out)

    def _kept(self, text: str, runs: list[tuple[int, int]], *, struck: bool) -> tuple[str, bool]:
        """The text without its struck runs unless all are, and whether all are; the cell's font holds till then."""
        starts = [(0, struck), *((at, self._font_strikes(font)) for at, font in runs)]
        ends = [at for at, _ in starts[1:]] + [len(text)]
        pieces = [(text[start:end], own) for (start, own), end in zip(starts, ends, strict=True)]
        seen = [own for piece, own in pieces if piece.strip()]
        if not any(seen) or all(seen):
            return text, bool(seen) and all(seen)
        return "".join(piece for piece, own in pieces if not own), False


def _error(code: Any) -> str:
    from xlrd.biffh import error_text_from_code

    return str(error_text_from_code.get(code, "#N/A"))
