"""Applications, scores and confirmations by workbook: out, edited, and back as one change."""

from __future__ import annotations

from datetime import date

from sheet_nouns import edit_workbook


def out(programme, noun, file):
    programme("sheet", "out", noun, "--cohort", "P3", "-o", file)
    before = programme.bytes()
    assert programme.json("sheet", "in", file)["differences"] == []
    assert programme.bytes() == before
    return file


def test_applications(ten, tmp_path):
    file = out(ten, "applications", tmp_path / "a.xlsx")
    edit_workbook(
        file, {"0301": {"Timetable": None, "Received": date(2008, 5, 21), "Score": 8.5}, "0402": {"Note": "ringt"}}
    )
    told = ten.json("sheet", "in", file)["differences"]
    assert {(each["key"], each["column"], each["file"]) for each in told} == {
        ("0301", "timetable", ""), ("0301", "received", "2008-05-21"), ("0301", "score", "8.5"), ("0402", "note", "ringt"),
    }  # fmt: skip
    shown = ten.json("application", "show", "0301", "--cohort", "P3")
    assert (shown["state"], shown["missing"], shown["received"], shown["score"]) == (
        "incomplete", ["timetable"], "2008-05-21", "8.5",
    )  # fmt: skip
    ten("undo")
    assert ten.json("application", "show", "0301", "--cohort", "P3")["state"] == "complete"


def test_a_rule_of_the_command_has_the_address_of_the_cell(ten, tmp_path):
    file = out(ten, "applications", tmp_path / "a.xlsx")
    edit_workbook(file, {"0301": {"State": "admitted"}, "0402": {"Score": 9}})
    told = ten.refused("sheet", "in", file, code=3)
    assert "Applications!D9: the application of 0301 to P3 is complete and cannot become admitted" in told


def test_scores_and_what_changed_meanwhile(ten, tmp_path):
    ten("cohort", "set", "P3", "criteria", "Mål=2", "Forankring=1")
    file = out(ten, "scores", tmp_path / "s.xlsx")
    ten("application", "set", "P3", "0402", "score", "6")
    edit_workbook(file, {"0301": {"Mål": 7, "Forankring": 3.5, "Score": None}, "0402": {"Score": 5}})
    assert "0402" in ten.refused("sheet", "in", file, code=5)
    ten("sheet", "in", file, "--keep", "programme")
    assert ten.json("application", "show", "0301", "--cohort", "P3")["points"] == {"Mål": "7", "Forankring": "3.5"}
    assert ten.json("application", "show", "0402", "--cohort", "P3")["score"] == "6"


def test_confirmations_twenty_at_once(ten, tmp_path):
    ten("cohort", "admit", "P3")
    file = out(ten.on("2008-06-20"), "confirmations", tmp_path / "c.xlsx")
    numbers = [each["municipality"] for each in ten.json("application", "list", "--cohort", "P3")["applications"]
               if each["state"] == "admitted"]  # fmt: skip
    edit_workbook(file, {each: {"Confirmed": "yes"} for each in numbers})
    assert len(ten.json("sheet", "in", file)["differences"]) == 5
    states = {each["state"] for each in ten.json("application", "list", "--cohort", "P3")["applications"]}
    assert "admitted" not in states
    assert {each["outcome"] for each in ten.json("sheet", "in", file)["differences"]} == {"same"}


def test_a_cohort_without_applications_is_an_empty_sheet(ten, tmp_path):
    ten("cohort", "new", "P4", "--name", "Pulje 4")
    for noun in ("applications", "scores", "confirmations"):
        ten("sheet", "out", noun, "--cohort", "P4", "-o", tmp_path / f"{noun}.xlsx")
        assert ten.json("sheet", "in", tmp_path / f"{noun}.xlsx")["differences"] == []
    assert "P9" in ten.refused("sheet", "out", "scores", "--cohort", "P9", "-o", tmp_path / "x.xlsx", code=4)
