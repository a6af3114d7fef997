from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from books import xlsx
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Sheet
from kvadmin.reading.opening import read_bytes


def _read(rows: list[list[Any]], change: Any = None) -> Sheet:
    def then(book: Any) -> None:
        if change:
            change(book.worksheets[0])

    return read_bytes(xlsx(("Ark1", rows), then=then), "a.xlsx").sheets[0]


def test_text_is_as_shown() -> None:
    def formats(sheet: Any) -> None:
        for column, pattern in enumerate(("0000", "0.0%", "DD.MM.YYYY", "0.00", "General"), 1):
            sheet.cell(1, column).number_format = pattern

    row = _read([[301, 0.098, datetime(2008, 5, 20), 2.005, 9.5]], formats).rows[0]  # noqa: DTZ001
    assert [cell.text for cell in row.cells] == ["0301", "9,8 %", "20.05.2008", "2,01", "9,5"]
    assert row[0].value == 301
    assert row[99].blank


def test_strike_through_of_cells_and_of_every_piece() -> None:
    def strike(sheet: Any) -> None:
        sheet["A1"].font = Font(strike=True)
        sheet["B1"].value = CellRichText(
            TextBlock(InlineFont(strike=True), "Os"), TextBlock(InlineFont(strike=True), "lo")
        )
        sheet["C1"].value = CellRichText(TextBlock(InlineFont(strike=True), "19.5"), " 20.5")

    row = _read([["a", "b", "c", "d"]], strike).rows[0]
    assert [cell.struck for cell in row.cells] == [True, True, False, False]
    assert row[1].text == "Oslo"
    assert row[2].text == " 20.5"


def test_merged_hidden_and_commented() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B1:C1")
        sheet.row_dimensions[3].hidden = True
        sheet["B2"].comment = Comment("Poststemplet 19.5.", "NN")

    first, second, third = _read([["Fylke", "Kontakt", None], ["Østfold", "x", "y"], [None, "z", None]], change).rows
    assert (first[2].text, first[2].merged_from, first[2].own) == ("Kontakt", "B1", False)
    assert (third[0].text, third[0].merged_from) == ("Østfold", "A2")
    assert [row.hidden for row in (first, second, third)] == [False, False, True]
    assert second[1].comment == "Poststemplet 19.5."
    assert len(third.filled) == 1


def test_formulas_are_told_from_values() -> None:
    row = _read([["=SUM(B1:B9)", "x"]]).rows[0]
    assert row[0].formula == "=SUM(B1:B9)"
    assert row[0].blank
    assert row[0].own


def test_formatted_empty_rows_are_no_rows() -> None:
    def change(sheet: Any) -> None:
        for line in range(2, 200):
            sheet.cell(line, 1).font = Font(bold=True)
        sheet["A200"] = "   "
        sheet["A201"] = "slutt"

    assert [row.number for row in _read([["a"]], change).rows] == [1, 201]


def test_sheets_and_the_other_calendar() -> None:
    def change(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.worksheets[1].sheet_state = "hidden"

    book = read_bytes(xlsx(("En", [[datetime(2008, 5, 20)]]), ("To", [["x"]]), then=change), "a.xlsx")  # noqa: DTZ001
    assert [(sheet.name, sheet.hidden, sheet.epoch_1904) for sheet in book.sheets] == [
        ("En", False, True),
        ("To", True, True),
    ]
    assert book.sheets[0].rows[0][0].value == datetime(2008, 5, 20)  # noqa: DTZ001


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A1:Z9999"])
def test_a_giant_merged_area_is_refused_and_not_unfolded(area: str) -> None:
    data = xlsx(("Ark1", [["a", "b"]]), then=lambda book: book.worksheets[0].merge_cells("A1:B1"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each).replace(b"A1:B1", area.encode()))
    with pytest.raises(InvalidData, match="merged areas cover") as raised:
        read_bytes(out.getvalue(), "a.xlsx")
    assert raised.value.where == "a.xlsx: xl/worksheets/sheet1.xml"
