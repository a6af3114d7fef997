"""The sheet has every field, and takes a row by the rules of ``visit set``."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook


@pytest.fixture
def file(noted, tmp_path):
    file = tmp_path / "visits.xlsx"
    assert noted.run("sheet", "out", "visits", "-o", str(file)).code == 0
    return file


def edit(file, row, **values):
    """Type values under headings; ``new`` is the row below the last."""
    book = load_workbook(file)
    page = book.worksheets[0]
    at = {cell.value: cell.column for cell in page[1]}
    line = page.max_row + 1 if row == "new" else row
    for heading, value in values.items():
        page.cell(line, at[heading.replace("_", " ")]).value = value
    book.save(file)


def row_of(file, visit):
    """The line of the visit of that text or day."""
    page = load_workbook(file).worksheets[0]
    return next(row[0].row for row in page.iter_rows() if any(str(visit) in str(cell.value) for cell in row))


def test_every_field_has_a_column(file):
    headings = [cell.value for cell in load_workbook(file).worksheets[0][1]]
    for name in ("Day", "How", "Who", "Spoken with", "Minutes", "Held", "Note", "Agreed"):
        assert name in headings


def test_day_and_held_come_together(noted, file):
    edit(file, row_of(file, "Austevoll"), Day=date(2008, 6, 9), Held="yes", Minutes=45, How="phone")
    assert noted.run("sheet", "in", str(file)).code == 0
    said = noted.json("visit", "show", "3")["visit"]
    assert (said["day"], said["held"], said["minutes"], said["how"]) == ("2008-06-09", True, 45, "phone")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"Held": "yes"}, "still to come"),
        ({"Minutes": 0}, "minutes cannot be"),
        ({"How": "fax"}, "fax"),
        ({"How": ""}, "must not be empty"),
    ],
)
def test_what_cannot_be_is_refused(noted, file, values, said):
    edit(file, row_of(file, "Austevoll"), **values)
    before = noted.files()
    ran = noted.run("sheet", "in", str(file))
    assert ran.code == 3
    assert said in ran.err
    assert noted.files() == before


def test_a_new_row_is_a_new_contact_and_the_same_workbook_again_none(noted, file):
    edit(file, "new", **{"No.": "0402"}, Day=date(2008, 6, 2), How="email", Who="Ola Berg", Held="yes", Note="Lenke")
    assert noted.run("sheet", "in", str(file)).code == 0
    assert noted.json("visit", "show", "5")["visit"]["how"] == "email"
    noted.run("sheet", "in", str(file))
    assert len(noted.json("visit", "list", "0402")["visits"]) == 1
