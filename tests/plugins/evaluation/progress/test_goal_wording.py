"""Every state and every reason has words, on the screen and in both forms of Norwegian."""

from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kvadmin.api.records import Goal
from kvadmin.plugins.evaluation.progress import goal_state
from kvadmin.plugins.evaluation.progress.goal_reasons import FIGURES, Reason, reason_json
from kvadmin.plugins.evaluation.progress.goal_state import STATES, GoalState
from kvadmin.plugins.evaluation.progress.goal_wording import (
    written_goal,
    written_level,
    written_reason,
    written_state,
)
from kvadmin.plugins.evaluation.progress.goal_words import goal_words, reason_words, shown_figure, shown_state


def example(code):
    about = "2008-01-01" if code == "not-begun" else "2008-Q1"
    return Reason(code, about, tuple(float(at + 7) for at, _ in enumerate(FIGURES[code])))


@pytest.mark.parametrize("code", FIGURES)
def test_every_reason_has_words(code):
    reason = example(code)
    said = [reason_words(reason), *(written_reason(reason, language) for language in ("nb", "nn"))]
    assert all(said)
    assert len(set(said)) >= 2
    assert not any("{" in each for each in said)
    assert reason_json(reason)["code"] == code


def test_every_reason_that_is_given_is_known():
    given = set()
    for node in ast.walk(ast.parse(Path(goal_state.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in FIGURES:
            given.add(node.value)
    assert given == set(FIGURES)


def test_every_state_has_words_and_a_sign_of_its_own():
    assert len({shown_state(state, ascii_only=True)[0] for state in STATES}) == len(STATES)
    assert len({shown_state(state, ascii_only=False)[0] for state in STATES}) == len(STATES)
    for language in ("nb", "nn", "en"):
        assert len({written_state(state, language) for state in STATES}) == len(STATES)


@pytest.mark.parametrize(
    ("fields", "en", "nb", "nn"),
    [
        (
            {"start": Decimal("9.6"), "by": date(2011, 12, 31)},
            "from 9.6 to 8.40 by 2011-12-31",
            "fra 9,6 til 8,40 innen 31. desember 2011",
            "frå 9,6 til 8,40 innan 31. desember 2011",
        ),
        ({}, "to 8.40", "til 8,40", "til 8,40"),
        ({"kind": "keep"}, "keep at most 8.40", "holde seg på høyst 8,40", "halde seg på høgst 8,40"),
        (
            {"kind": "keep", "direction": "increase", "by": date(2011, 12, 31)},
            "keep at least 8.40 until 2011-12-31",
            "holde seg på minst 8,40 til og med 31. desember 2011",
            "halde seg på minst 8,40 til og med 31. desember 2011",
        ),
    ],
)
def test_goals_in_words(fields, en, nb, nn):
    goal = Goal(indicator="syk", to=Decimal("8.40"), **{"direction": "decrease", **fields})
    assert goal_words(goal) == en
    assert written_goal(goal, "nb").replace("\u00a0", " ") == nb
    assert written_goal(goal, "nn").replace("\u00a0", " ") == nn


def test_the_level_in_words():
    state = GoalState("met", (), 8.9142857, 7, "2008-Q2", "2009-Q4")
    assert written_level(state, "nn") == "nivå 8,914 frå 2. kvartal 2008"
    assert written_level(GoalState("no-figures", ()), "nb") == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [(8.9142857, "8.914"), (120.0, "120"), (123456.4, "123456"), (0.00012345, "0.0001234"), (8.0, "8")],
)
def test_four_digits_and_never_fewer_than_there_are_before_the_point(value, shown):
    assert f"{shown_figure(value):f}" == shown
