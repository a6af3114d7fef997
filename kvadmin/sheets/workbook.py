"""The workbook that goes out: one sheet to edit, and the marks on a sheet that nobody sees.

What may not be changed is guarded by a rule of validation, not by locked cells: Excel and LibreOffice neither sort nor
delete rows of a protected sheet in which a cell is locked. The protection, without a password, keeps the headings and
the order of the columns; what gets past both is found when the workbook comes back.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kvadmin.sheets.marks import KEY_HEADING, MARKS, Marks
from kvadmin.sheets.noun import SheetColumn, SheetRow
from kvadmin.sheets.values import parts_with, value_text
from kvadmin.tables import zip_packages as packages
from kvadmin.tables.xlsx import WorkbookCells, on_paper
from kvadmin.translation import screen_language, tr

#: The hidden column of keys stands second: whoever marks the visible columns to sort them has it among them.
KEY_AT = 1
#: Rows below the last one that the rules of validation reach to, for rows that are added.
_ROOM = 1000
_WIDEST, _NARROWEST = 50, 8
_FORMATS = {"text": "@", "yes-no": "@", "day": "yyyy-mm-dd", "number": "General", "whole": "0"}
_RULES = {"day": "date", "number": "decimal", "whole": "whole"}
#: Digits of a number that a workbook keeps; one of more goes out as text.
_KEPT_DIGITS = 15
#: The first year that Excel has days of.
_FIRST_YEAR = 1900
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 250


def write_sheet(marks: Marks, columns: Sequence[SheetColumn], rows: Iterable[SheetRow]) -> bytes:
    """The workbook; the same records give the same bytes.

    Args:
        marks: What it is to remember.
        columns: From left to right.
        rows: From top to bottom.

    Raises:
        InvalidData: A text that no cell can hold.
    """
    from openpyxl import Workbook

    rows = list(rows)
    book = Workbook(write_only=True)
    _visible(book, marks, columns, rows)
    hidden: Any = book.create_sheet(MARKS)
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    cells = WorkbookCells(hidden)
    for line in marks.lines():
        hidden.append([cells.cell(text) for text in line])
    out = io.BytesIO()
    book.save(out)
    core = packages.core_properties(marks.sheet, "kvadmin", screen_language())
    return packages.fixed(out.getvalue(), {"docProps/core.xml": core})


def _visible(book: Any, marks: Marks, columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> None:
    from openpyxl.styles import Protection
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(marks.sheet)
    on_paper(sheet)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "C2" if columns and columns[0].field is None else "A2"
    shown: list[SheetColumn | None] = [*columns[:KEY_AT], None, *columns[KEY_AT:]]
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(shown))}{len(rows) + 1}"
    free = Protection(locked=False)
    for at, column in enumerate(shown, 1):
        letter = get_column_letter(at)
        room = sheet.column_dimensions[letter]
        room.protection = free
        room.number_format = _FORMATS[column.kind] if column else "@"
        room.width = _width(marks, column) if column else _NARROWEST
        room.hidden = column is None
        if column is not None and (rule := _rule(marks, column)):
            rule.add(f"{letter}2:{letter}{len(rows) + 1 + _ROOM}")
            sheet.data_validations.append(rule)
    _protect(sheet)
    cells = _EditCells(sheet, free)
    sheet.append([cells.heading(marks.headings[each.name] if each else KEY_HEADING, each) for each in shown])
    for row in rows:
        sheet.append([cells.of(marks, each, row) for each in shown])


def _protect(sheet: Any) -> None:
    guard = sheet.protection
    guard.sheet = True
    for allowed in ("sort", "autoFilter", "insertRows", "deleteRows", "formatCells", "formatRows"):
        setattr(guard, allowed, False)  # the file says what is locked


class _EditCells(WorkbookCells):
    """Makes the cells of the sheet that is edited."""

    def __init__(self, sheet: Any, free: Any) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        super().__init__(sheet)
        self._free = free
        # A font without a name is another one in each program.
        self._bold = Font(name="Calibri", size=11, bold=True)
        self._grey = Font(name="Calibri", size=11, color="595959")
        # A long text that wraps in a row of one line stands over its neighbours.
        self._flat = Alignment(wrap_text=False, vertical="top")
        self._fill = {True: PatternFill("solid", fgColor="D9E2F3"), False: PatternFill("solid", fgColor="E7E6E6")}

    def heading(self, text: str, column: SheetColumn | None) -> Any:
        cell = self.text(text, bold=True)
        cell.fill = self._fill[column is not None and column.field is not None]
        return cell

    def of(self, marks: Marks, column: SheetColumn | None, row: SheetRow) -> Any:
        if column is None:
            cell = self.text(row.key)
            cell.number_format = "@"
        else:
            cell = self._of_value(marks, column, row.values.get(column.name))
            cell.number_format = _FORMATS[column.kind]
            cell.alignment = self._flat
            if column.field is None:
                cell.font = self._grey
        cell.protection = self._free
        return cell

    def _of_value(self, marks: Marks, column: SheetColumn, value: Any) -> Any:
        labels = marks.labels.get(column.name)
        if value is None or value in ("", []):
            return self.empty()
        if column.kind == "day" and isinstance(value, date) and value.year >= _FIRST_YEAR:
            return self.cell(value.date() if isinstance(value, datetime) else value)
        if column.kind in ("number", "whole") and isinstance(value, (int, float, Decimal)) and _kept(value):
            return self.cell(value)
        if labels:
            items = value if isinstance(value, (list, tuple)) else [value]
            texts = [value_text(column, each) for each in items]
            return self.text(parts_with(column).join(labels.get(text, text) for text in texts))
        return self.text(value_text(column, value))


def _kept(value: float | Decimal) -> bool:
    return isinstance(value, float) or len(Decimal(value).normalize().as_tuple().digits) <= _KEPT_DIGITS


def _rule(marks: Marks, column: SheetColumn) -> Any:
    """The rule of validation that a column has; None where anything may be typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.field is None:
        # Typed into a row that has a key it is refused; a row that is added has none yet.
        key = f"${get_column_letter(KEY_AT + 1)}2"
        made = DataValidation(type="custom", formula1=f'{key}=""', errorStyle="stop", allow_blank=False)
        message = tr("This column is shown only: what is changed here is not taken in.")
    elif column.name in marks.labels and not column.many:
        line, number = marks.labels_at()[column.name]
        formula = f"{MARKS}!$C${line}:${get_column_letter(2 + number)}${line}"
        made = DataValidation(type="list", formula1=formula, errorStyle="stop", allow_blank=True)
        message = tr("Choose one of the list.")
    elif column.kind in _RULES:
        least = "1" if column.kind == "day" else "-1E+15"
        made = DataValidation(
            type=_RULES[column.kind], operator="greaterThan", formula1=least, errorStyle="warning", allow_blank=True
        )
        message = tr("A day, such as 2008-05-20.") if column.kind == "day" else tr("A number.")
    else:
        return None
    made.showErrorMessage = True
    made.errorTitle, made.error = marks.headings[column.name][:_LONGEST_TITLE], str(message)[:_LONGEST_MESSAGE]
    return made


def _width(marks: Marks, column: SheetColumn) -> float:
    labels = marks.labels.get(column.name, {})
    texts = (texts.get(column.name, "") for texts in marks.base.values())
    longest = max((len(labels.get(text, text)) for text in texts), default=0)
    return float(min(max(longest, len(marks.headings[column.name]) + 4, _NARROWEST) + 1, _WIDEST))
