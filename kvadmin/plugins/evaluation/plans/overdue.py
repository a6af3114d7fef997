"""Project plans and own evaluations: what is overdue, and what a change makes of a plan. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.records import Cohort, OwnEvaluation, PlanReport, ProjectPlan


@dataclass(frozen=True, slots=True)
class OverdueItem:
    """Something that should have come: ``what`` is ``plan``, ``process`` or ``final``."""

    cohort: str
    municipality: str
    what: str
    due: date
    days: int
    reminders: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What ``plan set`` changes; None and empty leave things as they are.

    ``evaluation`` (``process``, ``final``) lets due, received, document, reminded and findings mean that evaluation.
    """

    evaluation: str | None = None
    status: str | None = None
    project_goals: tuple[str, ...] = ()
    effect_goals: tuple[str, ...] = ()
    due: date | None = None
    received: date | None = None
    reminded: date | None = None
    document: str | None = None
    findings: tuple[str, ...] = ()
    report: str | None = None
    on: date | None = None
    note: str | None = None


def plans_of(cohort: Cohort, stored: Mapping[str, ProjectPlan], day: date) -> list[ProjectPlan]:
    """The plan of every membership that counts on ``day``, an empty one where nothing is noted, by number."""
    numbers = {*cohort.holders_on(day), *stored}
    return [stored.get(number) or ProjectPlan(cohort=cohort.id, municipality=number) for number in sorted(numbers)]


def overdue(plans: Iterable[ProjectPlan], members: Iterable[str], day: date) -> list[OverdueItem]:
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


def changed_plan(plan: ProjectPlan, change: PlanChange, today: date) -> ProjectPlan:
    """The plan after a change.

    Raises:
        UsageError: An unknown status or kind of evaluation, or nothing to change.
        InvalidData: A day that lies after today.
    """
    if change == PlanChange(evaluation=change.evaluation):
        raise UsageError(
            tr("nothing to change is named"), hint=tr("for example --status in-progress, or --due 2008-10-01")
        )
    for name, day in (("received", change.received), ("reminded", change.reminded), ("on", change.on)):
        if day is not None and day > today:
            raise InvalidData(tr("{day} lies after today ({today})", day=day, today=today), where=f"--{name}")
    if change.evaluation is not None:
        return _evaluation_changed(plan, change)
    if change.findings:
        raise UsageError(
            tr("findings are those of an evaluation"), where="--finding", hint=tr("add --evaluation process")
        )
    return _plan_changed(plan, change, today)


def _plan_changed(plan: ProjectPlan, change: PlanChange, today: date) -> ProjectPlan:
    if change.status is not None and change.status not in ProjectPlan.STATUSES:
        raise UsageError(
            tr("{status!r} is not the status of a plan", status=change.status),
            where="--status",
            hint=tr("one of {plan_statuses}", plan_statuses=", ".join(ProjectPlan.STATUSES)),
        )
    values = _common(plan, change)
    if change.status:
        values["status"] = change.status
    if change.note is not None:
        values["note"] = change.note
    for field in ("project_goals", "effect_goals"):
        if getattr(change, field):
            values[field] = [text for text in getattr(change, field) if text.strip()]
    new_status = change.status if change.status and change.status != plan.status else ""
    if change.report or new_status:
        report = PlanReport(date=change.on or today, status=change.status or "", text=change.report or "")
        if report not in plan.reports:
            values["reports"] = sorted([*plan.reports, report], key=lambda each: each.date)
    return msgspec.structs.replace(plan, **values)


def _evaluation_changed(plan: ProjectPlan, change: PlanChange) -> ProjectPlan:
    kind = change.evaluation or ""
    if kind not in OwnEvaluation.KINDS:
        raise UsageError(
            tr("{kind!r} is not a kind of evaluation", kind=kind),
            where="--evaluation",
            hint=tr("one of {evaluation_kinds}", evaluation_kinds=", ".join(OwnEvaluation.KINDS)),
        )
    for option in ("status", "project_goals", "effect_goals", "report", "note"):
        if getattr(change, option):
            raise UsageError(
                tr(
                    "--{removesuffix} is the plan's, not an evaluation's",
                    removesuffix=option.replace("_", "-").removesuffix("s"),
                )
            )
    old = next((each for each in plan.evaluations if each.kind == kind), OwnEvaluation(kind=kind))
    values = _common(old, change)
    if change.findings:
        values["findings"] = [text for text in change.findings if text.strip()]
    new = msgspec.structs.replace(old, **values)
    others = [each for each in plan.evaluations if each.kind != kind]
    order = list(OwnEvaluation.KINDS)
    return msgspec.structs.replace(plan, evaluations=sorted([*others, new], key=lambda each: order.index(each.kind)))


def _common(old: ProjectPlan | OwnEvaluation, change: PlanChange) -> dict[str, Any]:
    """What plans and evaluations both have."""
    values: dict[str, Any] = {
        field: getattr(change, field) for field in ("due", "received", "document") if getattr(change, field) is not None
    }
    if change.reminded and change.reminded not in old.reminders:
        values["reminders"] = sorted([*old.reminders, change.reminded])
    return values
