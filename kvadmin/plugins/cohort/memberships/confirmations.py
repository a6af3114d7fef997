"""Who has a place and has not said yet that it takes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api.records import Application, Cohort, State

from ..applications.transitions import check_transition, parse_state, with_state

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


class Confirmations(NamedTuple):
    """Those who hold a place by an admission.

    Args:
        by: The last day on which a place is confirmed; None: the call has none.
        confirmed: The numbers of those who have, sorted.
        lacking: The numbers of those who have not, sorted.
        overdue: Whether the day has gone by with some lacking.
    """

    by: date | None
    confirmed: tuple[str, ...]
    lacking: tuple[str, ...]
    overdue: bool


def confirmations(snapshot: Snapshot, cohort: Cohort, today: date) -> Confirmations:
    """Who of those with a place has confirmed it; members without an application are not asked."""
    return confirmations_among(snapshot.all(Application, under=cohort.id), cohort, today)


def confirmations_among(applications: Iterable[Application], cohort: Cohort, today: date) -> Confirmations:
    """The same of applications to the cohort that have been read."""
    holders = set(cohort.holders_on(today))
    states = {each.municipality: each.state for each in applications}
    confirmed, lacking = (
        tuple(sorted(number for number in holders if states.get(number) == state.value))
        for state in (State.CONFIRMED, State.ADMITTED)
    )
    overdue = bool(lacking) and cohort.confirm_by is not None and cohort.confirm_by < today
    return Confirmations(cohort.confirm_by, confirmed, lacking, overdue)


def with_place_taken(application: Application, day: date, who: str, why: str) -> Application:
    """The application of a municipality that takes the place it was given.

    Raises:
        Refused: It was given none, or has taken it already.
    """
    state = check_transition(parse_state(application.state), State.CONFIRMED)
    return with_state(application, state, day, who, why)
