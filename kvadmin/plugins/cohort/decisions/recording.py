"""Writing a decision down: the protocol, the memberships and the states, in one transaction."""

from __future__ import annotations

from datetime import date

import msgspec

from kvadmin.api import Session, Snapshot, Transaction
from kvadmin.api.records import Application, Cohort, Membership, State

from .. import admission as rule
from ..applications.transitions import DECIDED, UNDECIDED, decision_steps, parse_state, with_state
from .protocol_files import next_protocol_path


def record_admission(
    transaction: Transaction, data: Snapshot, cohort: Cohort, admission: rule.Admission, run: Session
) -> str:
    """Put protocol, new memberships and new states into the transaction; the protocol's path."""
    path = next_protocol_path(data, cohort.id)
    transaction.put_file(path, rule.protocol_bytes(admission))
    start = (
        max(cohort.start, run.today) if cohort.start and admission.kind == "promotion" else cohort.start or run.today
    )
    new = [Membership(municipality=number, start=start) for number in sorted(admission.promoted)]
    if new:
        transaction.update(msgspec.structs.replace(cohort, memberships=[*cohort.memberships, *new]))
    for decision in admission.decisions:
        application = data.find(Application, f"{cohort.id}/{decision.number}")
        if application is not None:
            transaction.update(with_decision(application, decision, path, run.today, run.who))
    return path


def with_decision(application: Application, decision: rule.Decision, protocol: str, day: date, who: str) -> Application:
    """The application after the decision; one that is undecided, withdrawn or ineligible stays as it is."""
    if decision.outcome not in ("admitted", "waitlisted", "rejected"):
        return application
    state = parse_state(application.state)
    if state in (State.CONFIRMED, State.INELIGIBLE):
        return application
    steps = decision_steps(state, State(decision.outcome))
    why = f"{decision.reason} ({protocol})"
    for step in steps:
        application = with_state(application, step, day, who, why)
    return application


def newly_decided(data: Snapshot, cohort: Cohort, admission: rule.Admission) -> list[str]:
    """Numbers of those that no protocol has decided on, and this one does: they came to light after the admission."""
    states = {each.municipality: each.state for each in data.all(Application, under=cohort.id)}
    return [
        each.number for each in admission.decisions if each.outcome in DECIDED and states.get(each.number) in UNDECIDED
    ]
