"""``plan-overdue:C`` in selections: who owes a project plan."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kvadmin.api import Snapshot, UsageError, tr
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.records import Cohort, ProjectPlan

from ..plans.overdue import overdue_items


def predicates(snapshot: Snapshot, today: date) -> list[Predicate]:
    """``plan-overdue:C``: its project plan should have come and has not."""

    def check(cohort: str) -> None:
        if not cohort:
            raise UsageError(
                tr("which cohort?"), where="selection", hint=tr("such as plan-overdue:P3"), code="missing-value"
            )
        snapshot.get(Cohort, cohort)

    @lru_cache(maxsize=8)
    def owing(cohort: str) -> frozenset[str]:
        members = snapshot.get(Cohort, cohort).holders_on(today)
        owed = overdue_items(snapshot.all(ProjectPlan, under=cohort), members, today)
        return frozenset(each.municipality for each in owed if each.what == "plan")

    def test(subject: Subject, cohort: str) -> bool:
        return subject.municipality.number in owing(cohort)

    return [Predicate("plan-overdue", "Its project plan is overdue.", test, check)]
