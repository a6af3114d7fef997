"""The days on which project plans and own evaluations are due, for the calendar of ``kvadmin status``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from kvadmin.api import tr
from kvadmin.api.hooks import StatusDay
from kvadmin.api.records import Cohort, ProjectPlan


def plan_days(cohort: Cohort, plans: Iterable[ProjectPlan], members: Collection[str]) -> Iterator[StatusDay]:
    """A day for all of a cohort that are due on it and have not come; so one that is behind is still open."""
    owed: Counter[tuple[date, str]] = Counter()
    for plan in plans:
        if plan.municipality in members and plan.status != "stopped":
            entries = [("plan", plan.due, plan.received), *((e.kind, e.due, e.received) for e in plan.evaluations)]
            owed.update((due, what) for what, due, received in entries if due is not None and received is None)
    for (due, what), number in sorted(owed.items()):
        yield StatusDay(due, _text(cohort.id, what, number), f"{what}-due", cohort.id)


def _text(cohort: str, what: str, number: int) -> str:
    if what == "process":
        return tr("{id}: process evaluations are due ({number} have not come)", id=cohort, number=number)
    if what == "final":
        return tr("{id}: final evaluations are due ({number} have not come)", id=cohort, number=number)
    return tr("{id}: project plans are due ({number} have not come)", id=cohort, number=number)
