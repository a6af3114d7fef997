"""Which state of an application may follow which: one explicit table, and the steps that it allows.

``received -> incomplete <-> complete -> assessed -> decided (admitted | waitlisted | rejected) -> confirmed``,
with the side exits ``withdrawn``, ``superseded`` (a newer version from the same municipality) and
``ineligible``. Three readings of that line are settled here, each with its reason beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from kvadmin.api import InvalidData, Refused, tr
from kvadmin.api.records import Application, State, StateChange
from kvadmin.api.wording import near_names

#: The states that a decision gives.
DECIDED = (State.ADMITTED, State.WAITLISTED, State.REJECTED)

#: The states of an application that nobody has decided on.
UNDECIDED = (State.RECEIVED, State.INCOMPLETE, State.COMPLETE, State.ASSESSED)

#: The ways out of every application that has not been decided.
_EXITS = (State.WITHDRAWN, State.SUPERSEDED, State.INELIGIBLE)

#: Which states may follow each state, in the order a reader is told them.
ALLOWED: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        # Whatever arrives is checked against the eight items at once, and may be complete from the start.
        State.RECEIVED: (State.INCOMPLETE, State.COMPLETE, *_EXITS),
        # One that stays incomplete, and one that is complete but late, is rejected without being assessed.
        State.INCOMPLETE: (State.COMPLETE, State.REJECTED, *_EXITS),
        State.COMPLETE: (State.INCOMPLETE, State.ASSESSED, State.REJECTED, *_EXITS),
        State.ASSESSED: (*DECIDED, *_EXITS),
        # Only who has been given a place can confirm it; who waits can be given one later, or none.
        State.ADMITTED: (State.CONFIRMED, State.WITHDRAWN),
        State.WAITLISTED: (State.ADMITTED, State.REJECTED, State.WITHDRAWN),
        State.REJECTED: (),
        State.CONFIRMED: (State.WITHDRAWN,),
        State.WITHDRAWN: (),
        State.SUPERSEDED: (),
        State.INELIGIBLE: (),
    }
)


def parse_state(text: str, *, where: str | None = None) -> State:
    """The state with this name.

    Raises:
        InvalidData: No state is called that; the hint lists those that are.
    """
    try:
        return State(text)
    except ValueError:
        known = ", ".join(state.value for state in State)
        raise InvalidData(
            tr("'{text}' is no state of an application", text=text),
            where=where,
            hint=tr("one of {known}", known=known),
            near=near_names(text, State),
            code="unknown-word",
        ) from None


def allowed_from(state: State) -> tuple[State, ...]:
    """The states that may follow; empty for a final one."""
    return ALLOWED[state]


def is_final(state: State) -> bool:
    """Whether nothing may follow."""
    return not ALLOWED[state]


def check_transition(old: State, new: State, *, what: str = "") -> State:
    """The new state, if it may follow the old one.

    Args:
        old: The state it is in.
        new: The state it shall have.
        what: What to call the application in the message, for example ``the application of 0301 Oslo``; else just so.

    Raises:
        Refused: It may not; message and hint list the states that may.
    """
    if new in ALLOWED[old]:
        return new
    what = what or tr("the application")
    allowed = ", ".join(map(_typed, ALLOWED[old]))
    if not allowed:
        raise Refused(
            tr(
                "{what} is {state}, which is final: it cannot become {wanted}; allowed: none",
                what=what,
                state=tr(old.value),
                wanted=_typed(new),
            ),
            code="state-forbids",
        )
    raise Refused(
        tr(
            "{what} is {state} and cannot become {wanted}; allowed: {allowed}",
            what=what,
            state=tr(old.value),
            wanted=_typed(new),
            allowed=allowed,
        ),
        code="state-forbids",
    )


def _typed(state: State) -> str:
    """A state as it is typed, and what it is in the language of the screen: ``withdrawn (trukket)``."""
    said = tr(state.value)
    return said if said == state.value else f"{state.value} ({said})"


def decision_steps(old: State, outcome: State) -> tuple[State, ...]:
    """The transitions, in order, by which a decision takes an application from its state to its outcome.

    A complete application that is admitted or put on the waiting list has been assessed by the very rule
    that did so: both steps are entered in its history. An application that has the outcome already needs none.

    Raises:
        Refused: The outcome cannot be reached.
    """
    if old is outcome:
        return ()
    steps: tuple[State, ...] = (outcome,)
    if old is State.COMPLETE and outcome in (State.ADMITTED, State.WAITLISTED):
        steps = (State.ASSESSED, outcome)
    for step in steps:
        old = check_transition(old, step)
    return steps


def with_state(application: Application, state: State, day: date, who: str, why: str = "") -> Application:
    """The application in another state, with the step in its history; whether it may be taken is not asked here."""
    change = StateChange(state=state.value, date=day, who=who, why=why)
    return msgspec.structs.replace(application, state=state.value, changes=[*application.changes, change])


def with_state_withdrawn(application: Application, on: date, who: str, why: str) -> Application:
    """The application in the state ``withdrawn``; one in a final state stays as it is."""
    state = parse_state(application.state)
    if is_final(state):
        return application
    what = tr("the application of {municipality}", municipality=application.municipality)
    return with_state(application, check_transition(state, State.WITHDRAWN, what=what), on, who, why)
