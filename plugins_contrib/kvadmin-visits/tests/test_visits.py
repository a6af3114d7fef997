"""The plugin as it is installed: visits go out to Excel, are edited there, and come back."""

from __future__ import annotations

from datetime import date

import pytest
from kvadmin_visits.records import Visit
from openpyxl import load_workbook

from kvadmin.testing import Kit


@pytest.fixture
def kit(tmp_path):
    kit = Kit(tmp_path / "programme")
    kit.municipality("0301", "Oslo")
    kit.municipality("0402", "Kongsvinger")
    kit.add(Visit(id="1", municipality="0301", day=date(2008, 6, 2), who="Kari"))
    kit.add(Visit(id="2", municipality="0402", day=date(2008, 6, 3)))
    return kit


@pytest.fixture
def file(kit, tmp_path):
    file = tmp_path / "visits.xlsx"
    assert kit.run("sheet", "out", "visits", "-o", str(file)).code == 0
    return file


def edited(file, *cells, rows=(), gone=0):
    """Type values into cells, add rows below, delete one."""
    book = load_workbook(file)
    page = book.worksheets[0]
    at = {cell.value: cell.column for cell in page[1]}
    for row, heading, value in (*cells, *((page.max_row + 1, *each) for each in rows)):
        page.cell(row, at[heading]).value = value
    if gone:
        page.delete_rows(gone)
    book.save(file)


def told(kit, file, *options):
    return [(each["key"], each["outcome"]) for each in kit.json("sheet", "in", str(file), *options)["differences"]]


def test_untouched_it_changes_nothing(kit, file):
    before = kit.files()
    assert told(kit, file) == []
    assert kit.files() == before


def test_cells_rows_and_deleted_rows_come_back_and_undo_takes_them_away(kit, file):
    before = {name: content for name, content in kit.files().items() if name.startswith("visits/")}
    new = [("No.", "0402"), ("Day", date(2008, 9, 1))]
    edited(file, (2, "Held", "yes"), rows=new, gone=3)
    assert told(kit, file, "--remove-missing") == [("1", "changed"), ("row 3", "added"), ("2", "removed")]
    files = kit.files()
    assert b"held: true" in files["visits/1.yaml"]
    assert "visits/2.yaml" not in files
    assert b"2008-09-01" in files["visits/3.yaml"]
    assert kit.run("undo").code == 0
    assert {name: content for name, content in kit.files().items() if name.startswith("visits/")} == before


def test_what_cannot_be_has_an_address_and_nothing_is_written(kit, file):
    edited(file, (2, "Day", "soon"), (2, "Who", "Ola"))
    before = kit.files()
    ran = kit.run("sheet", "in", str(file))
    assert ran.code == 3
    assert "Visits!D2: 'soon' is not a date" in ran.err
    assert kit.files() == before


def test_a_new_visit_is_to_somebody(kit, file):
    edited(file, rows=[("No.", "9999"), ("Day", date(2008, 9, 1))])
    ran = kit.run("sheet", "in", str(file))
    assert ran.code == 3
    assert "9999" in ran.err


def test_a_selection_chooses(kit, tmp_path):
    file = tmp_path / "one.xlsx"
    assert kit.run("sheet", "out", "visits", "municipality:Oslo", "-o", str(file)).code == 0
    assert "Kongsvinger" not in {cell.value for cell in load_workbook(file).worksheets[0]["C"]}
    assert told(kit, file) == []
