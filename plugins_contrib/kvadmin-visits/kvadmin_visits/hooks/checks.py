"""What ``kvadmin check`` finds in visits."""

from __future__ import annotations

import re
from datetime import date

from kvadmin.api import Finding, Snapshot
from kvadmin_visits.records import Visit
from kvadmin_visits.work.overview import overview_of
from kvadmin_visits.work.visit_rules import visit_problems

_LINE = re.compile(r"(.+?):(\d+)(?::(\d+))?$")


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """Everything that the commands would have refused, each at its line."""
    return [
        Finding(*_place(snapshot, each, field), f"visit-{field}", text, hint or None)
        for each in overview_of(snapshot).visits
        for field, text, hint in visit_problems(each, today)
    ]


def _place(snapshot: Snapshot, visit: Visit, field: str) -> tuple[str, int, int]:
    where = snapshot.where(Visit, visit.id, (field,))
    found = _LINE.fullmatch(where)
    return (found[1], int(found[2]), int(found[3] or 1)) if found else (where, 0, 0)
