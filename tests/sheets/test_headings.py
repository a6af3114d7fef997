"""Columns are found again: by heading, in any language, by what stands in them; what is doubtful is asked about."""

from __future__ import annotations

import pytest
from edited_workbooks import renamed_headings


def test_renamed_headings_are_found_by_what_stands_below(office):
    edited = office.out("municipalities")
    edited.put("0301", "Note", "ny")
    renamed_headings(edited)
    ran = office.back(edited)
    assert ran.code == 0
    assert "The column 'Fylke i dag' is taken for 'County'." in ran.err
    assert office.field("0301", "note") == "ny"


def _rewritten(office):
    """A column renamed and most of it rewritten: it may be the old one, or a new one in its place."""
    edited = office.out("municipalities")
    for number in edited.rows:
        edited.put(number, "Region", f"Landsdel {number}")
    edited.sheet.cell(1, edited.headings["Region"]).value = "Landsdel"
    return edited


def test_a_doubtful_column_is_refused_with_the_answers(office):
    error = office.refusal(_rewritten(office))
    assert (error["exit"], error["code"]) == (3, "ambiguous-columns")
    assert "--map 'Landsdel=region'" in error["hint"]


@pytest.mark.parametrize(
    ("options", "region"),
    [(["--map", "Landsdel=region"], "Landsdel 0301"), (["--ignore", "Landsdel"], "")],
)
def test_an_option_answers(office, options, region):
    office.told(_rewritten(office), *options)
    assert office.field("0301", "region") == region


@pytest.mark.parametrize(("answer", "region"), [(0, "Landsdel 0301"), (-1, "")])
def test_a_person_answers(office, choose, answer, region):
    asked = choose([answer if answer >= 0 else 1])
    office.told(_rewritten(office))
    assert asked[0][1][-1] == "none of them: it is left out"
    assert office.field("0301", "region") == region


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--map", "Landdel=region"], "unknown-field"),
        (["--map", "Landsdel=name"], "unknown-field"),
        (["--map", "Landsdel"], "bad-value"),
        (["--ignore", "Tull"], "unknown-field"),
    ],
)
def test_an_option_that_names_what_is_not_there(office, options, code):
    error = office.refusal(_rewritten(office), *options)
    assert (error["exit"], error["code"]) == (2, code)


def test_two_columns_of_one_heading(office):
    edited = office.out("municipalities")
    last = edited.sheet.max_column + 1
    for number in range(1, edited.sheet.max_row + 1):
        edited.sheet.cell(number, last).value = edited.sheet.cell(number, edited.headings["Population"]).value
    assert office.told(edited) == []  # they say the same
    edited.sheet.cell(edited.rows["0301"], last).value = 5
    assert office.refusal(edited)["code"] == "wrong-columns"


def test_what_was_edited_under_an_emptied_heading_is_not_lost(office):
    edited = office.out("contacts")
    edited.put("0301/project-leader", "Name", "Kari Normann")
    at = edited.sheet.cell(1, edited.headings["Name"])
    at.value = None
    ran = office.back(edited)
    assert ran.code == 0, ran.err
    assert f"Column {at.column_letter} has no heading any more and is taken for 'Name'." in ran.err
    names = [each["name"] for each in office.kit.json("municipality", "show", "0301")["contacts"]]
    assert "Kari Normann" in names


def test_an_emptied_heading_over_what_nobody_knows_is_refused(office):
    edited = office.out("contacts")
    edited.put("0301/project-leader", "Note", "Ferie i juli")
    at = edited.sheet.cell(1, edited.headings["Note"])
    at.value = None
    error = office.refusal(edited)
    assert f"column {at.column_letter}, '', may be Note" in error["message"]
    assert "heading was emptied" in error["hint"]
