"""The status table: memberships per group, their sum, who is in several groups, and distinct municipalities.

Rows count *memberships*, the total counts *municipalities*; the table always says
how the two hang together. Pure functions of the cohort records and a date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kvadmin.api.records import Cohort


class GroupLine(NamedTuple):
    """One group on the reference date: memberships begun, ended, active, and those that begin later."""

    id: str
    name: str
    kind: str
    admitted: int
    ended: int
    active: int
    to_begin: int = 0


class StatusTable(NamedTuple):
    """The whole table; ``row_sum`` minus the repeats of ``in_several_groups`` is ``distinct``."""

    as_of: date
    groups: tuple[GroupLine, ...]
    row_sum: int
    in_several_groups: tuple[str, ...]
    distinct: int


def status_table(cohorts: Sequence[Cohort], as_of: date) -> StatusTable:
    """Count memberships and municipalities on a date.

    Args:
        cohorts: All cohorts and effort groups, in any order.
        as_of: The reference date; a membership counts from its first to its last day.
    """
    ordered = sorted(cohorts, key=lambda each: (_first_day(each), each.id))
    groups = tuple(_line(each, as_of) for each in ordered)
    memberships = Counter(number for each in ordered for number in each.members_on(as_of))
    return StatusTable(
        as_of=as_of,
        groups=groups,
        row_sum=sum(group.active for group in groups),
        in_several_groups=tuple(sorted(number for number, count in memberships.items() if count > 1)),
        distinct=len(memberships),
    )


def _first_day(cohort: Cohort) -> str:
    days = [each.start for each in cohort.memberships]
    first = min(days) if days else cohort.start
    return first.isoformat() if first else "9999"


def _line(cohort: Cohort, as_of: date) -> GroupLine:
    begun = sum(each.start <= as_of for each in cohort.memberships)
    active = len(cohort.members_on(as_of))
    later = {
        each.municipality
        for each in cohort.memberships
        if each.start > as_of and (each.to is None or each.to >= each.start)  # one given up before it begins never does
    }
    return GroupLine(
        cohort.id,
        cohort.name,
        cohort.kind,
        admitted=begun,
        ended=begun - active,
        active=active,
        to_begin=len(later - set(cohort.members_on(as_of))),
    )
