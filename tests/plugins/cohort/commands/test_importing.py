"""``application import``: a whole workbook gives its expected outcomes; again it changes nothing."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest
from applications import COUNTS, LATER_LINES, LINES, SUMMARY, places
from applications import workbook as made
from books import xlsx

from ..conftest import HEADER, application_row, write_csv


@pytest.fixture
def workbook(tmp_path):
    file = tmp_path / "liste.xlsx"
    file.write_bytes(made())
    return file


def test_the_workbook_gives_its_expected_outcomes(intake, workbook):
    shown = intake.json("application", "import", workbook, "--cohort", "P3")
    assert next(iter(shown)) == "schema"
    assert shown["counts"] == COUNTS == dict(Counter(row["outcome"] for row in shown["rows"]))
    assert shown["summary"] == SUMMARY
    assert list(shown["rows"][0])[:6] == ["sheet", "row", "outcome", "municipality", "reason", "candidates"]
    got = {(row["sheet"], row["row"]): row for row in shown["rows"]}
    for word, line in (LINES | LATER_LINES).items():
        mine = got[places()[word]]
        assert (mine["outcome"], mine["municipality"]) == (line.outcome, line.settled), word
        assert mine["candidates"] == list(line.candidates), word


def test_the_same_file_again_changes_nothing(intake, workbook, tmp_path):
    first = intake("application", "import", workbook, "--cohort", "P3", "--format", "json")
    before = intake.bytes()
    again = intake("application", "import", workbook, "--cohort", "P3", "--format", "json")
    assert again.json == first.json
    assert intake.bytes() == before
    renamed = tmp_path / "kopi.xlsx"
    shutil.copy(workbook, renamed)
    assert intake.json("application", "import", renamed, "--cohort", "P3")["counts"] == COUNTS
    assert intake.bytes() == before


def test_a_dry_run_says_what_would_happen_to_each_row(intake, workbook):
    before = intake.bytes()
    shown = intake.json("application", "import", workbook, "--cohort", "P3", "--dry-run")
    assert shown["counts"] == COUNTS
    assert intake.bytes() == before


def test_what_was_imported_is_listed_and_sound(intake, workbook):
    intake("application", "import", workbook, "--cohort", "P3")
    listed = intake.json("application", "list", "--cohort", "P3")["applications"]
    live = [each for each in listed if each["state"] != "withdrawn"]
    assert len(live) == SUMMARY["applications"]
    # all that are complete and on time but the misspelt one, whose identity is in question
    assert sum(each["complete"] and each["on_time"] == "on-time" and not each["question"] for each in live) == 13
    assert {each["municipality"] for each in listed} >= {"0301", "0101", "2011"}
    assert intake("check").code == 0
    table = intake("application", "list", "--cohort", "P3").out
    assert "18 applications, 14 complete and on time" in table
    missing = intake.json("application", "missing", "--cohort", "P3")
    assert {each["municipality"]: each["missing"] for each in missing["incomplete"]}["0904"] == [
        "timetable", "joint_preparation",
    ]  # fmt: skip
    assert len(missing["waiting_rows"]) == 6


def test_the_workbook_can_be_decided_on_at_once(intake, workbook):
    intake("application", "import", workbook, "--cohort", "P3")
    intake("cohort", "set", "P3", "capacity", 10)
    intake("cohort", "admit", "P3")
    intake("cohort", "verify", "P3")
    decisions = intake.json("cohort", "admit", "P3")["decisions"]
    # 13 may come in; two are incomplete and one is late; the misspelt and the postmarked one wait for a person
    assert Counter(each["outcome"] for each in decisions) == {
        "admitted": 10, "waitlisted": 3, "rejected": 3, "undecided": 2, "withdrawn": 1,
    }  # fmt: skip


def test_a_changed_list_of_the_same_call_updates_what_changed(ten, tmp_path):
    rows = [application_row("1526", "Stordal", timetable=""), application_row("1421", "Aurland")]
    first = ten.json("application", "import", write_csv(tmp_path / "one.csv", [HEADER, *rows]), "--cohort", "P3")
    assert first["counts"].get("rejected", 0) == 0
    rows[0] = application_row("1526", "Stordal", "2008-05-16")
    second = ten.json("application", "import", write_csv(tmp_path / "two.csv", [HEADER, *rows]), "--cohort", "P3")
    outcomes = {each["municipality"]: each["outcome"] for each in second["rows"]}
    assert outcomes["1526"] == "supersedes"
    assert outcomes["1421"] == "duplicate"
    listed = {each["municipality"]: each for each in ten.json("application", "list", "--cohort", "P3")["applications"]}
    assert listed["1526"]["complete"] is True
    assert listed["1526"]["received"] == "2008-05-16"


def test_a_newer_version_keeps_its_score(ten, tmp_path):
    rows = [application_row("1526", "Stordal", "2008-05-16")]
    ten("application", "import", write_csv(tmp_path / "two.csv", [HEADER, *rows]), "--cohort", "P3")
    listed = {each["municipality"]: each for each in ten.json("application", "list", "--cohort", "P3")["applications"]}
    assert listed["1526"]["score"] is None  # other contents: they must be judged again
    ran = ten("application", "list", "--cohort", "P3")
    assert "1526" in ran.out


def test_a_row_about_a_decided_application_waits_for_a_person(ten, tmp_path):
    ten("cohort", "admit", "P3")
    rows = [application_row("1526", "Stordal", "2008-05-17")]
    shown = ten.json("application", "import", write_csv(tmp_path / "late.csv", [HEADER, *rows]), "--cohort", "P3")
    assert [(row["outcome"], row["reason"]) for row in shown["rows"]] == [("manual", "already-decided")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_in_any_usual_form(new, tmp_path, encoding, delimiter):
    programme = new([("1504", "Ålesund", "Vest", "neutral"), ("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20")
    text = write_csv(
        tmp_path / "a.csv",
        [HEADER, application_row("", "Ålesund", "19. mai 2008"), application_row("301", "", "18.05.08")],
        delimiter,
    ).read_text(encoding="utf-8")
    file = tmp_path / "b.csv"
    file.write_bytes(text.encode(encoding))
    shown = programme.json("application", "import", file, "--cohort", "P3")
    assert [(row["row"], row["outcome"], row["municipality"], row["sheet"]) for row in shown["rows"]] == [
        (2, "imported", "1504", None), (3, "imported", "0301", None),
    ]  # fmt: skip
    assert {row["received"] for row in shown["rows"]} == {"2008-05-19", "2008-05-18"}


def test_an_effort_group_excludes_nobody_a_cohort_does(ten, tmp_path):
    ten("cohort", "new", "I07", "--name", "Innsats", "--kind", "effort")
    ten("cohort", "new", "P1", "--name", "Pulje 1")
    members = [["cohort", "municipality", "from"], ["I07", "0101", "2007-01-01"], ["P1", "0301", "2007-01-01"]]
    ten("cohort", "import", write_csv(tmp_path / "members.csv", members, ","))
    decisions = {each["municipality"]: each for each in ten.json("cohort", "admit", "P3")["decisions"]}
    assert decisions["0101"]["outcome"] == "admitted"
    assert (decisions["0301"]["outcome"], decisions["0301"]["reason"]) == ("rejected", "rejected-already-member")


def test_unknown_columns_and_other_sheets_are_reported(ten, tmp_path):
    file = tmp_path / "list.xlsx"
    file.write_bytes(
        xlsx(
            ("Søknader", [[*HEADER, "Favorittfarge"], [*application_row("1526", "Stordal", "2008-05-15"), "blå"]]),
            ("Telefonliste", [["Kari", "123"]]),
        )
    )
    ran = ten("application", "import", file, "--cohort", "P3")
    assert "Favorittfarge" in ran.err
    assert "Telefonliste" in ran.err
