"""Texts of goals: proposed, confirmed by a person, and settled; a text that is changed comes up again."""

from __future__ import annotations

import pytest
from plugins.evaluation.goals.goal_office import EFFECT, SICK_LEAVE, goal_office, rewrite, stored_goals


@pytest.fixture
def kit(tmp_path):
    return goal_office(tmp_path / "programme")


def proposals(kit, *more):
    return kit.json("evaluation", "goals", "propose", *more)["proposals"]


def records(files):
    """What the programme says, without its history and what the store keeps for itself."""
    return {name: content for name, content in files.items() if not name.startswith(("history/", ".kvadmin/"))}


def test_proposals_say_what_is_certain_and_why_the_rest_is_left(kit):
    before = kit.files()
    found = {(each["municipality"], each["source"]): each for each in proposals(kit)}
    assert {key: (each["sure"], each["reason"]) for key, each in found.items()} == {
        ("0301", "sick_leave_goal"): (True, None),
        ("0301", "effect_goals"): (True, None),
        ("0101", "sick_leave_goal"): (True, None),
        ("0821", "quality_goal"): (False, "no-figure"),
        ("0821", "sick_leave_goal"): (False, "relative"),
    }
    first = found["0301", "sick_leave_goal"]
    assert first["goals"] == [
        {"indicator": "sykefravaer", "kind": "reach", "from": "9.6", "to": "8.4", "direction": "decrease", "since": None,
         "by": "2009-12-31"}
    ]  # fmt: skip
    assert first["command"] == "kvadmin evaluation goals confirm P1 0301"
    assert "--not-judged --source quality_goal" in found["0821", "quality_goal"]["command"]
    assert kit.files() == before


def test_a_missing_day_is_said_and_not_filled_in(kit):
    effect = next(each for each in proposals(kit, "0301") if each["source"] == "effect_goals")
    assert effect["goals"][0]["by"] is None
    assert "no day is named" in effect["says"]


def test_what_is_confirmed_is_proposed_no_more_and_undo_restores_the_bytes(kit):
    before = kit.files()
    ran = kit.run("evaluation", "goals", "confirm", "P1", "--all", "--yes")
    assert ran.code == 0, ran.err
    assert "0301 «Fra 9,6 % til 8,4 % innen 2009»: sykefravaer: from 9.6 to 8.4 by 2009-12-31" in ran.err
    assert [(each.indicator, str(each.to), each.text) for each in stored_goals(kit).goals] == [
        ("fornoyde", "90", EFFECT),
        ("sykefravaer", "8.4", SICK_LEAVE["0301"]),
    ]
    assert (stored_goals(kit, "0101").goals[0].kind, stored_goals(kit, "0101").goals[0].direction) == (
        "keep",
        "decrease",
    )
    assert {each["municipality"] for each in proposals(kit)} == {"0821"}
    assert stored_goals(kit, "0821") is None
    assert kit.run("undo", "--yes").code == 0
    assert records(kit.files()) == records(before)


def test_only_those_that_are_named_are_confirmed(kit):
    assert kit.run("evaluation", "goals", "confirm", "P1", "Halden").code == 0
    assert stored_goals(kit) is None
    assert stored_goals(kit, "0101").goals
    assert kit.run("evaluation", "goals", "confirm", "P1", "0301", "--source", "effect_goals").code == 0
    assert [each.indicator for each in stored_goals(kit).goals] == ["fornoyde"]


def test_a_dry_run_writes_nothing(kit):
    before = kit.files()
    assert kit.run("evaluation", "goals", "confirm", "P1", "--all", "--dry-run").code == 0
    assert kit.files() == before


def test_a_text_is_said_to_be_no_goal_for_figures_with_the_reason(kit):
    ran = kit.run("evaluation", "goals", "confirm", "P1", "0821", "--not-judged")
    assert ran.code == 2
    assert "--source" in ran.err
    ran = kit.run(
        "evaluation", "goals", "confirm", "P1", "0821", "--not-judged", "--source", "quality_goal", "--why", "no figure"
    )
    assert ran.code == 0, ran.err
    assert [(each.source, each.text, each.why) for each in stored_goals(kit, "0821").not_judged] == [
        ("quality_goal", "Bedre kvalitet", "no figure")
    ]
    assert [each["source"] for each in proposals(kit, "0821")] == ["sick_leave_goal"]
    assert kit.run("evaluation", "goals", "confirm", "P1", "0821", "--not-judged").code == 0
    assert proposals(kit, "0821") == []


def test_a_text_that_is_changed_is_proposed_anew_and_replaces_its_goal(kit):
    kit.run("evaluation", "goals", "confirm", "P1", "--all", "--yes")
    rewrite(kit, "0301", "Fra 9,6 % til 8,0 % innen 2010")
    (again,) = proposals(kit, "0301")
    assert [each["to"] for each in again["replaces"]] == ["8.4"]
    assert kit.run("evaluation", "goals", "confirm", "P1", "0301").code == 0
    assert [(each.indicator, str(each.to)) for each in stored_goals(kit).goals] == [
        ("fornoyde", "90"),
        ("sykefravaer", "8"),
    ]
    assert proposals(kit, "0301") == []


def test_a_text_that_contradicts_a_goal_that_is_there_is_left(kit):
    kit.run("evaluation", "goals", "set", "P1", "0301", "sykefravaer", "--to", "7")
    found = next(each for each in proposals(kit, "0301") if each["source"] == "sick_leave_goal")
    assert (found["sure"], found["reason"]) == (False, "taken")


def test_a_text_that_says_what_is_confirmed_is_settled(kit):
    kit.run("evaluation", "goals", "confirm", "P1", "--all", "--yes")
    kit.run(
        "plan", "set", "P1", "0301", "--effect-goal", EFFECT, "--effect-goal", "Sykefravær fra 9,6 til 8,4 % i 2009"
    )
    assert proposals(kit, "0301") == []
    kit.run(
        "plan", "set", "P1", "0301", "--effect-goal", EFFECT, "--effect-goal", "Sykefravær fra 9,6 til 8,0 % i 2009"
    )
    assert [each["reason"] for each in proposals(kit, "0301")] == ["taken"]


def test_two_texts_that_contradict_each_other_are_both_left(kit):
    kit.run("plan", "set", "P1", "0301", "--effect-goal", "Sykefravær under 8 % innen 2009")
    assert [(each["source"], each["reason"]) for each in proposals(kit, "0301")] == [
        ("sick_leave_goal", "conflict"),
        ("effect_goals", "conflict"),
    ]


def test_who_has_withdrawn_is_not_asked(kit):
    kit.run("cohort", "withdraw", "P1", "0101", "--reason", "withdrawn", "--on", "2008-06-01", "--yes")
    assert proposals(kit, "0101") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("P1",), 2),
        (("P1", "0301", "--all"), 2),
        (("P1", "0821"), 1),
        (("P1", "1504"), 4),
        (("P1", "0716"), 1),
        (("PX", "--all"), 4),
        (("P1", "0301", "--source", "sick_leave"), 2),
        (("P1", "0301", "--text", "Noe annet"), 4),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_written(kit, words, code):
    before = kit.files()
    ran = kit.run("evaluation", "goals", "confirm", *words, "--yes")
    assert ran.code == code, ran.err
    assert kit.files() == before


def test_without_a_verb_the_goals_are_listed(kit):
    kit.run("evaluation", "goals", "confirm", "P1", "--all", "--yes")
    found = kit.json("evaluation", "goals", "--cohort", "P1")["goals"]
    assert [(each["municipality"], each["indicator"]) for each in found] == [
        ("0101", "sykefravaer"),
        ("0301", "fornoyde"),
        ("0301", "sykefravaer"),
    ]
