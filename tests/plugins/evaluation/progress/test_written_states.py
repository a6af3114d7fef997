"""Every state and every reason has words, on the screen and in both forms of Norwegian."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from kvadmin.plugins.evaluation.progress import goal_state
from kvadmin.plugins.evaluation.progress.goal_reasons import FIGURES, Reason, reason_json
from kvadmin.plugins.evaluation.progress.goal_state import STATES, GoalState
from kvadmin.plugins.evaluation.progress.state_words import reason_words, shown_figure, shown_state
from kvadmin.plugins.evaluation.progress.written_states import (
    written_level,
    written_reason,
    written_state,
)


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
