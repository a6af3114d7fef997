"""Places that are free after an admission, and who of those who wait would get one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api import KvadminError
from kvadmin.api.records import Application, Cohort, State

from .. import admission as rule
from .protocol_files import latest_protocol, newest_protocol_path

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


class FreePlaces(NamedTuple):
    """How many places are free, how many wait, and the numbers of those whom a promotion would admit."""

    free: int
    waiting: int
    promoted: tuple[str, ...]


def free_places(snapshot: Snapshot, cohort: Cohort, today: date) -> FreePlaces | None:
    """The free places of a cohort that has been admitted; None when there are none.

    What plugins say against applicants is not asked here: ``cohort promote`` does.
    """
    holders = cohort.holders_on(today)
    if cohort.capacity is None or len(holders) >= cohort.capacity or newest_protocol_path(snapshot, cohort.id) is None:
        return None
    waiting = [each for each in snapshot.all(Application, under=cohort.id) if each.state == State.WAITLISTED.value]
    promoted = _promoted(snapshot, cohort, holders, today) if waiting else ()
    return FreePlaces(cohort.capacity - len(holders), len(waiting), promoted)


def _promoted(snapshot: Snapshot, cohort: Cohort, holders: list[str], today: date) -> tuple[str, ...]:
    from .rule_inputs import SOFTWARE, applicants_of, call_of  # most cohorts have no place to give

    try:
        newest = latest_protocol(snapshot, cohort.id)
        members = rule.kept_members(holders, newest[1] if newest else None)
        applicants = applicants_of(snapshot, cohort, today)
        return tuple(rule.promote(call_of(cohort), applicants, members, software=SOFTWARE).promoted)
    except KvadminError:  # no set of them meets the quotas: the command says which
        return ()
