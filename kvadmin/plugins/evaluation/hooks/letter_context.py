"""What letters may say of a project plan, and the word for who owes one."""

from __future__ import annotations

from datetime import date
from typing import Any

from kvadmin.api import Snapshot
from kvadmin.api.records import Cohort, ProjectPlan

from ..plans.overdue import overdue_items


def context(snapshot: Snapshot, municipality: str, today: date, about: str) -> dict[str, Any]:
    """``plan``: when it is due, whether it has come and whether it is overdue; nothing when none is noted."""
    if not about or not municipality or snapshot.find(Cohort, about) is None:
        return {}
    plan = snapshot.find(ProjectPlan, f"{about}/{municipality}")
    if plan is None:
        return {}
    owed = any(each.what == "plan" for each in overdue_items([plan], [municipality], today))
    return {
        "plan": {
            "due": plan.due,
            "received": plan.received,
            "state": "received" if plan.received else "overdue" if owed else "expected",
        }
    }
