"""Whether places and states are still those that the newest protocol gave: nobody gets a place past the rule."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api import Snapshot, tr
from kvadmin.api.records import Application, Cohort

from .current_outcomes import decision_outcomes

#: The outcome that each state of an application follows from.
_FROM = {"admitted": "admitted", "confirmed": "admitted", "waitlisted": "waitlisted", "rejected": "rejected"}


def held_otherwise(snapshot: Snapshot, cohort: Cohort) -> Iterator[str]:
    """What was decided and is held otherwise, a sentence for each; nothing before the admission.

    Withdrawals are no difference, and of municipalities that the protocol does not list nothing is said: whoever came
    into the cohort by a merger or an import.

    Args:
        snapshot: The data.
        cohort: The cohort.

    Raises:
        InvalidData: The newest protocol cannot be read.
    """
    held = {each.municipality for each in cohort.memberships}
    still = {each.municipality for each in cohort.memberships if each.to is None}
    for number, row in sorted(decision_outcomes(snapshot, cohort.id).items()):
        outcome = row["outcome"]
        application = snapshot.find(Application, f"{cohort.id}/{number}")
        state = application.state if application is not None else ""
        if outcome == "admitted" and number not in held and state != "withdrawn":
            yield tr("{number}: the protocol says admitted, and it is no member", number=number)
        if outcome != "admitted" and number in still:
            yield tr("{number}: the protocol says {outcome}, and it is a member", number=number, outcome=tr(outcome))
        if outcome in _FROM.values() and _FROM.get(state, outcome) != outcome:
            yield tr(
                "{number}: the protocol says {outcome}, and its application is {state}",
                number=number,
                outcome=tr(outcome),
                state=tr(state),
            )
