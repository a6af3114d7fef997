from __future__ import annotations

import io
import struct

import pytest
import xlrd
import xlwt
from workbook_formats import DATE, MadeCell, MadeSheet, as_xls

from kvadmin.errors import InvalidData
from kvadmin.reading.opening import read_bytes


def test_what_xlrd_cannot_open_is_read_as_values_and_that_is_said(monkeypatch):
    data = as_xls(MadeSheet([[MadeCell("Oslo", struck=True), MadeCell(0.078, "0.0%")]]))

    def fail(**_):
        raise xlrd.XLRDError("Unsupported")

    assert read_bytes(data, "a.xls").unseen == ()
    monkeypatch.setattr(xlrd, "open_workbook", fail)
    book = read_bytes(data, "a.xls")
    assert book.sheets[0].rows[0][0].text == "Oslo"
    assert "strike-through" in book.unseen
    assert "notes" in book.unseen
    assert "strike-through" in book.remarks[-1]
    assert ".xlsx" in book.remarks[-1]


def test_a_file_with_a_password():
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    locked = struct.pack("<HHHHH", 0x002F, 6, 0, 0x1234, 0x5678)
    out = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(out, start + locked + struct.pack("<HH", 0x000A, 0))
    with pytest.raises(InvalidData, match="password"):
        read_bytes(out.getvalue(), "a.xls")


def test_pieces_of_a_struck_cell():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Ark1")
    struck = xlwt.easyxf("font: struck_out on")
    live, dead = xlwt.easyfont(""), xlwt.easyfont("struck_out on")
    sheet.write_rich_text(0, 0, ["bort ", ("19. mai", live)], struck)
    sheet.write_rich_text(0, 1, ["bort ", ("også", dead)], struck)
    sheet.write_rich_text(0, 2, ["står ", ("bort", dead)])
    out = io.BytesIO()
    book.save(out)
    row = read_bytes(out.getvalue(), "a.xls").sheets[0].rows[0]
    assert [(cell.text, cell.struck) for cell in row.cells] == [
        ("19. mai", False),
        ("bort også", True),
        ("står ", False),
    ]


def test_days_that_no_calendar_has_stay_numbers():
    row = (
        read_bytes(as_xls(MadeSheet([[MadeCell(1e12, DATE), MadeCell(39588.5, "General")]])), "a.xls").sheets[0].rows[0]
    )
    assert [cell.value for cell in row.cells] == [10**12, 39588.5]


@pytest.mark.parametrize("length", [600, 1500, 3000])
def test_half_a_file_is_damaged(length):
    with pytest.raises(InvalidData, match="damaged"):
        read_bytes(as_xls(MadeSheet([[MadeCell("x")]]))[:length], "a.xls")
