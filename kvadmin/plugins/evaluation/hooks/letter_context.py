"""What letters may say of a project plan, and the word for who owes one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from kvadmin.api import Snapshot, UsageError, tr
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.records import Cohort, ProjectPlan

from ..plans.overdue import overdue


def context(snapshot: Snapshot, municipality: str, today: date, about: str) -> dict[str, Any]:
    """``plan``: when it is due, whether it has come and whether it is overdue; nothing when none is noted."""
    if not about or not municipality or snapshot.find(Cohort, about) is None:
        return {}
    plan = snapshot.find(ProjectPlan, f"{about}/{municipality}")
    if plan is None:
        return {}
    owed = any(each.what == "plan" for each in overdue([plan], [municipality], today))
    return {
        "plan": {
            "due": plan.due,
            "received": plan.received,
            "state": "received" if plan.received else "overdue" if owed else "expected",
        }
    }


def predicates(snapshot: Snapshot, today: date) -> list[Predicate]:
    """``plan-overdue:C``: its project plan should have come and has not."""

    def check(cohort: str) -> None:
        if not cohort:
            raise UsageError(tr("which cohort?"), where="selection", hint=tr("such as plan-overdue:P3"))
        snapshot.get(Cohort, cohort)

    @lru_cache(maxsize=8)
    def owing(cohort: str) -> frozenset[str]:
        members = snapshot.get(Cohort, cohort).holders_on(today)
        owed = overdue(snapshot.all(ProjectPlan, under=cohort), members, today)
        return frozenset(each.municipality for each in owed if each.what == "plan")

    def test(subject: Subject, cohort: str) -> bool:
        return subject.municipality.number in owing(cohort)

    return [Predicate("plan-overdue", "Its project plan is overdue.", test, check)]
