"""Forty invented histories, against the table that was made by hand."""

from __future__ import annotations

import pytest
from plugins.evaluation.progress.invented import invented

from kvadmin.plugins.evaluation.progress.goal_state import STATES, judge_goal

EVERY = invented()


@pytest.mark.parametrize("case", EVERY, ids=[each.number for each in EVERY])
def test_what_a_person_says_of_it(case):
    found = judge_goal(case.goal, case.history, case.began, case.as_of)
    assert found.state == case.state, found
    assert case.reasons <= {reason.code for reason in found.reasons}, found


def test_there_are_forty_and_every_state_is_among_them():
    assert len(EVERY) == 40
    assert {each.state for each in EVERY} == set(STATES)
