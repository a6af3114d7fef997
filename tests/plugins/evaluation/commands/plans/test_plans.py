"""Project plans and own evaluations: set, listed, overdue, in the status."""

from __future__ import annotations

import pytest
from extension.stranger import Site
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
    assert {
        "section": "Project plans",
        "text": "P1: 3 process evaluations are overdue; note each that has come",
    }.items() <= next(item for item in status["needs_action"] if item["section"] == "Project plans").items()


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


@pytest.mark.parametrize(
    "words",
    [
        ("P1", "0301", "--due", "2008-05-01"),
        ("P1", "0301", "--due", "01.05.2008"),
        ("0301", "--cohort", "P1", "--due", "1.5.2008"),
        ("P1", "0301", "due", "01.05.2008"),
        ("Oslo", "due", "2008-05-01", "--cohort", "P1"),
    ],
)
def test_the_cohort_first_or_as_an_option_and_days_in_both_forms(kit, words):
    ran = kit.run("plan", "set", *words)
    assert ran.code == 0, ran.err
    assert kit.json("plan", "show", "0301", "--cohort", "P1")["plan"]["due"] == the_plan(kit)["due"] == "2008-05-01"


def test_fields_by_name_are_set_and_emptied(kit):
    kit.run("plan", "set", "P1", "0301", "project-goals", "Fewer days; better care", "A third")
    kit.run("plan", "set", "P1", "0301", "Document", "08/123-4")
    kit.run("plan", "set", "P1", "0301", "received", "01.05.2008", "--evaluation", "process")
    plan = the_plan(kit)
    assert (plan["project_goals"], plan["document"]) == (["Fewer days; better care", "A third"], "08/123-4")
    assert plan["evaluations"][0]["received"] == "2008-05-01"
    for words in (("document", ""), ("project_goals", ""), ("received", "", "--evaluation", "process")):
        ran = kit.run("plan", "set", "P1", "0301", *words)
        assert ran.code == 0, ran.err
    plan = the_plan(kit)
    assert (plan["project_goals"], plan["document"], plan["evaluations"][0]["received"]) == ([], "", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("P1", "0301", "status", ""), "a project plan needs a status"),
        (("P1", "0301", "colour", "red"), "a project plan has no field 'colour' to set"),
        (("P1", "0301", "reports", "x"), "--report TEXT"),
        (("0301", "--due", "2008-05-01"), "too few words"),
        (("P1", "0301", "due", "soon"), "is not a date"),
    ],
)
def test_words_that_cannot_be_are_refused(kit, words, said):
    before = kit.files()
    ran = kit.run("plan", "set", *words)
    assert (ran.code, said in ran.err, kit.files()) == (2, True, before), ran.err


def test_fields_of_plugins_are_set_like_any_other(kit, tmp_path):
    site = Site(tmp_path / "site")
    site.install(
        "visits",
        "from kvadmin.api import hookimpl\nfrom kvadmin.api.hooks import ExtraField\n"
        "@hookimpl\ndef kvadmin_fields():\n    return [ExtraField('plans', 'visited_on', 'date')]\n",
    )
    here = ("-C", str(kit.folder), "--today", "2008-06-10", "--who", "Test")
    ran = site.kvadmin(*here, "plan", "set", "P1", "0301", "visited-on", "20.05.2008")
    assert ran.code == 0, ran.err
    text = (kit.folder / "plans" / "P1" / "0301.yaml").read_text(encoding="utf-8")
    assert "visited_on: 2008-05-20" in text


def test_a_goal_is_a_sentence_and_may_hold_a_semicolon(kit):
    for words in (("project-goals", "Less leave; more joy"), ("--project-goal", "Less leave; more joy")):
        assert kit.run("plan", "set", "P1", "0301", *words).code == 0
        assert the_plan(kit)["project_goals"] == ["Less leave; more joy"]


@pytest.mark.parametrize("words", [("note", "a", "--note", "b"), ("project-goals", "a", "--project-goal", "b")])
def test_what_is_named_twice_is_refused(kit, words):
    before = kit.files()
    ran = kit.run("plan", "set", "P1", "0301", *words)
    assert (ran.code, "is named twice" in ran.err, kit.files()) == (2, True, before), ran.err


def test_an_empty_day_takes_it_away_as_field_and_as_option(kit):
    for words in (("due", ""), ("--due", "")):
        kit.run("plan", "set", "P1", "0301", "--due", "2008-09-01")
        assert kit.run("plan", "set", "P1", "0301", *words).code == 0
        assert the_plan(kit)["due"] is None
