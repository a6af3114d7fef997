"""Project plans and own evaluations: set, listed, overdue, in the status."""

from __future__ import annotations

import pytest
from plugins.evaluation.office import members, office


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme", today="2008-06-10")
    members(kit, "0301", "0101", "0821")
    return kit


def the_plan(kit, number="0301"):
    return kit.json("plan", "show", "P1", number)["plan"]


def test_what_was_reported_over_time_is_kept(kit):
    kit.run("plan", "set", "P1", "Oslo", "--status", "in-progress", "--report", "Begun", "--on", "2008-02-01")
    ran = kit.run(
        "plan",
        "set",
        "P1",
        "0301",
        "--status",
        "delayed",
        "--report",
        "Flu",
        "--project-goal",
        "A",
        "--project-goal",
        "B",
    )
    assert ran.code == 0, ran.err
    plan = the_plan(kit)
    assert plan["reports"] == [
        {"date": "2008-02-01", "status": "in-progress", "text": "Begun"},
        {"date": "2008-06-10", "status": "delayed", "text": "Flu"},
    ]
    assert (plan["status"], plan["project_goals"]) == ("delayed", ["A", "B"])
    before = kit.files()
    kit.run("plan", "set", "P1", "0301", "--status", "delayed")
    assert kit.files() == before


def test_overdue_by_day_with_reminders(kit):
    assert kit.run("plan", "set", "P1", "all", "--due", "2008-05-01").code == 0
    kit.run("plan", "set", "P1", "0101", "--received", "2008-04-30")
    kit.run("plan", "set", "P1", "0301", "--reminded", "2008-05-15")
    kit.run("plan", "set", "P1", "0101", "--evaluation", "process", "--due", "2008-06-01")
    found = kit.json("plan", "overdue")["overdue"]
    assert [(o["municipality"], o["what"], o["days"], o["reminders"]) for o in found] == [
        ("0301", "plan", 40, 1),
        ("0821", "plan", 40, 0),
        ("0101", "process", 9, 0),
    ]
    assert kit.run("cohort", "withdraw", "P1", "0821", "--reason", "withdrawn", "--on", "2008-06-01", "--yes").code == 0
    assert [o["municipality"] for o in kit.json("plan", "overdue", "--cohort", "P1")["overdue"]] == ["0301", "0101"]


def test_own_evaluations_have_findings(kit):
    kit.run("plan", "set", "P1", "0301", "--evaluation", "final", "--received", "2008-06-01", "--finding", "It works")
    kit.run("plan", "set", "P1", "0301", "--evaluation", "process", "--received", "2008-01-01", "--document", "08/1-2")
    found = the_plan(kit)["evaluations"]
    assert [(e["kind"], e["received"], e["findings"]) for e in found] == [
        ("process", "2008-01-01", []),
        ("final", "2008-06-01", ["It works"]),
    ]


def test_the_status_tells_what_is_owed(kit):
    kit.run("plan", "set", "P1", "all", "--due", "2008-05-01", "--evaluation", "process")
    status = kit.json("status")
    assert {"section": "Project plans", "text": "P1: 3 process evaluations are overdue"}.items() <= next(
        item for item in status["needs_action"] if item["section"] == "Project plans"
    ).items()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("P9", "0301", "--status", "delayed"), 4),
        (("P1", "1867", "--status", "delayed"), 1),
        (("P1", "0301"), 2),
        (("P1", "0301", "--status", "fine"), 2),
        (("P1", "0301", "--received", "2008-06-11"), 3),
        (("P1", "0301", "--due", "soon"), 2),
        (("P1", "0301", "--evaluation", "middle", "--due", "2008-07-01"), 2),
        (("P1", "0301", "--evaluation", "final", "--status", "delayed"), 2),
        (("P1", "0301", "--finding", "x"), 2),
    ],
)
def test_what_cannot_be_is_refused(kit, arguments, code):
    before = kit.files()
    ran = kit.run("plan", "set", *arguments)
    assert (ran.code, kit.files()) == (code, before), ran.err


def test_checks_find_plans_of_nobody(kit):
    (kit.folder / "plans" / "P1").mkdir(parents=True)
    text = "cohort: P1\nmunicipality: '1867'\nstatus: fine\n"
    (kit.folder / "plans" / "P1" / "1867.yaml").write_text(text, encoding="utf-8")
    ran = kit.run("check", "--format", "json")
    assert "plan-member" in ran.out
    assert "plans/P1/1867.yaml" in ran.out
    assert "plan-status" in ran.out
