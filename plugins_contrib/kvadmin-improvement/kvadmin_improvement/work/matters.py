"""What is left undone: measures past their dates, without a step for long, cycles nothing was learned from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.parties import participation

#: A measure in progress without a step for so many days is idle.
IDLE_DAYS = 90
#: A party that is missing in fewer steps than these may still come.
FEW_STEPS = 2


def is_overdue(measure: Measure, today: date) -> bool:
    """Its planned end is past and it has not ended, or its planned start is past and it has not begun."""
    if not measure.is_open:
        return False
    late_end = measure.planned_end is not None and measure.planned_end < today
    late_start = measure.start is None and measure.planned_start is not None and measure.planned_start < today
    return late_end or late_start


def last_day(measure: Measure) -> date | None:
    """The last day on which something was done: it began, a step was done, a cycle began or ended."""
    days = [measure.start, *(each.done for each in measure.steps)]
    days += [day for each in measure.cycles for day in (each.start, each.end)]
    return max((day for day in days if day), default=None)


def is_idle(measure: Measure, today: date) -> bool:
    """In progress, and nothing was done for more than :data:`IDLE_DAYS` days."""
    last = last_day(measure)
    return measure.status == "in-progress" and last is not None and (today - last).days > IDLE_DAYS


def is_unlearned(measure: Measure, today: date) -> bool:
    """A cycle of it has ended, and nobody has said what was learned."""
    return any(each.end is not None and each.end <= today and not each.learned.strip() for each in measure.cycles)


def lacks_party(measure: Measure, today: date) -> bool:
    """Of at least :data:`FEW_STEPS` steps, one of the parties took part in none."""
    del today
    found = participation([measure])
    return found.steps >= FEW_STEPS and bool(found.missing)


#: What ``measure list --only`` takes, and the status tells -> whether it holds.
MATTERS: dict[str, Callable[[Measure, date], bool]] = {
    "overdue": is_overdue,
    "idle": is_idle,
    "unlearned": is_unlearned,
    "party-missing": lacks_party,
}


def members_lacking(measures: Iterable[Measure]) -> dict[tuple[str, str], tuple[str, ...]]:
    """``(cohort, municipality) ->`` the parties that never took part, where at least two steps are noted."""
    by_member: dict[tuple[str, str], list[Measure]] = {}
    for each in measures:
        by_member.setdefault((each.cohort, each.municipality), []).append(each)
    counted = {key: participation(several) for key, several in by_member.items()}
    return {key: each.missing for key, each in sorted(counted.items()) if each.steps >= FEW_STEPS and each.missing}
