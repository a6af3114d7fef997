"""Tables as a workbook: real header, filter, widths, dates as dates, and text that stays text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kvadmin.errors import InvalidData
from kvadmin.tables import zip_packages as packages
from kvadmin.tables.cells import check_text, looks_like_formula, place, text_of
from kvadmin.tables.table import CellValue, Column, Table
from kvadmin.translation import tr
from kvadmin.wording.language_forms import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Rows of a sheet, header included.
MAX_ROWS = 1_048_576
_ILLEGAL_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_SHEET_NAME = 31
_WIDEST, _NARROWEST = 60, 8
_NOTES = {"nb": "Merknader", "nn": "Merknader", "en": "Notes"}
_DATE_FORMAT = "yyyy-mm-dd"
_A4 = 9


def write_workbook(tables: Iterable[Table], *, title: str = "", language: Language = "en") -> bytes:
    """The workbook: a sheet per table, and a sheet ``Notes`` (``Merknader``) when a table has notes.

    No text becomes a formula, a number or a link. The same tables give the same bytes.

    Args:
        tables: In the order of the sheets; at least one, or the sheet is empty.
        title: For the properties of the file; the first table's title when not given.
        language: Of the sheet of notes and the properties of the file.

    Raises:
        InvalidData: A text that is too long or has control characters, too many rows; named by place.
    """
    from openpyxl import Workbook

    several = list(tables) or [Table("", (), ())]
    for table in several:
        _check(table)  # before anything is written: openpyxl's half-made sheets do not end in silence
    book = Workbook(write_only=True)
    names = sheet_names([table.title for table in several], reserved=(_NOTES[language],))
    for table, name in zip(several, names, strict=True):
        _sheet(book, table, name)
    if any(table.notes for table in several):
        _notes(book, several, names, _NOTES[language])
    out = io.BytesIO()
    book.save(out)
    core = packages.core_properties(title or several[0].title, "kvadmin", language)
    return packages.fixed(out.getvalue(), {"docProps/core.xml": core})


def sheet_names(titles: Sequence[str], reserved: Iterable[str] = ()) -> list[str]:
    r"""Legal names for sheets, none twice: at most 31 characters, none of ``[]:*?/\``, not ``History``."""
    taken = {"history", *(name.casefold() for name in reserved)}
    names: list[str] = []
    for index, title in enumerate(titles, start=1):
        base = "".join(char if char.isprintable() else " " for char in title.translate(_ILLEGAL_IN_SHEET_NAME))
        base = " ".join(base.split()).strip("' ")[:_LONGEST_SHEET_NAME].strip("' ") or f"Sheet{index}"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = base[: _LONGEST_SHEET_NAME - len(ending)].strip("' ") + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _check(table: Table) -> None:
    if len(table.rows) >= MAX_ROWS:
        raise InvalidData(
            tr(
                "the table {title!r} has {number:,} rows; a sheet holds {max_rows:,}",
                title=table.title,
                number=len(table.rows),
                max_rows=MAX_ROWS - 1,
            ),
            code="too-large",
        )
    for column in table.columns:
        check_text(column.title, f"{table.title}, header")
    for note in table.notes:
        check_text(note, f"{table.title}, note")
    for number, row in enumerate(table.rows, start=1):
        for cell, column in zip(row, table.columns, strict=True):
            if isinstance(cell, str):
                check_text(cell, place(table, number, column))
            elif isinstance(cell, (float, Decimal)):
                text_of(cell)  # refuses what is no figure


def _sheet(book: Workbook, table: Table, name: str) -> None:
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    if table.columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    on_paper(sheet)
    for index, column in enumerate(table.columns):
        sheet.column_dimensions[get_column_letter(index + 1)].width = _width(table, index, column)
    styles = WorkbookCells(sheet)
    sheet.append([styles.text(tr(column.title), bold=True) for column in table.columns])
    for row in table.rows:
        sheet.append([styles.cell(cell) for cell in row])


def on_paper(sheet: Any) -> None:
    """A4 across, one page wide, with the page's number below."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = _fit_to_page()
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _notes(book: Workbook, tables: list[Table], names: list[str], title: str) -> None:
    sheet: Any = book.create_sheet(title)
    on_paper(sheet)
    styles = WorkbookCells(sheet)
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 100
    for table, name in zip(tables, names, strict=True):
        for note in table.notes:
            sheet.append([styles.text(name), styles.text(note)])


def _width(table: Table, index: int, column: Column) -> float:
    if column.width is not None:
        return float(column.width)
    longest = max((len(text_of(row[index])) for row in table.rows), default=0)
    return float(min(max(longest, len(column.title) + 3, _NARROWEST) + 1, _WIDEST))


class WorkbookCells:
    """Makes the cells of one sheet; openpyxl wants a new object for each styled cell."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self._new = WriteOnlyCell
        self._sheet = sheet
        self._bold = Font(bold=True)
        self._wrap = Alignment(wrap_text=True, vertical="top")

    def text(self, value: str, *, bold: bool = False) -> Any:
        """A cell that is text for good, whatever it starts with."""
        cell = self._new(self._sheet)
        # Set past openpyxl's own guessing: "=1+1" would become a formula, "#N/A" an error value.
        cell._value = value.replace("\r\n", "\n").replace("\r", "\n")  # noqa: SLF001 - the setter would take it for a formula
        cell.data_type = "s"
        if bold:
            cell.font = self._bold
        if looks_like_formula(value):
            cell.quotePrefix = True
        if "\n" in value or len(value) > _WIDEST:
            cell.alignment = self._wrap
        return cell

    def empty(self) -> Any:
        """A cell that holds nothing and may have a style."""
        return self._new(self._sheet)

    def cell(self, value: CellValue) -> Any:
        """A cell of the value's own type: text, number, truth value or date."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(UTC).replace(tzinfo=None)  # a cell has no time zone
        cell = self._new(self._sheet, value=value)
        if isinstance(value, date):
            cell.number_format = _DATE_FORMAT + (" hh:mm" if isinstance(value, datetime) else "")
        elif isinstance(value, Decimal) and isinstance(exponent := value.as_tuple().exponent, int) and exponent < 0:
            cell.number_format = "0." + "0" * -exponent
        return cell
