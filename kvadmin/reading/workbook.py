"""Reading .xlsx with everything that carries meaning in a list kept by hand.

Strike-through, merged and hidden cells, notes, formulas with their stored results, number formats.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book, Cell, Row, Sheet, Value, checked, column_letters, column_number
from kvadmin.reading.shown import shown
from kvadmin.translation import tr

#: Cells that merged areas may cover in all. openpyxl makes an object for each, so that one area over a
#: whole sheet (17 thousand million cells, a hundred bytes in the file) would keep it busy for days.
_MOST_MERGED = 200_000
_MERGED = re.compile(rb'mergeCell\b[^>]*?\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')


def read_xlsx(data: bytes, name: str) -> Book:
    """Read an .xlsx or .xlsm file.

    Raises:
        InvalidData: The file is damaged, or a cell is too long or has control characters.
    """
    _refuse_giant_merges(data, name)
    book = _load(data, name, values=False)
    results = _load(data, name, values=True) if _has_formulas(book) else None
    epoch_1904 = book.epoch.year == 1904
    sheets = [
        _sheet(sheet, results[sheet.title] if results else None, epoch_1904=epoch_1904) for sheet in book.worksheets
    ]
    return Book(name, "xlsx", tuple(sheets))


def _refuse_giant_merges(data: bytes, name: str) -> None:
    for part, text in _sheet_parts(data):
        covered = 0
        for first, top, last, bottom in _MERGED.findall(text):
            width = column_number(last.decode()) - column_number(first.decode()) + 1
            covered += max(width, 0) * max(int(bottom) - int(top) + 1, 0)
        if covered > _MOST_MERGED:
            raise InvalidData(
                tr(
                    "merged areas cover {covered:,} cells of one sheet; {most_merged:,} is the most",
                    covered=covered,
                    most_merged=_MOST_MERGED,
                ),
                where=f"{name}: {part}",
                hint=tr("unmerge the cells of that sheet and save the file again"),
            )


def _sheet_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for part in packed.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                try:
                    yield part, packed.read(part)
                except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError):
                    return  # damaged or encrypted: the loading says so


def _load(data: bytes, name: str, *, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Parts that openpyxl leaves out (drawings, validation lists) are none that we read.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=True)
    except InvalidData:
        raise
    except Exception as problem:  # a damaged workbook fails in many ways, all of them mean this
        raise InvalidData(
            tr("the workbook is damaged ({name})", name=type(problem).__name__),
            where=name,
            hint=tr("open it in Excel or LibreOffice, let it be repaired, and save it again"),
        ) from problem


def _has_formulas(book: Any) -> bool:
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in _stored(sheet).values())


def _stored(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cells that the file holds. Walking the sheet's dimensions instead would make cells up to XFD1048576."""
    cells: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001 - no public way leads to the stored cells alone
    return cells


def _sheet(sheet: Any, results: Any, *, epoch_1904: bool) -> Sheet:
    read: dict[int, dict[int, Cell]] = {}
    for (line, column), stored in sorted(_stored(sheet).items(), key=lambda each: each[0]):
        if stored.value is not None or stored.comment:
            result = results[stored.coordinate].value if results and stored.data_type == "f" else None
            cell = _cell(stored, f"{sheet.title}!{stored.coordinate}", result)
            if not cell.blank or cell.formula or cell.comment:
                read.setdefault(line, {})[column - 1] = cell
    rows_with_own = {line for line, cells in read.items() if any(cell.own for cell in cells.values())}
    _spread(sheet.merged_cells.ranges, read, rows_with_own)
    rows = [
        Row(line, _dense(read[line], sheet.title, line), _hidden(sheet.row_dimensions, line))
        for line in sorted(rows_with_own)
    ]
    return Sheet(sheet.title, tuple(rows), sheet.sheet_state != "visible", epoch_1904)


def _cell(stored: Any, where: str, result: Any) -> Cell:
    formula = ""
    raw = stored.value
    if stored.data_type == "f":
        formula = checked(str(getattr(raw, "text", None) or raw), where)
        raw = result
    value: Value = checked(_kept(raw), where) if isinstance(raw, (str, list)) else raw
    text = shown(value, stored.number_format or "General")
    comment = checked(stored.comment.text or "", where).strip() if stored.comment else ""
    return Cell(value, text, where, _struck(stored), comment, formula)


def _kept(raw: Any) -> str:
    """The text without the pieces that are struck through, unless all of them are."""
    if isinstance(raw, str):
        return raw
    left = "".join(str(piece) for piece in raw if isinstance(piece, str) or not (piece.font and piece.font.strike))
    return left if left.strip() else str(raw)


def _struck(stored: Any) -> bool:
    """Struck as a whole: by the cell's font, or by every piece of its text."""
    own = bool(stored.font and stored.font.strike)
    if not isinstance(stored.value, list):
        return own
    pieces = [piece for piece in stored.value if str(piece).strip()]
    return bool(pieces) and all(
        own if isinstance(piece, str) else bool(piece.font and piece.font.strike) for piece in pieces
    )


def _spread(areas: Iterable[Any], read: dict[int, dict[int, Cell]], rows: set[int]) -> None:
    """Give every cell of a merged area the content of its upper left one, in rows that have content."""
    for area in sorted(areas, key=lambda each: (each.min_row, each.min_col)):
        first = read.get(area.min_row, {}).get(area.min_col - 1)
        if first is None or first.blank:
            continue
        corner = f"{column_letters(area.min_col - 1)}{area.min_row}"
        covered = Cell(
            first.value, first.text, first.where, first.struck, first.comment, first.formula, merged_from=corner
        )
        for line in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col - 1, area.max_col) if line in rows else ():
                if (line, column) != (area.min_row, area.min_col - 1):
                    read[line].setdefault(column, covered)


def _dense(cells: dict[int, Cell], title: str, line: int) -> tuple[Cell, ...]:
    return tuple(
        cells.get(column) or Cell(where=f"{title}!{column_letters(column)}{line}") for column in range(max(cells) + 1)
    )


def _hidden(dimensions: Any, line: int) -> bool:
    if line not in dimensions:
        return False
    return bool(dimensions[line].hidden) or dimensions[line].height == 0
