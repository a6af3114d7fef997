"""What check finds in goals: each at its line, with what is wrong."""

from __future__ import annotations

import json

import pytest
from plugins.evaluation.goals.goal_office import goal_office

GOAL = "  - indicator: {indicator}\n    kind: {kind}\n    to: {to}\n    direction: {direction}\n"
GOOD = {"indicator": "sykefravaer", "kind": "reach", "to": "8", "direction": "decrease"}


@pytest.fixture
def kit(tmp_path):
    return goal_office(tmp_path / "programme")


def found(kit, *goals, more=""):
    file = kit.folder / "goals" / "P1" / "0301.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(GOAL.format(**{**GOOD, **goal}) for goal in goals)
    file.write_text(f"cohort: P1\nmunicipality: '0301'\ngoals:\n{text}{more}", encoding="utf-8")
    lot = json.loads(kit.run("check", "--format", "json").out)["findings"]
    return [(each["line"], each["code"]) for each in lot if each["path"] == "goals/P1/0301.yaml"]


def test_a_good_goal_is_not_mentioned(kit):
    assert found(kit, GOOD) == []


@pytest.mark.parametrize(
    ("goal", "more", "expected"),
    [
        ({"indicator": "fravaer"}, "", [(4, "goal-indicator")]),
        ({"direction": "increase"}, "", [(7, "goal-direction")]),
        ({"direction": "down"}, "", [(7, "goal-direction"), (7, "goal-direction")]),
        ({"kind": "hope"}, "", [(5, "goal-kind")]),
        ({}, "    start: 7\n", [(6, "goal-to")]),
        ({"kind": "keep"}, "    start: 9\n", [(8, "goal-start")]),
        ({"to": "108"}, "", [(6, "goal-to")]),
        ({}, "    by: 2007-01-01\n", [(8, "goal-by")]),
        ({"kind": "keep"}, "    since: 2009-01-01\n    by: 2008-12-31\n", [(9, "goal-by")]),
        ({}, "    source: goal\n", [(8, "goal-source")]),
    ],
)
def test_a_goal_that_cannot_be_is_found_at_its_line(kit, goal, more, expected):
    assert found(kit, goal, more=more) == expected


def test_two_goals_of_an_indicator_and_kind_are_found(kit):
    assert [code for _, code in found(kit, GOOD, GOOD)] == ["goal-twice"]
    assert found(kit, GOOD, {"kind": "keep", "to": "9"}) == []


def test_a_goal_without_its_figure_is_found(kit):
    file = kit.folder / "goals" / "P1" / "0301.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("cohort: P1\nmunicipality: '0301'\ngoals:\n  - indicator: sykefravaer\n    direction: decrease\n")
    ran = kit.run("check")
    assert ran.code == 3
    assert "'to'" in ran.out + ran.err
