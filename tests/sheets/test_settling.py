"""Cells that both sides have changed: refused with all of them named, kept by option, or asked about."""

from __future__ import annotations

import pytest
from support import folder_bytes
from terminals import on_terminal


@pytest.fixture
def split(office):
    """A workbook in conflict: two cells changed on both sides, one changed alike, one on each side alone."""
    edited = office.out("municipalities")
    for number, field, value in (
        ("0301", "population", "1"),
        ("0821", "language_form", "bokmal"),
        ("2012", "note", "den samme"),
        ("1601", "note", "vår egen"),
    ):
        assert office.kit.run("municipality", "set", number, field, value).code == 0
    edited.put("0301", "Population", 2)
    edited.put("0821", "Language form", "neutral")
    edited.put("2012", "Note", "den samme")
    edited.put("2011", "Note", "bare i filen")
    return edited


def _state(office):
    return [office.field(*each) for each in (("0301", "population"), ("0821", "language_form"), ("1601", "note"))]


def test_nobody_to_ask_is_a_refusal_that_names_them_all(office, split):
    error = office.refusal(split, "--no-input")
    assert (error["exit"], error["code"]) == (5, "sheet-conflicts")
    assert sorted(each.partition(",")[0] for each in error["details"]) == sorted(
        [split.address("0301", "Population"), split.address("0821", "Language form")]
    )


def test_the_file_is_kept(office, split):
    told = {(each["key"], each["outcome"]) for each in office.told(split, "--keep", "file")}
    assert told == {("0301", "changed"), ("0821", "changed"), ("2012", "same"), ("2011", "changed")}
    assert _state(office) == [2, "neutral", "vår egen"]


def test_the_programme_is_kept(office, split):
    told = {(each["key"], each["outcome"]) for each in office.told(split, "--keep", "programme")}
    assert told == {("0301", "kept"), ("0821", "kept"), ("2012", "same"), ("2011", "changed")}
    assert _state(office) == [1, "bokmal", "vår egen"]


def test_each_is_asked_about(office, split, choose):
    asked = choose([0, 1])
    office.told(split)
    assert [question.partition(",")[0] for question, _ in asked] == [
        split.address("0821", "Language form"),
        split.address("0301", "Population"),
    ]
    assert _state(office) == [1, "neutral", "vår egen"]


def test_one_answer_for_all(office, split, choose):
    asked = choose([3])
    office.told(split)
    assert len(asked) == 1
    assert _state(office) == [2, "neutral", "vår egen"]


def test_stopping_changes_nothing(office, split, choose):
    choose([2])
    assert office.refusal(split)["code"] == "stopped"


def test_on_a_terminal(office, split):
    office.file.write_bytes(split.save())
    before = folder_bytes(office.kit.folder)
    seen = on_terminal(
        ["-C", office.kit.folder, "sheet", "in", office.file],
        columns=100,
        typed={"Which": "3\n"},
        KVADMIN_LANG="en",
    )
    assert seen.code == 1
    assert "the file says 'neutral', the programme 'bokmal', and it was 'nynorsk'" in " ".join(seen.text.split())
    assert folder_bytes(office.kit.folder) == before


def test_the_answers_for_all_that_follow_are_right_for_one_as_for_many(office, split, choose):
    asked = choose([4])
    office.told(split)
    assert [answers[3:] for _, answers in asked] == [
        ["the file's, here and in all that follow (1)", "the programme's, here and in all that follow (1)"]
    ]
