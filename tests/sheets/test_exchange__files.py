"""The wrong file, the wrong folder, the wrong sheet: said in one message, nothing written."""

from __future__ import annotations

import io

import openpyxl
import pytest
from edited_workbooks import Edited

from kvadmin.testing import Kit


def _workbook(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "exit_code", "said"),
    [
        (_workbook(["Kommune", "Folketall"], ["Oslo", 1]), "liste.xlsx", 3, "not made by kvadmin sheet out"),
        (b"Number,Name\n0301,Oslo\n", "liste.csv", 3, "csv"),
        (b"", "liste.xlsx", 3, "empty"),
        (b"%PDF-1.4", "liste.xlsx", 3, "PDF"),
        (b"PK\x03\x04 not a zip", "liste.xlsx", 3, "unpacked"),
        (b"x", "~$liste.xlsx", 2, "only marks that a workbook is open"),
    ],
)
def test_a_file_that_is_no_sheet(office, content, name, exit_code, said):
    error = office.refusal(content, file=name)
    assert error["exit"] == exit_code
    assert said in error["message"]


def test_a_file_that_is_not_there(office):
    ran = office.kit.run("sheet", "in", str(office.file))
    assert ran.code == 2
    assert "there is no file" in ran.err


def test_a_file_that_is_open_elsewhere_is_warned_about(office):
    edited = office.out("municipalities")
    office.file.with_name("~$sheet.xlsx").write_bytes(b"x")
    ran = office.back(edited)
    assert ran.code == 0
    assert "is open in another program" in ran.err


def test_the_workbook_of_another_programme(office, tmp_path):
    edited = office.out("municipalities")
    edited.put("0301", "Population", 1)
    other = Kit(tmp_path / "other")
    other.municipality("0301", "Oslo")
    office.kit = other
    assert office.refusal(edited)["code"] == "other-programme"


def test_marks_that_were_edited(office):
    edited = office.out("municipalities")
    marks = edited.book["kvadmin"]
    cell = next(cell for row in marks.iter_rows() for cell in row if cell.value == "560484")
    cell.value = "1"
    assert office.refusal(edited)["code"] == "marks-changed"


def test_marks_that_are_gone(office):
    edited = office.out("municipalities")
    del edited.book["kvadmin"]
    assert office.refusal(edited)["code"] == "no-marks"


def test_marks_of_another_version(office):
    edited = office.out("municipalities")
    edited.book["kvadmin"]["B1"].value = "99"
    assert "another version" in office.refusal(edited)["message"]


def test_keys_that_are_gone(office):
    edited = office.out("municipalities")
    edited.sheet.delete_cols(edited.headings["kvadmin"])
    assert office.refusal(edited)["code"] == "wrong-columns"


def test_an_older_copy_of_the_folder_is_warned_about(office, tmp_path):
    import shutil

    shutil.copytree(office.kit.folder, tmp_path / "older")
    assert office.kit.run("municipality", "set", "0301", "population", "5").code == 0
    edited = office.out("municipalities")
    office.kit = Kit(tmp_path / "older")
    ran = office.back(edited)
    assert ran.code == 0
    assert "does not know the change" in ran.err


def test_two_sheets_of_the_same_kind(office, choose):
    edited = office.out("municipalities")
    copy = edited.book.copy_worksheet(edited.sheet)
    copy.title = "Kopi"
    copy.cell(edited.rows["0301"], edited.headings["Population"]).value = 7
    content = edited.save()
    assert office.refusal(content)["code"] == "ambiguous-name"
    assert office.refusal(content, "--sheet", "Kopii")["suggestions"] == ["Kopi"]
    assert office.told(content, "--sheet", "Municipalities") == []
    asked = choose([1])
    assert [each["cell"] for each in office.told(content)] == [
        f"Kopi!{edited.address('0301', 'Population').partition('!')[2]}"
    ]
    assert asked[0][1] == ["Municipalities", "Kopi"]


def test_no_sheet_is_left(office):
    edited = office.out("municipalities")
    edited.book.create_sheet("Tom")
    del edited.book[edited.sheet.title]
    edited.sheet = edited.book["Tom"]
    assert office.refusal(edited)["code"] == "wrong-columns"


def test_the_noun_of_a_plugin_that_is_not_there(office):
    edited = office.out("municipalities")
    assert office.kit.run("plugins", "disable", "municipality").code == 0
    assert office.refusal(edited)["code"] == "unknown-sheet"


def test_a_workbook_saved_twice_is_still_one(office):
    edited = Edited(office.out("municipalities").save())
    assert office.told(edited) == []


def test_the_file_to_take_in_is_named_as_a_shell_takes_it(office):
    file = office.file.with_name("Ordførarar i år.xlsx")
    ran = office.kit.run("sheet", "out", "contacts", "-o", str(file))
    assert f"kvadmin sheet in '{file}'" in ran.err
    ran = office.kit.run("sheet", "out", "contacts", "-o", str(office.file))
    assert f"kvadmin sheet in {office.file}" in ran.err
