"""The walk through the menu: back everywhere, a trial before what writes, and errors that come back to it."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support import folder_bytes

JOBS = {"applications": "3", "admit": "4", "networks": "5", "gathering": "6", "letters": "7", "evaluation": "8"}
EXCEL = "9"
CHANGES = "10"
BUILT_IN = [
    job
    for name in ("programme", "cohort", "network", "gathering", "evaluation", "mail", "sheet")
    for job in import_module(f"kvadmin.plugins.{name}.hooks.jobs").JOBS
]
NEW_COHORT = ("7", "P1", "Pulje 1", "", "", "20", "")


@pytest.fixture
def cohort(cli, programme):
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", check=True)
    return programme


@pytest.mark.parametrize("more", [(), ("--no-input",), ("--format", "json")])
def test_without_a_terminal_it_refuses(cli, programme, more):
    ran = cli("-C", programme, "menu", *more)
    assert ran.code == 2
    assert ran.out == ""
    assert "the menu asks and answers on a terminal" in ran.err
    if "json" in more:
        assert json.loads(ran.err)["error"]["code"] == "needs-terminal"


def test_a_result_for_a_program_or_a_file_is_refused(menu, programme):
    for options in (("--format", "json"), ("-o", "menu.txt"), ("--no-input",)):
        assert menu(programme, options=options).code == 2


def ways_back():
    """Answers that walk to every question of every job, and back from it."""
    for at, job in enumerate(sorted(BUILT_IN, key=lambda each: each.order), 2):
        yield str(at)
        for number, step in enumerate(job.steps, 1):
            for asked in range(len(job.needed(step))):
                yield from (str(number), *["x"] * asked, "q" if asked % 2 else "0")
        yield "0"
    yield "q"


def test_zero_and_q_lead_back_from_every_question(menu, cohort):
    before = folder_bytes(cohort)
    ran = menu(cohort, *ways_back())
    assert ran.code == 0
    assert "Command:" not in ran.err
    assert folder_bytes(cohort) == before


def test_what_writes_is_tried_first_and_done_when_agreed(menu, programme):
    before = folder_bytes(programme)
    ran = menu(programme, JOBS["applications"], *NEW_COHORT, "n", "0", "0")
    assert ran.code == 0
    command = f"kvadmin -C {programme} cohort new P1 --name 'Pulje 1' --capacity 20"
    assert f"Command: {command} --dry-run" in ran.err
    assert "Nothing was done." in ran.err
    assert f"{command} --yes" not in ran.err
    assert folder_bytes(programme) == before
    ran = menu(programme, JOBS["applications"], *NEW_COHORT, "y", "0", "0")
    assert f"Command: {command} --yes" in ran.err
    assert "capacity: 20" in (programme / "cohorts" / "P1.yaml").read_text(encoding="utf-8")
    menu(programme, CHANGES, "2", "y", "0", "0")
    assert not (programme / "cohorts" / "P1.yaml").exists()


def test_a_dry_run_of_the_menu_only_tries(menu, programme):
    before = folder_bytes(programme)
    ran = menu(programme, JOBS["applications"], *NEW_COHORT, "0", "0", options=("--dry-run",))
    assert "Dry run: nothing was written." in ran.err
    assert folder_bytes(programme) == before


def test_an_error_comes_back_to_the_menu(menu, cohort):
    before = folder_bytes(cohort)
    ran = menu(cohort, JOBS["admit"], "6", "", "9999", "0", "0")
    assert ran.code == 0
    assert "\nerror: " in ran.err
    assert re.search(r"The command ended with exit code \d\.\nNothing was written\.\n", ran.err)
    assert ran.err.rstrip().endswith("You have left the menu.")
    assert folder_bytes(cohort) == before


def test_a_wrong_answer_is_not_offered_again(menu, cohort):
    ran = menu(cohort, JOBS["admit"], "6", "", "9999", "6", "", "0", "0", "0")
    assert "(Enter: 9999)" not in ran.err


def test_the_options_of_the_menu_are_those_of_its_commands(menu, cohort):
    ran = menu(cohort, JOBS["admit"], "8", "", "0", "0", options=("--today", "2008-06-10", "--who", "Kari N"))
    assert f"Command: kvadmin -C {cohort} --today 2008-06-10 --who 'Kari N' cohort show P1" in ran.err


def test_a_broken_folder_is_said_and_the_menu_goes_on(menu, cohort):
    (cohort / "programme.yaml").write_text("name: [", encoding="utf-8")
    ran = menu(cohort, "1", "9", "4", "0", "0")
    assert ran.code == 0
    assert ran.err.count("error:") >= 2
    assert "programme.yaml" in ran.err


def test_another_folder_is_opened(menu, cohort, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = menu(None, "2", "nowhere", "1", "4", "8", "", "0", "0")
    assert "There is no programme.yaml in that folder" in ran.err
    assert "Command: kvadmin -C programme cohort show P1" in ran.err


def test_what_needs_action_is_done_from_the_list(menu, cli, cohort, tmp_path):
    applications = tmp_path / "applications.csv"
    applications.write_text("kommune,mottatt\nBø,2008-05-02\n", encoding="utf-8")
    cli("-C", cohort, "application", "import", applications, "--cohort", "P1", check=True)
    ran = menu(cohort, "1", "1", "", "0821", "n", "1", "0821", "y", "0", "0")
    command = f"kvadmin -C {cohort} application resolve P1 r1 --as 0821"
    assert f"Command: {command} --dry-run" in ran.err
    assert f"Command: {command} --yes" in ran.err
    assert "several municipalities bear the name" in ran.err
    assert (cohort / "applications" / "P1" / "0821.yaml").is_file()
    listed = cli("-C", cohort, "status", "--format", "json").json["needs_action"]
    assert not [each for each in listed if "r1" in each["text"]]


def test_nothing_that_needs_action_is_said(menu, programme):
    assert "Nothing needs action." in menu(programme, "1", "0").err


def test_what_was_edited_in_a_workbook_comes_back(menu, cohort, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    menu(cohort, EXCEL, "1", "municipalities", "", "", "0", "0")
    book = load_workbook("municipalities.xlsx")
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    oslo = next(row for row in sheet.iter_rows(min_row=2) if "0301" in [cell.value for cell in row])[0].row
    sheet.cell(oslo, column["Population"]).value = 560485
    book.save("municipalities.xlsx")
    oslo_file = cohort / "municipalities" / "0301-oslo.yaml"
    before = oslo_file.read_bytes()
    ran = menu(cohort, EXCEL, "4", "1", "n", "4", "1", "y", "0", "0")
    assert f"Command: kvadmin -C {cohort} sheet in municipalities.xlsx --dry-run" in ran.err
    assert "560485" in ran.out
    assert b"population: 560485" in oslo_file.read_bytes()
    menu(cohort, CHANGES, "2", "y", "0", "0")
    assert oslo_file.read_bytes() == before


def test_nothing_is_asked_when_the_trial_finds_nothing_to_change(menu, cohort, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    menu(cohort, EXCEL, "1", "municipalities", "", "", "0", "0")
    ran = menu(cohort, EXCEL, "4", "1", "0", "0")
    assert "Nothing has changed." in ran.err
    assert "Do it?" not in ran.err
    assert "--yes" not in ran.err


def test_what_may_be_left_out_can_be_left_out_the_next_time(menu, cohort, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = menu(cohort, EXCEL, "1", "", "role:mayor", "mayors.xlsx", "1", "", "", "all.xlsx", "0", "0")
    assert f"Command: kvadmin -C {cohort} sheet out contacts role:mayor -o mayors.xlsx" in ran.err
    assert f"Command: kvadmin -C {cohort} sheet out contacts -o all.xlsx" in ran.err


def test_what_was_typed_is_no_answer_to_the_next_question(menu, cli, cohort, tmp_path):
    """Neither of the same question (another row, another mailing), nor of one of another job that is called the same."""
    applications = tmp_path / "applications.csv"
    applications.write_text("kommune,mottatt\nBø,2008-05-02\nBø,2008-05-03\n", encoding="utf-8")
    cli("-C", cohort, "application", "import", applications, "--cohort", "P1", check=True)
    ran = menu(cohort, JOBS["applications"], "4", "P1", "r1", "0821", "y", "4", "", "0", "0", "0")
    assert "application resolve P1 r1 --as 0821 --yes" in ran.err
    assert "(Enter: r1)" not in ran.err
    assert "(Enter: 0821)" not in ran.err


def test_a_file_of_one_job_is_not_offered_in_another(menu, cohort, tmp_path):
    applications = tmp_path / "applications.csv"
    applications.write_text("kommune,mottatt\nOslo,2008-05-02\n", encoding="utf-8")
    typed = ("1", str(applications), "", "y", "0")
    ran = menu(cohort, JOBS["applications"], *typed, JOBS["evaluation"], "2", "0", "0", "0")
    assert "Saved" in ran.err
    assert f"(Enter: {applications})" not in ran.err


def test_the_value_of_a_filter_may_be_typed_alone(menu, cohort, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for typed in ("P1", "cohort:P1", "1"):
        ran = menu(cohort, EXCEL, "1", "", "cohort:", typed, f"{typed[0]}.xlsx", "0", "0")
        assert "sheet out contacts cohort:P1 -o" in ran.err


def test_who_listens_hears_plain_lines(menu, cohort, monkeypatch):
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    assert "\n1: What needs action today\n" in menu(cohort, "0").err


def test_the_page_shows_the_menu_as_it_is(menu, cohort):
    page = (Path(__file__).parents[4] / "docs" / "menu.md").read_text(encoding="utf-8")
    listed = [line for line in menu(cohort, "0").err.splitlines() if re.match(r" +\d+\. ", line)]
    assert len(listed) == 12
    assert "\n".join(listed) in page
