"""What a change makes of a project plan or of an own evaluation. No I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.records import OwnEvaluation, PlanReport, ProjectPlan
from kvadmin.api.wording import near_names


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What ``plan set`` changes; None and empty leave things as they are.

    ``evaluation`` (``process``, ``final``) lets due, received, document, reminded and findings mean that evaluation.
    ``cleared`` names the fields that are emptied.
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
    cleared: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self == PlanChange(evaluation=self.evaluation)


def with_plan_field(change: PlanChange, name: str, value: Any) -> PlanChange:
    """The change with one field of the plan more; an empty value empties it."""
    if value in (None, "", []):
        return replace(change, cleared=change.cleared | {name})
    new: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value}
    return replace(change, **new)


#: What an emptied field holds.
_EMPTY: dict[str, Any] = {
    "project_goals": [],
    "effect_goals": [],
    "due": None,
    "received": None,
    "document": "",
    "note": "",
}


def changed_plan(plan: ProjectPlan, change: PlanChange, today: date) -> ProjectPlan:
    """The plan after a change.

    Raises:
        UsageError: An unknown status or kind of evaluation, or nothing to change.
        InvalidData: A day that lies after today.
    """
    if change.is_empty:
        raise UsageError(
            tr("nothing to change is named"),
            hint=tr("for example --status in-progress, or --due 2008-10-01"),
            code="missing-value",
        )
    for name, day in (("received", change.received), ("reminded", change.reminded), ("on", change.on)):
        if day is not None and day > today:
            raise InvalidData(
                tr("{day} lies after today ({today})", day=day, today=today), where=f"--{name}", code="bad-value"
            )
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
            hint=tr("one of {statuses}", statuses=", ".join(ProjectPlan.STATUSES)),
            near=near_names(change.status, ProjectPlan.STATUSES),
            code="unknown-word",
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
            hint=tr("one of {kinds}", kinds=", ".join(OwnEvaluation.KINDS)),
            near=near_names(kind, OwnEvaluation.KINDS),
            code="unknown-word",
        )
    for option in ("status", "project_goals", "effect_goals", "report", "note"):
        if getattr(change, option) or option in change.cleared:
            raise UsageError(
                tr(
                    "--{option} is the plan's, not an evaluation's",
                    option=option.replace("_", "-").removesuffix("s"),
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
    values |= {field: _EMPTY[field] for field in change.cleared}
    if change.reminded and change.reminded not in old.reminders:
        values["reminders"] = sorted([*old.reminders, change.reminded])
    return values
