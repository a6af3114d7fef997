from __future__ import annotations

from datetime import datetime

import openpyxl

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")


def test_days_are_typed_as_people_write_them_and_are_days_in_a_workbook(office, tmp_path):
    office.approved("invitation", *TO)
    office.today = "2008-06-11"
    office.run("mail", "print", "call", "--posted", "11.06.2008")
    rows = office.json("journal", "export", "--from", "11.06.2008", "--to", "2008-06-11")["documents"]
    assert [(row["party"], row["date"]) for row in rows] == [("1867", "2008-06-11")]
    office.run("journal", "export", "--from", "2008-06-11", "-o", tmp_path / "journal.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "journal.xlsx").worksheets[0]
    head, row = ([cell.value for cell in line] for line in list(sheet.iter_rows())[:2])
    assert dict(zip(head, row, strict=True))["Date"] == datetime(2008, 6, 11)  # noqa: DTZ001 - a workbook knows no zones
