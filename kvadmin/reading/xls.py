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
from kvadmin.reading.grid import SheetCells
from kvadmin.reading.shown import shown
from kvadmin.reading.values import password_protected, read_values
from kvadmin.reading.xlsx.merged import Area
from kvadmin.reading.xlsx.numbers import read_duration, read_moment
from kvadmin.reading.xlsx.styles import CellStyle, cell_style

#: Above it a float holds no single units any more.
_MOST_WHOLE = 1e15
#: Types of cells, as xlrd counts them.
_TEXT, _TRUTH, _ERROR, _BLANK = 1, 4, 5, (0, 6)


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
        self._styles: dict[int, CellStyle] = {}
        self._epoch_1904 = book.datemode == 1

    def read(self) -> Sheet:
        """The sheet as rows of cells."""
        sheet = self._sheet
        notes = {place: (note.text or "").strip() for place, note in sheet.cell_note_map.items()}
        for line in range(sheet.nrows):
            kinds, values = sheet.row_types(line), sheet.row_values(line)
            for column, kind in enumerate(kinds):
                if kind not in _BLANK or (line, column) in notes:
                    note = notes.pop((line, column), "")
                    self._put(line, column, kind, values[column], sheet.cell_xf_index(line, column), note)
        for (line, column), note in notes.items():
            self._put(line, column, 0, "", 0, note)
        for top, below, left, after in sheet.merged_cells:
            self._cells.merge(Area(top + 1, left, below, after - 1))
        self._cells.hidden_lines.update(
            line + 1 for line, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0
        )
        hidden = frozenset(at for at, info in sheet.colinfo_map.items() if info.hidden or info.width == 0)
        return Sheet(sheet.name, self._cells.rows(), sheet.visibility != 0, self._epoch_1904, hidden)

    def _put(self, line: int, column: int, kind: int, raw: Any, number: int, note: str) -> None:
        where = self._cells.where(line + 1, column)
        comment = checked(note, where).strip() if note else ""
        style = self._style(number)
        struck = style.struck
        if kind == _ERROR:
            cell = Cell(None, "", where, struck, comment, error=_error(raw))
        elif kind == _TEXT:
            text = raw
            if runs := self._sheet.rich_text_runlist_map.get((line, column)):
                text, struck = self._kept(raw, runs, struck=struck)
            text = checked(text, where)
            failed = error_word(text)
            cell = Cell(None if failed else text or None, "" if failed else text, where, struck, comment, error=failed)
        else:
            value = self._value(kind, raw, style)
            cell = Cell(value, shown(value, style.number_format), where, struck, comment)
        self._cells.put(line + 1, column, cell)

    def _value(self, kind: int, raw: Any, style: CellStyle) -> Value:
        if kind in _BLANK:
            return None
        if kind == _TRUTH:
            return bool(raw)
        try:
            if style.shows == "duration":
                return read_duration(raw)
            if style.shows == "date":
                return read_moment(raw, epoch_1904=self._epoch_1904)
        except OverflowError:  # no calendar has that day: the number stays
            pass
        return int(raw) if raw.is_integer() and abs(raw) < _MOST_WHOLE else float(raw)

    def _style(self, number: int) -> CellStyle:
        if number not in self._styles:
            style = self._book.xf_list[number]
            found = self._book.format_map.get(style.format_key)
            code = found.format_str if found else ""
            self._styles[number] = cell_style(code, struck=self._font_strikes(style.font_index))
        return self._styles[number]

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
