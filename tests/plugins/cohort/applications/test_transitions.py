from __future__ import annotations

from itertools import pairwise

import pytest

from kvadmin.errors import InvalidData, Refused
from kvadmin.model.states import State
from kvadmin.plugins.cohort.applications.transitions import (
    ALLOWED,
    DECIDED,
    allowed_from,
    check_transition,
    decision_steps,
    is_final,
    parse_state,
)

S = State


def test_the_main_line_is_allowed():
    line = (S.RECEIVED, S.INCOMPLETE, S.COMPLETE, S.INCOMPLETE, S.COMPLETE, S.ASSESSED, S.ADMITTED, S.CONFIRMED)
    for old, new in pairwise(line):
        assert check_transition(old, new) is new
    assert all(check_transition(S.ASSESSED, decided) for decided in DECIDED)


def test_the_table_covers_every_state_and_nothing_follows_itself():
    assert set(ALLOWED) == set(State)
    assert all(state not in following for state, following in ALLOWED.items())
    assert {state for state in State if is_final(state)} == {S.REJECTED, S.WITHDRAWN, S.SUPERSEDED, S.INELIGIBLE}


@pytest.mark.parametrize("state", [S.RECEIVED, S.INCOMPLETE, S.COMPLETE, S.ASSESSED])
def test_side_exits_are_open_until_the_decision(state):
    assert {S.WITHDRAWN, S.SUPERSEDED, S.INELIGIBLE} <= set(allowed_from(state))


@pytest.mark.parametrize("state", [S.ADMITTED, S.WAITLISTED, S.CONFIRMED])
def test_who_has_been_decided_on_can_withdraw_but_not_be_superseded(state):
    assert S.WITHDRAWN in allowed_from(state)
    assert S.SUPERSEDED not in allowed_from(state)


@pytest.mark.parametrize(
    ("old", "new"),
    [(S.RECEIVED, S.ADMITTED), (S.INCOMPLETE, S.ASSESSED), (S.ADMITTED, S.RECEIVED), (S.WAITLISTED, S.CONFIRMED)],
)
def test_a_wrong_transition_is_refused_with_the_allowed_ones(old, new):
    with pytest.raises(Refused) as caught:
        check_transition(old, new, what="the application of 0301 Oslo")
    assert caught.value.message.startswith("the application of 0301 Oslo is")
    assert all(state.value in caught.value.message for state in allowed_from(old))
    assert new.value in caught.value.message


def test_a_final_state_says_that_nothing_is_allowed():
    with pytest.raises(Refused, match=r"final.*allowed: none"):
        check_transition(S.WITHDRAWN, S.COMPLETE)


def test_states_by_name():
    assert parse_state("waitlisted") is S.WAITLISTED
    with pytest.raises(InvalidData) as caught:
        parse_state("Waitlisted")
    assert "waitlisted" in caught.value.hint


def test_a_decision_takes_its_steps():
    assert decision_steps(S.COMPLETE, S.ADMITTED) == (S.ASSESSED, S.ADMITTED)
    assert decision_steps(S.ASSESSED, S.WAITLISTED) == (S.WAITLISTED,)
    assert decision_steps(S.WAITLISTED, S.ADMITTED) == (S.ADMITTED,)
    assert decision_steps(S.INCOMPLETE, S.REJECTED) == (S.REJECTED,)
    assert decision_steps(S.COMPLETE, S.REJECTED) == (S.REJECTED,)
    assert decision_steps(S.ADMITTED, S.ADMITTED) == ()
    with pytest.raises(Refused):
        decision_steps(S.INCOMPLETE, S.ADMITTED)
