"""Ending a membership: its place is free at once, the application says why."""

from __future__ import annotations

from datetime import date

import msgspec

from kvadmin.api import Refused, tr
from kvadmin.api.records import Application, Cohort, State, StateChange, check_transition, is_final, parse_state


def with_membership_ended(cohort: Cohort, number: str, on: date, reason: str, note: str = "") -> Cohort:
    """The cohort with the open membership of a municipality ended on a day.

    A day before the start is kept as it is: the membership was never active then.

    Raises:
        Refused: It is no member, or its membership has ended already.
    """
    places = [i for i, each in enumerate(cohort.memberships) if each.municipality == number and each.to is None]
    if not places:
        last = [each for each in cohort.memberships if each.municipality == number]
        said = f"its membership of {cohort.id} ended on {last[-1].to}" if last else f"it is no member of {cohort.id}"
        raise Refused(
            tr("{number} cannot withdraw: {said}", number=number, said=said),
            hint=tr("kvadmin cohort show {id}", id=cohort.id),
        )
    memberships = list(cohort.memberships)
    old = memberships[places[-1]]
    memberships[places[-1]] = msgspec.structs.replace(old, to=on, reason=reason, note=note or old.note)
    return msgspec.structs.replace(cohort, memberships=memberships)


def with_state_withdrawn(application: Application, on: date, who: str, why: str) -> Application:
    """The application in the state ``withdrawn``; one in a final state stays as it is."""
    state = parse_state(application.state)
    if state is State.WITHDRAWN or is_final(state):
        return application
    check_transition(state, State.WITHDRAWN, what=f"the application of {application.municipality}")
    change = StateChange(state=State.WITHDRAWN.value, date=on, who=who, why=why)
    return msgspec.structs.replace(application, state=State.WITHDRAWN.value, changes=[*application.changes, change])
