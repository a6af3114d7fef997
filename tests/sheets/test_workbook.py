"""What a person gets to see: real types, lists to choose from, what is locked, and what stays free."""

from __future__ import annotations

from datetime import datetime

import pytest


@pytest.fixture
def edited(office):
    """The municipalities as they go out."""
    return office.out("municipalities")


def test_texts_are_texts_numbers_numbers_and_days_days(edited):
    assert edited.value("0301", "Number") == "0301"
    assert edited.value("0301", "County number") == "03"
    assert edited.value("0301", "Population") == 560484
    assert edited.value("0301", "Lat") == 59.98
    assert edited.value("1504", "Valid from") == datetime.fromisoformat("1968-01-01")
    assert edited.value("1504", "Note") == "To linjer;\nog = én til"


def test_no_text_becomes_a_formula(office):
    assert office.kit.run("municipality", "set", "0301", "note", "=1+1").code == 0
    edited = office.out("municipalities")
    cell = edited.sheet.cell(edited.rows["0301"], edited.headings["Note"])
    assert (cell.value, cell.quotePrefix) == ("=1+1", True)
    assert office.told(office.file.read_bytes()) == []


def test_the_key_is_hidden_within_the_filter(edited):
    assert edited.headings["kvadmin"] == 2
    assert edited.sheet.column_dimensions["B"].hidden
    assert edited.sheet.auto_filter.ref == f"A1:S{edited.sheet.max_row}"
    assert edited.sheet.freeze_panes == "C2"


def test_the_marks_are_very_hidden(edited):
    assert edited.book["kvadmin"].sheet_state == "veryHidden"


def test_the_protection_keeps_headings_and_leaves_the_rest(edited):
    guard = edited.sheet.protection
    assert guard.sheet
    assert guard.password is None
    assert not any((guard.sort, guard.autoFilter, guard.insertRows, guard.deleteRows))
    assert guard.deleteColumns
    assert guard.insertColumns
    assert all(cell.protection.locked for cell in edited.sheet[1])
    # Excel sorts no range that has a locked cell in it.
    assert not any(cell.protection.locked for row in edited.sheet.iter_rows(min_row=2) for cell in row)


def _rules(edited, heading):
    at = f"{edited.sheet.cell(2, edited.headings[heading]).coordinate}"
    return [each for each in edited.sheet.data_validations.dataValidation if at in each.sqref]


def test_a_column_that_is_shown_only_takes_nothing_that_is_typed(edited):
    (rule,) = _rules(edited, "Number")
    assert (rule.type, rule.formula1, rule.errorStyle) == ("custom", '$B2=""', "stop")


def test_a_closed_list_is_offered_in_the_language_of_the_workbook(office, monkeypatch):
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    edited = office.out("municipalities")
    (rule,) = _rules(edited, "Målform")
    sheet, _, cells = rule.formula1.replace("$", "").partition("!")
    assert [cell.value for cell in edited.book[sheet][cells][0]] == ["bokmål", "nynorsk", "nøytral"]


def test_a_text_that_no_cell_can_hold_is_named(office):
    office.kit.municipality("1711", "Meråker", note="x" * 40_000)
    ran = office.kit.run("sheet", "out", "municipalities", "-o", str(office.file))
    assert ran.code == 3
    assert "1711, Note" in ran.err
    assert not office.file.exists()
