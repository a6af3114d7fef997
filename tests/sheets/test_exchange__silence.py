"""Nothing that was typed is left out without a word: it is taken in, said, or refused with its address."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from edited_workbooks import Edited
from openpyxl.comments import Comment

from kvadmin.tables.zip_packages import fixed


def _typed_below(edited: Edited, **values: object) -> int:
    line = edited.sheet.max_row + 1
    for heading, value in values.items():
        edited.sheet.cell(line, edited.headings[heading]).value = value
    return line


def test_rows_above_the_headings_are_not_passed_over(office):
    """Sorted as if the list had no heading: what stands above would be taken for deleted."""
    edited = office.out("contacts")
    heading = [cell.value for cell in edited.sheet[1]]
    first, *others = edited.lines()
    edited.lay([heading, *others])
    for column, value in enumerate(first, 1):
        edited.sheet.cell(1, column).value = value
    error = office.refusal(edited, "--remove-missing")
    assert error["message"] == "1 rows stand above the row of the headings (Contacts!A2)"
    assert error["details"] == ["Contacts!A1"]


@pytest.mark.parametrize("heading", ["Phone", "Municipality"])
def test_a_formula_that_nobody_has_worked_out_is_no_empty_cell(office, heading):
    edited = office.out("contacts")
    edited.put("0301/project-leader", "Phone", None)
    edited.put("0301/project-leader", heading, "=A1")
    error = office.refusal(edited)
    assert edited.address("0301/project-leader", heading) in error["details"][0]


def test_a_formula_of_a_new_row_is_no_empty_cell(office):
    edited = office.out("contacts")
    line = _typed_below(edited, Number="0301", Name="Siri Svendsen", Phone="=A1")
    assert f"!H{line}: the result of the formula" in office.refusal(edited)["details"][0]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(office):
    edited = office.out("contacts")
    edited.put("0301/project-leader", "Phone", "=A1")
    content = edited.save()
    name = "xl/worksheets/sheet1.xml"
    sheet = ZipFile(BytesIO(content)).read(name).decode()
    at = edited.address("0301/project-leader", "Phone").split("!")[1]
    before, rest = sheet.split(f'<c r="{at}"', 1)
    assert "<f>A1</f>" in rest.split("</c>")[0]
    worked_out = f'{before}<c r="{at}" t="str"{rest}'
    assert office.told(fixed(content, {name: worked_out.encode()})) == []


def test_a_number_that_has_lost_digits(office):
    edited = office.out("contacts")
    edited.put("0301/mayor", "Note", 12345678901234567890)
    assert "fifteen digits" in office.refusal(edited)["details"][0]


def test_a_new_row_of_two_municipalities(office):
    edited = office.out("contacts")
    line = _typed_below(edited, Number="0301", Municipality="Bergen", Name="Siri Svendsen")
    said = f"Contacts!A{line}: the number 0301 is Oslo, and beside it stands 'Bergen'"
    assert office.refusal(edited)["details"][0].startswith(said)
    edited.sheet.cell(line, edited.headings["Municipality"]).value = "OSLO kommune"
    assert [each["outcome"] for each in office.told(edited)] == ["added"]


def test_what_is_gone_and_left_out_is_said(office):
    edited = office.out("contacts")
    edited.put("0301/mayor", "Title", "Ordfører")
    office.kit.run("contact", "remove", "0301", "mayor", "--yes")
    ran = office.back(edited, "--keep", "programme")
    assert ran.code == 0, ran.err
    assert (
        f"{edited.address('0301/mayor', 'Title')}: 0301 Oslo Ola Bø is not in the programme any more: left out"
        in ran.err
    )


def test_a_new_row_that_was_taken_in_is_not_told_as_new_again(office):
    edited = office.out("contacts")
    _typed_below(edited, Number=301, Name="Siri Svendsen")
    office.told(edited)
    _typed_below(edited, Number="0301", Name="Per Prøve")
    assert [(each["file"], each["outcome"]) for each in office.told(edited)] == [
        ("301; Siri Svendsen", "same"),
        ("0301; Per Prøve", "added"),
    ]


def test_an_edited_row_whose_key_is_gone_is_no_note(office):
    edited = office.out("municipalities")
    line = edited.rows["0301"]
    edited.put("0301", "Population", 5)
    edited.put("0301", "kvadmin", None)
    said = f"Municipalities!A{line}: the row says '0301', and its hidden key is gone"
    assert office.refusal(edited)["details"][0].startswith(said)
    edited.put("0301", "Number", "Sum")
    assert office.told(edited) == []


def test_other_sheets_and_notes_on_cells_are_said_to_be_left_out(office):
    edited = office.out("contacts")
    assert "left out" not in office.back(edited).err
    edited.book.create_sheet("Nye").append(["Eva Ny", "ordfører i Bø"])
    edited.book.create_sheet("Tom")
    cell = edited.sheet.cell(edited.rows["0301/mayor"], edited.headings["Phone"])
    cell.comment = Comment("ring ikke", "Kari")
    ran = office.back(edited)
    assert ran.code == 0, ran.err
    assert "Other sheets of the workbook are left out: Nye\n" in ran.err
    assert f"Notes on cells are left out: Contacts!{cell.coordinate}\n" in ran.err
