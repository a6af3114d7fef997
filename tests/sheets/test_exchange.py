"""A workbook goes out, is edited, and comes back as one change that undo takes back whole."""

from __future__ import annotations

import stat

import pytest
from edited_workbooks import Edited
from support import folder_bytes


@pytest.mark.parametrize("noun", ["municipalities", "contacts"])
def test_an_untouched_file_is_an_empty_difference(office, noun):
    edited = office.out(noun)
    before = folder_bytes(office.kit.folder)
    for content in (office.file.read_bytes(), edited):
        assert office.told(content) == []
    assert folder_bytes(office.kit.folder) == before


def test_the_same_records_give_the_same_bytes(office):
    office.out("municipalities")
    first = office.file.read_bytes()
    office.out("municipalities")
    assert office.file.read_bytes() == first


def test_edits_are_told_by_cell_and_taken_in_as_one_change(office):
    edited = office.out("municipalities")
    edited.put("0301", "Population", 570000)
    edited.put("0821", "Language form", "bokmal")
    edited.put("0821", "Aliases", "Bø i Telemark; Gvarv")
    edited.put("1504", "Valid from", None)
    before = folder_bytes(office.kit.folder)
    told = office.told(edited)
    assert [(each["cell"], each["column"], each["base"], each["file"], each["outcome"]) for each in told] == [
        (edited.address("0821", "Aliases"), "aliases", "", "Bø i Telemark; Gvarv", "changed"),
        (edited.address("0821", "Language form"), "language_form", "nynorsk", "bokmal", "changed"),
        (edited.address("0301", "Population"), "population", "560484", "570000", "changed"),
        (edited.address("1504", "Valid from"), "valid_from", "1968-01-01", "", "changed"),
    ]
    assert office.field("0301", "population") == 570000
    assert office.field("0821", "aliases") == ["Bø i Telemark", "Gvarv"]
    assert office.field("1504", "valid_from") is None
    assert office.kit.run("undo", "--yes").code == 0
    assert _records(folder_bytes(office.kit.folder)) == _records(before)


def _records(files):
    return {name: content for name, content in files.items() if not name.startswith("history/")}


def test_a_dry_run_tells_and_writes_nothing(office):
    edited = office.out("municipalities")
    edited.put("0301", "Population", 1)
    before = folder_bytes(office.kit.folder)
    assert [each["outcome"] for each in office.told(edited, "--dry-run")] == ["changed"]
    assert folder_bytes(office.kit.folder) == before


def test_a_file_that_was_taken_in_says_nothing_new(office):
    edited = office.out("municipalities")
    edited.put("0301", "Population", 1)
    office.told(edited)
    before = folder_bytes(office.kit.folder)
    assert [each["outcome"] for each in office.told(edited)] == ["same"]
    assert folder_bytes(office.kit.folder) == before


def test_a_selection_chooses_what_goes_out_and_no_more_than_that(office):
    edited = office.out("role:mayor")
    assert list(edited.rows) == ["0301/mayor"]
    edited.put("0301/mayor", "Role", "politician")  # the selection does not choose him any more
    office.told(edited)
    edited.put("0301/mayor", "Phone", "33 00 00 00")
    assert [each["outcome"] for each in office.told(edited)] == ["same", "changed"]


def test_a_workbook_of_persons_is_for_its_owner_alone(office):
    office.out("contacts")
    assert stat.S_IMODE(office.file.stat().st_mode) == 0o600


def test_a_workbook_of_another_language_comes_back_in_any(office, monkeypatch):
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    edited = office.out("municipalities")
    assert "Folketall" in edited.headings
    assert edited.value("0821", "Målform") == "nynorsk"
    edited.put("0821", "Målform", "nøytral")
    monkeypatch.setenv("KVADMIN_LANG", "nn")
    assert [(each["file"], each["outcome"]) for each in office.told(edited)] == [("neutral", "changed")]


def test_what_it_said_on_another_day_goes_out_too(office):
    assert office.kit.run("municipality", "set", "0301", "population", "1").code == 0
    ran = office.kit.run("sheet", "out", "municipalities", "--known-on", "2008-06-01", "-o", str(office.file))
    assert ran.code in (0, 1, 2, 3, 4), ran.err  # a folder without a past of that day says so
    assert "Traceback" not in ran.err


def test_a_person_reads_words_and_a_program_reads_codes(office, monkeypatch):
    edited = office.out("municipalities")
    edited.put("0821", "Language form", "neutral")
    office.file.write_bytes(edited.save())
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    shown = office.kit.run("sheet", "in", str(office.file), "--dry-run").out
    assert "nøytral" in shown
    assert Edited(office.file.read_bytes()).value("0821", "Language form") == "neutral"
