"""The sheet of judged goals: each goal in a row of its own."""

from __future__ import annotations

import pytest
from plugins.evaluation.goals.goal_office import SICK_LEAVE, goal_office, stored_goals
from sheet_nouns import SheetDesk, edit_workbook

from kvadmin.api.sheets import SheetScope

SICK, USERS = "0301/sykefravaer/reach", "0301/fornoyde/reach"
KEPT = "0101/sykefravaer/keep"


@pytest.fixture
def kit(tmp_path):
    kit = goal_office(tmp_path / "programme")
    assert kit.run("evaluation", "goals", "confirm", "P1", "--all", "--yes").code == 0
    return kit


@pytest.fixture
def desk(kit):
    return SheetDesk(kit.folder, "judged-goals", SheetScope(cohort="P1"), today=kit.today)


def said(kit, number="0301"):
    found = stored_goals(kit, number)
    return [(each.indicator, each.kind, str(each.to), each.text) for each in found.goals] if found else []


def test_a_row_is_a_goal(desk):
    assert {key: (row["kind"], str(row["to"]), row["text"]) for key, row in desk.rows.items()} == {
        KEPT: ("keep at most", "6.2", SICK_LEAVE["0101"]),
        USERS: ("reach", "90", "Minst 90 % av brukerne er fornøyde"),
        SICK: ("reach", "8.4", SICK_LEAVE["0301"]),
    }


def test_a_goal_is_changed_taken_out_and_added(kit, desk):
    new = {"municipality": "Bø", "indicator": "sykefravaer", "kind": "keep at most", "to": "9", "by": "2009"}
    new["municipality"] = "0821"
    assert desk.take_in({SICK: {"to": "8", "by": "2010"}}, added=[new], removed=[USERS]) == []
    assert said(kit) == [("sykefravaer", "reach", "8", SICK_LEAVE["0301"])]
    assert str(stored_goals(kit).goals[0].by) == "2010-12-31"
    assert said(kit, "0821") == [("sykefravaer", "keep", "9", "")]
    written = kit.files()
    assert desk.take_in(added=[new]) == []
    assert kit.files() == written


def test_the_last_goal_may_go(kit, desk):
    assert desk.take_in(removed=[KEPT]) == []
    assert stored_goals(kit, "0101") is None


def test_a_goal_is_of_a_member_an_indicator_and_a_side(kit, desk):
    before = kit.files()
    goal = {"municipality": "0821", "indicator": "sykefravaer", "kind": "reach", "to": "8"}
    refused = desk.refused(added=[
        {**goal, "municipality": "0716"},
        {**goal, "indicator": "fravaer"},
        {**goal, "kind": "hope"},
        {**goal, "kind": "keep at least"},
        {**goal, "municipality": "0301", "to": "7"},
    ])  # fmt: skip
    assert [each for each, _ in refused] == [f"row {at}" for at in range(5)]
    assert kit.files() == before


def test_a_cell_that_goes_the_wrong_way_is_refused(kit, desk):
    before = kit.files()
    assert desk.refused({SICK: {"to": "9,9"}}) == [(SICK, "to")]
    assert kit.files() == before


def test_by_workbook_and_back_also_twice(kit, tmp_path):
    file = tmp_path / "goals.xlsx"
    assert kit.run("sheet", "out", "judged-goals", "--cohort", "P1", "-o", str(file)).code == 0
    assert kit.json("sheet", "in", str(file))["differences"] == []
    new = {"No.": "0821", "Indicator": "sykefravaer", "Kind": "reach", "To": "9"}
    edit_workbook(file, {SICK: {"To": 8}}, new=[new])
    ran = kit.run("sheet", "in", str(file))
    assert ran.code == 0, ran.err
    assert said(kit)[1] == ("sykefravaer", "reach", "8", SICK_LEAVE["0301"])
    assert said(kit, "0821") == [("sykefravaer", "reach", "9", "")]
    written = kit.files()
    assert kit.run("sheet", "in", str(file)).code == 0
    assert kit.files() == written


def test_the_figures_of_a_row_are_taken_together(kit, desk):
    """From 9.6 to 8.4 becomes from 8 to 7: neither of the two cells alone is a goal."""
    assert desk.take_in({SICK: {"start": "8", "to": "7"}}) == []
    goal = next(each for each in stored_goals(kit).goals if each.indicator == "sykefravaer")
    assert (str(goal.start), str(goal.to)) == ("8", "7")
    assert desk.refused({SICK: {"start": "6", "to": "6.5"}}) == [(SICK, "to")]
    assert "from 6 to 6.5 does not decrease" in desk.said
