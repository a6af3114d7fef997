"""What follows from an application's record: what it lacks, whether it came in time, and the state that gives.

Missing items and rulings are worked out when asked for and never stored, so that a moved deadline or a
supplied item counts at once.
"""

from __future__ import annotations

from datetime import date

from kvadmin.api.records import Application, Cohort, State

from ..admission import Ruling
from .items import Assessment, assess
from .late_receipt import is_to_be_judged
from .transitions import parse_state, with_state

#: The year that dates without one are given when nothing says otherwise; only its being fixed matters.
_NO_YEAR = 2000


def assessment_of(application: Application) -> Assessment:
    """What the contents have and lack."""
    return assess(application.contents, application.received.year if application.received else _NO_YEAR)


def missing_items(application: Application) -> tuple[str, ...]:
    """The items that the application lacks, in the order of the call."""
    return assessment_of(application).missing


def with_derived_state(application: Application, day: date, who: str) -> Application:
    """The application in the state its contents give, ``complete`` or ``incomplete``; one decided or out stays."""
    state = parse_state(application.state)
    if state not in (State.RECEIVED, State.INCOMPLETE, State.COMPLETE):
        return application
    missing = missing_items(application)
    new = State.INCOMPLETE if missing else State.COMPLETE
    if new is state:
        return application
    return with_state(application, new, day, who, f"missing: {', '.join(missing)}" if missing else "")


def ruling_of(application: Application, cohort: Cohort) -> Ruling:
    """Whether it counts as received in time; late with a postmark in time is for a person to judge."""
    if application.accepted_late is not None:
        return Ruling.ACCEPTED
    received, deadline = application.received, cohort.deadline
    if deadline is None or (received is not None and received.date() <= deadline):
        return Ruling.ON_TIME
    return Ruling.UNJUDGED if is_to_be_judged(application, cohort) else Ruling.LATE
