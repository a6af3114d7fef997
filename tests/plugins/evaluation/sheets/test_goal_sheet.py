"""The sheet of goals: each goal of a plan in a row of its own."""

from __future__ import annotations

import pytest
from sheet_nouns import edit_workbook

FIRST, SECOND, EFFECT = "0301/project_goals/0", "0301/project_goals/1", "0301/effect_goals/0"


@pytest.fixture
def desk(sheet):
    return sheet("goals")


def goals(kit, number="0301"):
    plan = kit.json("plan", "show", "P1", number)["plan"]
    return plan["project_goals"], plan["effect_goals"]


def test_a_row_is_a_goal(desk):
    assert [(row["kind"], row["goal"]) for row in desk.rows.values()] == [
        ("project goal", "Alle barn får én plan"),
        ("project goal", "Færre brudd; bedre overganger"),
        ("effect goal", "Fra 9 til 7 prosent"),
    ]
    assert list(desk.rows) == [FIRST, SECOND, EFFECT]


def test_a_goal_is_changed_taken_out_and_added(kit, desk):
    new = {"municipality": "Oslo", "kind": "effect goal", "goal": "90 % fornøyde"}
    other = {"municipality": "0101", "kind": "project goal", "goal": "Én plan"}
    assert desk.take_in({SECOND: {"goal": "Ingen brudd"}}, added=[new, other], removed=[FIRST]) == []
    assert goals(kit) == (["Ingen brudd"], ["Fra 9 til 7 prosent", "90 % fornøyde"])
    assert goals(kit, "0101") == (["Én plan"], [])
    written = kit.files()
    assert desk.take_in(added=[new, other]) == []
    assert kit.files() == written


def test_the_last_goal_may_go(kit, desk):
    assert desk.take_in(removed=[EFFECT]) == []
    assert goals(kit)[1] == []


def test_a_goal_is_of_a_member_and_of_a_kind(kit, desk):
    before = kit.files()
    assert desk.refused(added=[
        {"municipality": "1504", "kind": "effect goal", "goal": "x"},
        {"municipality": "0301", "kind": "wish", "goal": "x"},
    ]) == [("row 0", ""), ("row 1", "")]  # fmt: skip
    assert kit.files() == before


def test_by_workbook_and_back_also_twice(kit, desk, tmp_path):
    file = tmp_path / "goals.xlsx"
    assert kit.run("sheet", "out", "goals", "--cohort", "P1", "-o", str(file)).code == 0
    assert kit.json("sheet", "in", str(file))["differences"] == []
    new = {"No.": "0101", "Kind": "effect goal", "Goal": "Færre klager"}
    edit_workbook(file, {SECOND: {"Goal": "Ingen brudd"}}, new=[new])
    assert kit.run("sheet", "in", str(file)).code == 0
    assert goals(kit) == (["Alle barn får én plan", "Ingen brudd"], ["Fra 9 til 7 prosent"])
    assert goals(kit, "0101") == ([], ["Færre klager"])
    written = kit.files()
    assert kit.run("sheet", "in", str(file)).code == 0
    assert kit.files() == written


def test_a_list_that_has_changed_since_is_asked_about(kit, desk, tmp_path):
    file = tmp_path / "goals.xlsx"
    assert kit.run("sheet", "out", "goals", "--cohort", "P1", "-o", str(file)).code == 0
    kit.run("plan", "set", "P1", "0301", "--project-goal", "Noe helt annet")
    edit_workbook(file, {FIRST: {"Goal": "Alle barn får to planer"}})
    before = kit.files()
    ran = kit.run("sheet", "in", str(file), "--no-input")
    assert ran.code == 5
    assert "Noe helt annet" in ran.err
    assert kit.files() == before


def test_a_new_goal_stands_beside_the_name_of_its_own_municipality(desk):
    new = {"municipality": "0301", "kind": "project goal", "goal": "Færre vikarer"}
    assert desk.take_in(added=[new], shown={"row 0": {"name": "Bergen"}})
    assert desk.take_in(added=[new], shown={"row 0": {"name": "Oslo"}}) == []
