"""A cell that cannot be taken in is named by its address, with what to do; nothing is written."""

from __future__ import annotations

from datetime import datetime

import pytest


@pytest.mark.parametrize(
    ("heading", "value", "number_format", "said"),
    [
        ("Population", "mange", "", "not a number of inhabitants"),
        ("Population", 12.5, "0", "12.5 is not a whole number"),
        ("Population", -3, "", "not a number of inhabitants"),
        ("Population", 0.5, "0%", "50 %"),
        ("Population", datetime.fromisoformat("2008-05-01"), "dd.mm.yyyy", "date"),
        ("Population", "=1/0", "", "not in the file"),
        ("Language form", "svensk", "", "not a language form"),
        ("Language form", True, "", "yes or no"),
        ("Name", None, "", "must not be empty"),
        ("Name", "=1+1", "@", "not in the file"),
        ("Lat", 98.0, "", "degrees"),
        ("Valid from", "i fjor", "", "not a date"),
        ("Valid from", 39876, "0", "not a day"),
        ("Valid from", datetime.fromisoformat("2008-05-01 13:30"), "dd.mm.yyyy hh:mm", "time of day"),
        ("Organisation number", "123456789", "@", "check digit"),
        ("Address", "Rådhuset", "@", "postcode"),
        ("Number", "0302", "@", "shown only"),
        ("Name", "A\u0007B", "@", "control character"),
    ],
)
def test_a_cell_that_cannot_be(office, heading, value, number_format, said):
    edited = office.out("municipalities")
    cell = edited.sheet.cell(edited.rows["0301"], edited.headings[heading])
    if isinstance(value, str) and "\u0007" in value:
        cell._value, cell.data_type = "A_x0007_B", "s"  # as Excel writes what openpyxl does not let through
    else:
        cell.value = value
    if number_format:
        cell.number_format = number_format
    edited.put("0821", "Note", "god")
    error = office.refusal(edited)
    assert error["exit"] == 3
    told = "\n".join([error["message"], error["where"] or "", *error["details"]])
    assert edited.address("0301", heading) in told
    assert said in told


def test_all_faults_are_told_at_once(office):
    edited = office.out("municipalities")
    edited.put("0301", "Population", "mange")
    edited.put("0821", "Lat", "nord")
    details = office.refusal(edited)["details"]
    assert [each.partition(":")[0] for each in details] == [
        edited.address("0821", "Lat"),
        edited.address("0301", "Population"),
    ]


def test_a_rule_of_the_record_has_the_address_too(office):
    edited = office.out("municipalities")
    edited.put("1504", "Valid to", datetime.fromisoformat("1950-01-01"))
    error = office.refusal(edited)
    assert error["details"][0].startswith(edited.address("1504", "Valid to"))


def test_both_days_may_move_together(office):
    edited = office.out("municipalities")
    edited.put("1504", "Valid from", datetime.fromisoformat("1990-01-01"))
    edited.put("1504", "Valid to", datetime.fromisoformat("1999-12-31"))
    office.told(edited)
    edited = office.out("municipalities")
    edited.put("1504", "Valid from", datetime.fromisoformat("1940-01-01"))
    edited.put("1504", "Valid to", datetime.fromisoformat("1950-12-31"))
    assert [each["outcome"] for each in office.told(edited)] == ["changed", "changed"]


@pytest.mark.parametrize(
    ("heading", "value", "field", "stored"),
    [
        ("County number", 3, "county_number", "03"),
        ("Population", "560 485", "population", 560485),
        ("Population", 560485.0, "population", 560485),
        ("Lat", "59,985", "lat", 59.985),
        ("Lat", 59.985, "lat", 59.985),
        ("Lat", 59.98000000000001, "lat", 59.98),
        ("Name", "  Oslo   kommune ", "name", "Oslo kommune"),
        ("Language form", "Nynorsk", "language_form", "nynorsk"),
        ("Valid from", "20.05.2008", "valid_from", "2008-05-20"),
        ("Aliases", "Oslo;Oslo; Christiania ", "aliases", ["Oslo", "Christiania"]),
        ("Note", 301, "note", "301"),
    ],
)
def test_what_excel_and_people_make_of_a_value(office, heading, value, field, stored):
    edited = office.out("municipalities")
    edited.put("0301", heading, value)
    office.told(edited)
    assert office.field("0301", field) == stored


@pytest.mark.parametrize(
    ("value", "number_format", "stored"), [(16, "0.00", "16"), (3, "00", "03"), (3.0, "General", "03")]
)
def test_a_number_among_texts_is_what_is_seen_of_it(office, value, number_format, stored):
    edited = office.out("municipalities")
    cell = edited.sheet.cell(edited.rows["1504"], edited.headings["County number"])
    cell.value, cell.number_format = value, number_format
    office.told(edited)
    assert office.field("1504", "county_number") == stored


def test_merged_cells_do_not_spread(office):
    edited = office.out("municipalities")
    column = edited.sheet.cell(1, edited.headings["County"]).column_letter
    edited.sheet.merge_cells(f"{column}2:{column}3")
    error = office.refusal(edited)
    assert "merged" in error["details"][0]


def test_what_is_struck_through_is_not_deleted_in_silence(office):
    from openpyxl.styles import Font

    edited = office.out("contacts")
    for cell in edited.sheet[edited.rows["0301/mayor"]]:
        cell.font = Font(strike=True)
    ran = office.back(edited)
    assert ran.code == 0
    assert "struck through" in ran.err
