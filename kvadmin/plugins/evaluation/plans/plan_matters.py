"""What of a cohort's project plans and own evaluations waits for a person, each with the command that settles it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from shlex import quote

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Cohort, Programme, ProjectPlan

from .overdue import OverdueItem

#: How long before a programme ends its final evaluations should have a day, and until when after it they are asked for.
_LAST_MONTHS, _A_YEAR_AFTER = timedelta(days=120), timedelta(days=365)
#: How long after it has begun a cohort whose plans nobody keeps is asked for their days.
_NEW = timedelta(days=180)


def plan_matters(
    cohort: Cohort, plans: Sequence[ProjectPlan], owed: Sequence[OverdueItem], programme: Programme | None, today: date
) -> Iterator[ActionItem]:
    """What is overdue, what nobody has given a day, and plans that say no goal.

    Args:
        cohort: The cohort.
        plans: The plan of everybody who holds a place, and every other plan of the cohort that is kept.
        owed: What is overdue, the oldest first.
        programme: When the programme ends.
        today: The day.
    """
    yield from _overdue(cohort, owed)
    if not is_over(programme, today):
        yield from _without_a_day(cohort, plans, today)
    yield from _without_goals(cohort, plans, today)
    yield from _without_final_evaluation(cohort, plans, programme, today)


def _overdue(cohort: Cohort, owed: Sequence[OverdueItem]) -> Iterator[ActionItem]:
    for what in ("plan", "process", "final"):
        late = [each for each in owed if each.what == what]
        if late:
            text = _overdue_text(cohort.id, what, len(late))
            option = "" if what == "plan" else f" --evaluation {what}"
            command = f"{_set(cohort, [each.municipality for each in late])}{option} --received DATE"
            yield ActionItem(text, command, late[0].due, urgent=True, key=f"{what}-overdue", about=cohort.id)


def _overdue_text(cohort: str, what: str, number: int) -> str:
    if what == "process":
        return tr("{id}: {number} process evaluations are overdue; note each that has come", id=cohort, number=number)
    if what == "final":
        return tr("{id}: {number} final evaluations are overdue; note each that has come", id=cohort, number=number)
    return tr("{id}: {number} project plans are overdue; note each that has come", id=cohort, number=number)


def _without_a_day(cohort: Cohort, plans: Sequence[ProjectPlan], today: date) -> Iterator[ActionItem]:
    """Members of a cohort that has begun, of whose plan nobody has said when it is due.

    A cohort that has gone on for half a year without plans is led without them.
    """
    members = set(cohort.members_on(today)) & set(cohort.holders_on(today))
    if cohort.kind != "cohort" or not members:
        return
    kept = any(each.due or each.received for each in plans)
    if not kept and min(each.start for each in cohort.memberships) + _NEW < today:
        return
    lacking = [
        each.municipality
        for each in plans
        if each.municipality in members and each.due is None and each.received is None and each.status != "stopped"
    ]
    if lacking:
        who = _set(cohort, lacking, everybody=len(lacking) == len(cohort.holders_on(today)))
        text = tr("{id}: {number} project plans have no day on which they are due", id=cohort.id, number=len(lacking))
        yield ActionItem(text, f"{who} --due DATE", key="plans-undated", about=cohort.id)


def _without_goals(cohort: Cohort, plans: Sequence[ProjectPlan], today: date) -> Iterator[ActionItem]:
    holders = set(cohort.holders_on(today))
    bare = [
        each.municipality
        for each in plans
        if each.municipality in holders
        and each.received is not None
        and each.status != "stopped"
        and not (each.project_goals or each.effect_goals)
    ]
    if bare:
        text = tr("{id}: the goals of {number} project plans are not noted", id=cohort.id, number=len(bare))
        command = f"{_set(cohort, bare)} --project-goal TEXT"
        yield ActionItem(text, command, key="plan-goals-missing", about=cohort.id)


def _without_final_evaluation(
    cohort: Cohort, plans: Sequence[ProjectPlan], programme: Programme | None, today: date
) -> Iterator[ActionItem]:
    """Who has completed, or is a member when the programme ends, and has no day for its final evaluation."""
    if cohort.kind != "cohort":
        return
    known = {
        each.municipality
        for each in plans
        if each.status == "stopped" or any(e.kind == "final" and (e.due or e.received) for e in each.evaluations)
    }
    wanted = {
        each.municipality
        for each in cohort.memberships
        if each.reason == "completed" and each.to is not None and each.to <= today
    }
    holders = set(cohort.holders_on(today))
    end = programme.end if programme is not None else None
    if end is not None and end - _LAST_MONTHS <= today:
        wanted = wanted | holders if today <= end + _A_YEAR_AFTER else set()
    lacking = sorted(wanted - known)
    if lacking:
        who = _set(cohort, lacking, everybody=set(lacking) == holders)
        text = tr(
            "{id}: {number} final evaluations have no day on which they are due", id=cohort.id, number=len(lacking)
        )
        command = f"{who} --evaluation final --due DATE"
        yield ActionItem(text, command, key="final-evaluations-undated", about=cohort.id)


def is_over(programme: Programme | None, today: date) -> bool:
    """Whether the programme has ended before a day."""
    return programme is not None and programme.end is not None and programme.end < today


def _set(cohort: Cohort, numbers: Sequence[str], *, everybody: bool = False) -> str:
    """``plan set`` of the only one, of everybody, or of one that a person fills in."""
    who = "all" if everybody else numbers[0] if len(numbers) == 1 else "NUMBER"
    return f"kvadmin plan set {quote(cohort.id)} {who}"
