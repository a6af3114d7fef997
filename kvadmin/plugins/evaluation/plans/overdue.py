"""Project plans and own evaluations: what is overdue, and what a change makes of a plan. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from kvadmin.api.records import Cohort, ProjectPlan


class OverdueItem(NamedTuple):
    """Something that should have come: ``what`` is ``plan``, ``process`` or ``final``."""

    cohort: str
    municipality: str
    what: str
    due: date
    days: int
    reminders: tuple[date, ...]


def plans_of(cohort: Cohort, stored: Mapping[str, ProjectPlan], day: date) -> list[ProjectPlan]:
    """The plan of every membership that counts on ``day``, an empty one where nothing is noted, by number."""
    numbers = {*cohort.holders_on(day), *stored}
    return [stored.get(number) or ProjectPlan(cohort=cohort.id, municipality=number) for number in sorted(numbers)]


def overdue_items(plans: Iterable[ProjectPlan], members: Iterable[str], day: date) -> list[OverdueItem]:
    """What has not come although its day is past, the oldest first; who is no member any more owes nothing."""
    inside = set(members)
    found = [owed for plan in plans if plan.municipality in inside for owed in _owed(plan, day)]
    return sorted(found, key=lambda each: (each.due, each.cohort, each.municipality, each.what))


def _owed(plan: ProjectPlan, day: date) -> Iterable[OverdueItem]:
    if plan.status != "stopped":
        entries: list[tuple[str, Any]] = [("plan", plan), *((each.kind, each) for each in plan.evaluations)]
        for what, entry in entries:
            if entry.received is None and entry.due is not None and entry.due < day:
                late = (day - entry.due).days
                yield OverdueItem(plan.cohort, plan.municipality, what, entry.due, late, tuple(entry.reminders))
