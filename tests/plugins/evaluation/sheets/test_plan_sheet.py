"""The sheet of plans changes what ``plan set`` changes."""

from __future__ import annotations

from datetime import date

from sheet_nouns import edit_workbook

from kvadmin.api.records import ProjectPlan
from kvadmin.api.sheets import SheetScope


def plan_of(kit, number):
    return kit.json("plan", "show", "P1", number)["plan"]


def test_there_is_a_row_per_membership_and_no_column_for_goals(sheet):
    desk = sheet("plans")
    assert set(desk.rows) == {"P1/0301", "P1/0101", "P1/0821"}
    assert list(desk.columns) == [
         "municipality", "name", "cohort", "status", "due", "received", "document", "note",
    ]  # fmt: skip
    assert desk.columns["status"].words == tuple(ProjectPlan.STATUSES)
    assert desk.rows["P1/0301"]["status"] == "in-progress"


def test_a_new_status_is_a_report_of_today(kit, sheet):
    desk = sheet("plans")
    assert desk.take_in({
        "P1/0301": {"status": "delayed", "due": "01.09.2008", "document": "08/123-4"},
        "P1/0101": {"due": "2008-09-01"},
    }) == []  # fmt: skip
    plan = plan_of(kit, "0301")
    assert plan["reports"][-1] == {"date": "2008-06-10", "status": "delayed", "text": ""}
    assert (plan["due"], plan["document"]) == ("2008-09-01", "08/123-4")
    assert plan["effect_goals"] == ["Fra 9 til 7 prosent"]
    assert plan_of(kit, "0101")["due"] == "2008-09-01"
    assert desk.take_in({"P1/0301": {"due": "", "document": ""}}) == []
    assert desk.rows["P1/0301"]["due"] is None


def test_what_came_did_not_come_tomorrow(kit, sheet):
    desk, before = sheet("plans"), kit.files()
    assert desk.refused({"P1/0301": {"note": "x", "received": "2008-06-11"}}) == [("P1/0301", "received")]
    assert "lies after today" in desk.said
    assert kit.files() == before


def test_a_member_who_has_left_keeps_the_row_of_its_plan(kit, sheet):
    kit.run("cohort", "withdraw", "P1", "0301", "--reason", "withdrawn", "--yes")
    kit.run("cohort", "withdraw", "P1", "0101", "--reason", "withdrawn", "--yes")
    assert set(sheet("plans").rows) == {"P1/0301", "P1/0821"}


def test_without_a_cohort_it_is_about_all_of_them(sheet):
    desk = sheet("plans")
    desk.scope = SheetScope()
    assert "P1/0301" in desk.rows
    desk.scope = SheetScope(selection="municipality:Oslo")
    assert list(desk.rows) == ["P1/0301"]


def test_by_workbook_and_back(kit, tmp_path):
    file = tmp_path / "plans.xlsx"
    assert kit.run("sheet", "out", "plans", "--cohort", "P1", "-o", str(file)).code == 0
    before = kit.files()
    assert kit.json("sheet", "in", str(file))["differences"] == []
    edit_workbook(file, {"P1/0101": {"Due": date(2008, 9, 1), "Status": "in-progress"}}, gone=["P1/0821"])
    ran = kit.run("sheet", "in", str(file))
    assert ran.code == 0
    assert "Not in the file any more, left as they are" in ran.err
    assert plan_of(kit, "0101")["due"] == "2008-09-01"
    assert kit.run("undo").code == 0
    assert {name: each for name, each in kit.files().items() if name.startswith("plans")} == {
        name: each for name, each in before.items() if name.startswith("plans")
    }
