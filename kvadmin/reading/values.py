"""Reading the values alone: .xlsb, and workbooks that their own reader cannot open."""

from __future__ import annotations

import io
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book, Cell, Row, Sheet, Value, checked, column_letters
from kvadmin.reading.error_words import error_word
from kvadmin.reading.shown import shown
from kvadmin.translation import tr

#: What calamine gives nothing of.
UNSEEN = ("strike-through", "notes", "number formats", "merged cells", "hidden rows and columns")


def read_values(data: bytes, name: str, kind: str) -> Book:
    """Read a workbook without strike-through, notes and number formats.

    Raises:
        InvalidData: The file is damaged or protected by a password, or a cell cannot be.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [_sheet(book.get_sheet_by_name(each.name), each) for each in book.sheets_metadata if _is_sheet(each)]
    except (InvalidData, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # errors of its own per format, and panics, which Python counts as no Exception
        if "assword" in f"{type(problem).__name__} {problem}":
            raise password_protected(name) from problem
        raise InvalidData(
            tr("the workbook is damaged ({name})", name=type(problem).__name__),
            where=name,
            hint=tr("open it in Excel or LibreOffice and save it as .xlsx"),
            code="damaged-file",
        ) from problem
    return Book(name, kind, tuple(sheets), unseen=UNSEEN)


def unseen_remark(book: Book) -> str:
    """The sentence that says what could not be seen in a book of which only the values were read."""
    return tr(
        "of this {kind} file only the values can be read: {marks} are not seen; save it as .xlsx before anything is "
        "decided on it",
        kind=f".{book.kind}",
        marks=", ".join(book.unseen),
    )


def password_protected(name: str) -> InvalidData:
    """The error for a file that only a password opens."""
    return InvalidData(
        tr("the workbook is protected by a password"),
        where=name,
        hint=tr("open it, save a copy without a password, and import the copy"),
        code="password-protected",
    )


def _is_sheet(meta: Any) -> bool:
    return str(meta.typ).rsplit(".", 1)[-1].lower() in ("worksheet", "work_sheet")


def _sheet(sheet: Any, meta: Any) -> Sheet:
    rows = []
    for line, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells = tuple(_cell(value, f"{sheet.name}!{column_letters(at)}{line}") for at, value in enumerate(values))
        if any(cell.own for cell in cells):
            rows.append(Row(line, cells))
    hidden = not str(meta.visible).endswith("Visible")
    return Sheet(sheet.name, tuple(rows), hidden)


def _cell(raw: Any, where: str) -> Cell:
    if raw is None or raw == "":
        return Cell(where=where)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    value: Value = checked(raw, where) if isinstance(raw, str) else raw
    if isinstance(value, str) and (failed := error_word(value)):
        return Cell(where=where, error=failed)
    return Cell(value, shown(value), where)
