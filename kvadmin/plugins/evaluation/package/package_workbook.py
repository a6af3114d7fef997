"""The package as one workbook: a sheet per table and the codebook, written row by row in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import need

from .dictionary import Cells, DataTable, Variable, both, canonical
from .table_files import EXTRA

#: The moment that stands in the properties of every workbook: no clock, so that the same data give the same bytes.
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zones

#: Rows of a sheet, its header included.
MAX_ROWS = 1_048_576
CODEBOOK = "codebook"
_WIDEST = 32_767
_FIRST_DAY = "1900-01-01"
_A4 = 9
#: Characters that the columns of the codebook show; points of a line, and of the highest row there is.
_CODEBOOK_WIDTHS = (24, 24, 12, 40, 40, 60)
_LINE, _HIGHEST = 15, 409


def write_package_workbook(tables: Sequence[DataTable], path: Path, title: str) -> None:
    """One sheet per table (more where one cannot hold it), and the codebook first.

    Missing figures are written as their marks: a text, which no sum takes in.
    """
    xlsxwriter = need("xlsxwriter", EXTRA)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": title, "author": "kvadmin", "created": EPOCH})
    book.use_zip64()
    formats = {
        "head": book.add_format({"bold": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        # A text that runs past its column makes the page wider, and everything on it too small to read.
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _codebook(book, tables, formats)
    for table in tables:
        _table(book, table, formats)
    book.close()


def on_paper(sheet: Any) -> None:
    """A4 across, one page wide, with the header on every page and the page's number below."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _codebook(book: Any, tables: Sequence[DataTable], formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(CODEBOOK)
    on_paper(sheet)
    for column, width in enumerate(_CODEBOOK_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    heads = ("table", "variable", "kind", "label_nb", "label_nn", "values")
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats["head"])
    at = 0
    for table in tables:
        for each in table.variables:
            at += 1
            cells = (table.name, each.name, each.kind, each.nb, each.nn, values_text(each))
            lines = max(-(-len(cell) // (width - 4)) for cell, width in zip(cells, _CODEBOOK_WIDTHS, strict=True))
            sheet.set_row(at, min(_HIGHEST, _LINE * max(1, lines)))  # not every program finds the height itself
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, cell[:_WIDEST], formats["text"])


def values_text(each: Variable) -> str:
    """``1 = admitted (Tatt opp / Teken opp); -98 = : (Undertrykt; Stata .b)``."""
    codes = [f"{code.number} = {code.text} ({both(code.nb, code.nn)})" for code in each.codes]
    missing = [
        f"{m.code} = {m.mark} ({both(m.nb, m.nn)}; Stata .{m.letter}{f'; moved from {m.own}' if m.moved else ''})"
        for m in each.missing
    ]
    return "; ".join([*codes, *missing])


def _table(book: Any, table: DataTable, formats: dict[str, Any]) -> None:
    writers = [_writer(each, formats) for each in table.variables]
    sheet: Any = None
    at, number = MAX_ROWS, 0
    for row in table.rows():
        if at == MAX_ROWS:
            number += 1
            sheet, at = _sheet(book, table, number, formats), 1
        for column, (write, cell) in enumerate(zip(writers, row, strict=True)):
            if cell is not None:
                write(sheet, at, column, cell)
        at += 1
    if sheet is None:
        _sheet(book, table, 1, formats)


def _sheet(book: Any, table: DataTable, number: int, formats: dict[str, Any]) -> Any:
    name = table.name if number == 1 else f"{table.name} ({number})"
    sheet = book.add_worksheet(name[:31])
    on_paper(sheet)
    sheet.freeze_panes(1, 0)
    for column, each in enumerate(table.variables):
        sheet.set_column(column, column, max(11, min(30, len(each.name) + 3)))
    for column, each in enumerate(table.variables):
        sheet.write_string(0, column, each.name, formats["head"])
    return sheet


def _writer(each: Variable, formats: dict[str, Any]) -> Any:
    """The function that writes a cell of a variable."""
    marks = frozenset(each.marks)
    if each.kind in ("int", "decimal"):

        def number(sheet: Any, row: int, column: int, text: str) -> None:
            if text in marks:
                sheet.write_string(row, column, text)
            else:
                sheet.write_number(row, column, float(text))

        return number
    if each.kind == "date":

        def day(sheet: Any, row: int, column: int, text: str) -> None:
            if text < _FIRST_DAY:  # a workbook counts days from 1900
                sheet.write_string(row, column, text)
            else:
                sheet.write_datetime(row, column, date.fromisoformat(text), formats["date"])

        return day

    def word(sheet: Any, row: int, column: int, text: str) -> None:
        if sheet.write_string(row, column, text, formats["text"]) == -2:
            raise InvalidData(
                tr(
                    "a text of {name} has {number:,} characters; a cell holds {widest:,}",
                    name=each.name,
                    number=len(text),
                    widest=_WIDEST,
                )
            )

    return word


def read_workbook(path: Path, table: str, variables: Sequence[Variable]) -> Iterator[Cells]:
    """The rows of one table, its sheets one after the other."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    names = [name for name in book.sheet_names if name == table[:31] or name.startswith(f"{table} (")]
    if not names:
        raise InvalidData(tr("there is no sheet {table!r}", table=table), where=str(path), code="unknown-field")
    for name in names:
        rows = iter(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        if [str(cell) for cell in next(rows, [])] != [each.name for each in variables]:
            raise InvalidData(tr("the sheet {name!r} has other columns", name=name), where=str(path))
        for row in rows:
            padded = [*row, *[None] * (len(variables) - len(row))]
            yield tuple(_back(cell) for cell in padded)


def _back(cell: Any) -> str | None:
    return None if cell == "" else canonical(cell)
