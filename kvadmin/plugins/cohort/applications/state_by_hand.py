"""The states that a person gives an application by hand, and those that only the rule or a membership gives."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Refused, tr
from kvadmin.api.records import Application, State

from .transitions import check_transition, parse_state, with_state


def in_state(old: Application, wanted: State, day: date, who: str, why: str = "") -> Application:
    """The application in the state that a person gives it.

    Raises:
        Refused: That state may not follow, is given by the admission rule, or is the end of a membership.
    """
    what = tr("the application of {municipality} to {cohort}", municipality=old.municipality, cohort=old.cohort)
    state = check_transition(parse_state(old.state), wanted, what=what)
    if state in (State.ADMITTED, State.WAITLISTED):
        raise Refused(
            tr("{what} becomes {state} by the admission rule, not by hand", what=what, state=tr(state.value)),
            hint=tr("`kvadmin cohort admit {cohort}`, or `kvadmin cohort promote {cohort}`", cohort=old.cohort),
            code="state-forbids",
        )
    if state is State.WITHDRAWN:
        refuse_member(old)
    return with_state(old, state, day, who, why)


def refuse_member(old: Application) -> None:
    """An admitted one has a place: ending its membership frees it, withdrawing the application alone would not.

    Raises:
        Refused: It has been admitted.
    """
    if old.state in ("admitted", "confirmed"):
        raise Refused(
            tr(
                "{municipality} has been admitted to {cohort}: end its membership instead",
                municipality=old.municipality,
                cohort=old.cohort,
            ),
            hint=tr(
                "kvadmin cohort withdraw {cohort} {municipality} --reason withdrawn",
                cohort=old.cohort,
                municipality=old.municipality,
            ),
            code="state-forbids",
        )
