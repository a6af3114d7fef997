"""How plans are listed: the columns of a plan, and which plans there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kvadmin.api import Refused, Session, joined, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, MunicipalityOutline, OwnEvaluation, ProjectPlan
from kvadmin.api.reports import Column

from .overdue import plans_of


def names_of(run: Session) -> dict[str, str]:
    """``number -> name`` of the register."""
    return {each.number: each.name for each in run.data.outlines(MunicipalityOutline)}


def plans_by_cohort(run: Session, cohort: str | None) -> list[tuple[Cohort, list[ProjectPlan]]]:
    """Every cohort asked for, with the plans of its members."""
    cohorts = [run.data.get(Cohort, cohort)] if cohort else run.data.all(Cohort)
    found = []
    for each in cohorts:
        stored = {plan.municipality: plan for plan in run.data.all(ProjectPlan, under=each.id)}
        if stored or cohort or each.kind == "cohort":
            found.append((each, plans_of(each, stored, run.today)))
    return found


def member_number(run: Session, cohort: Cohort, text: str) -> str:
    """The number of a municipality that is, or was, a member of the cohort.

    Raises:
        UnknownName: No municipality is called that.
        Refused: It never was a member.
    """
    number = find_municipality(run.data, text).number
    if all(each.municipality != number for each in cohort.memberships):
        raise Refused(
            tr("{number} is no member of {id}", number=number, id=cohort.id),
            where="MUNICIPALITY",
            hint=tr("kvadmin cohort show {id}", id=cohort.id),
            code="not-a-member",
        )
    return number


def plan_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a plan; ``names`` are those of the municipalities, by number."""
    return (
        Column("cohort", "Cohort"),
        Column("municipality", "No."),
        Column("name", "Name", get=lambda plan: names.get(plan.municipality, "")),
        Column("status", "Status"),
        Column("project_goals"),
        Column("effect_goals"),
        Column("due", "Due", "date"),
        Column("received", "Received", "date", rank=1),
        Column("document"),
        Column("reminders", "Reminders", "int", show=len, rank=2),
        Column("reports", get=_reports),
        Column("evaluations", "Own evaluations", get=_evaluations, show=_evaluations_text, rank=3),
        Column("note"),
    )


def _reports(plan: ProjectPlan) -> list[dict[str, Any]]:
    return [{"date": each.date, "status": each.status, "text": each.text} for each in plan.reports]


def _evaluations(plan: ProjectPlan) -> list[dict[str, Any]]:
    return [_evaluation(each) for each in plan.evaluations]


def _evaluation(each: OwnEvaluation) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "due": each.due,
        "received": each.received,
        "document": each.document,
        "findings": each.findings,
        "reminders": each.reminders,
    }


def _evaluations_text(evaluations: list[dict[str, Any]]) -> str:
    return joined(", ", (joined(" ", (tr(each["kind"]), _came(each))) for each in evaluations))


def _came(evaluation: dict[str, Any]) -> str:
    received, due = evaluation["received"], evaluation["due"]
    return tr("received {day}", day=received) if received else tr("due {due}", due=due)
