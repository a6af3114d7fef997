"""``plan list``, ``plan show`` and ``plan overdue``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Municipality, ProjectPlan
from kvadmin.api.reports import Column, Report, Table

from ..plans.overdue import overdue as overdue_of
from ..plans.overdue import plans_of

CohortOption = Annotated[str | None, typer.Option("--cohort", metavar="C", help="Only this cohort (else all).")]


def plans_by_cohort(run: Session, cohort: str | None) -> list[tuple[Cohort, list[ProjectPlan]]]:
    """Every cohort asked for, with the plans of its members."""
    cohorts = [run.data.get(Cohort, cohort)] if cohort else run.data.all(Cohort)
    found = []
    for each in cohorts:
        stored = {plan.municipality: plan for plan in run.data.all(ProjectPlan, under=each.id)}
        if stored or cohort or each.kind == "cohort":
            found.append((each, plans_of(each, stored, run.today)))
    return found


def list_plans(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """List the plan of every membership: status, goals, due, received, own evaluations.

    Example: kvadmin plan list --cohort P1
    """
    run = session(ctx)
    names = names_of(run)
    plans = [plan for _, plans in plans_by_cohort(run, cohort) for plan in plans]
    columns = (
        Column("cohort", "Cohort"),
        Column("municipality", "No."),
        Column("name", "Name"),
        Column("status", "Status"),
        Column("due", "Due", "date"),
        Column("received", "Received", "date"),
        Column("reminders", "Reminders", "int"),
        Column("evaluations", "Own evaluations"),
    )
    rows = tuple(
        (
            plan.cohort,
            plan.municipality,
            names.get(plan.municipality, ""),
            plan.status,
            plan.due,
            plan.received,
            len(plan.reminders),
            ", ".join(f"{e.kind} {e.received or f'due {e.due}'}" for e in plan.evaluations),
        )
        for plan in plans
    )
    data = {"schema": 1, "as_of": run.today, "plans": [as_data(plan, names) for plan in plans]}
    run.show(Report(data, (Table(tr("Project plans"), columns, rows),)))


def show(
    ctx: typer.Context,
    cohort: Annotated[str, typer.Argument(metavar="COHORT", help="Id of the cohort.")],
    municipality: Annotated[str, typer.Argument(metavar="MUNICIPALITY", help="Number or name.")],
) -> None:
    """Show one plan: its goals, and what was reported on it over time.

    Example: kvadmin plan show P1 0415
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    number = find_municipality(run.data, municipality).number
    plan = run.data.find(ProjectPlan, f"{found.id}/{number}") or ProjectPlan(cohort=found.id, municipality=number)
    data = as_data(plan, names_of(run))
    shown = [(key, str(value)) for key, value in data.items() if isinstance(value, str) and value]
    shown += [(key, str(data[key])) for key in ("due", "received") if data[key]]
    shown += [(key, text) for key in ("project_goals", "effect_goals") for text in data[key]]
    shown += [("reminded", str(day)) for day in data["reminders"]]
    plan_table = Table(
        tr("Plan of {number} in {id}", number=number, id=found.id),
        (Column("f", "Field"), Column("v", "Value")),
        tuple(shown),
    )
    reports = Table(
        tr("Reported"),
        (Column("date", "Day", "date"), Column("status", "Status"), Column("text", "Text")),
        tuple((each.date, each.status, each.text) for each in plan.reports),
    )
    run.show(Report({"schema": 1, "plan": data}, (plan_table, reports, _evaluations(plan))))


def _evaluations(plan: ProjectPlan) -> Table:
    columns = (
        Column("kind", "Own evaluation"),
        Column("due", "Due", "date"),
        Column("received", "Received", "date"),
        Column("document", "Document"),
        Column("findings", "Findings"),
    )
    rows = tuple((e.kind, e.due, e.received, e.document, "; ".join(e.findings)) for e in plan.evaluations)
    return Table(tr("Own evaluations"), columns, rows)


def overdue(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """List plans and own evaluations that have not come although they were due, the oldest first.

    Example: kvadmin plan overdue
    """
    run = session(ctx)
    names = names_of(run)
    found = [
        owed
        for group, plans in plans_by_cohort(run, cohort)
        for owed in overdue_of(plans, group.holders_on(run.today), run.today)
    ]
    found.sort(key=lambda each: (each.due, each.cohort, each.municipality, each.what))
    columns = (
        Column("cohort", "Cohort"),
        Column("municipality", "No."),
        Column("name", "Name"),
        Column("what", "What"),
        Column("due", "Due", "date"),
        Column("days", "Days late", "int"),
        Column("reminders", "Reminders", "int"),
        Column("last_reminder", "Last reminder", "date"),
    )
    rows: list[dict[str, Any]] = [
        {
            "cohort": each.cohort,
            "municipality": each.municipality,
            "name": names.get(each.municipality, ""),
            "what": each.what,
            "due": each.due,
            "days": each.days,
            "reminders": len(each.reminders),
            "last_reminder": max(each.reminders, default=None),
        }
        for each in found
    ]
    note = (
        tr("{number} overdue on {today}", number=len(rows), today=run.today)
        if rows
        else tr("nothing is overdue on {today}", today=run.today)
    )
    data = {"schema": 1, "as_of": run.today, "overdue": rows}
    run.show(Report(data, (Table.of(tr("Overdue"), columns, rows, (note,)),)))


def names_of(run: Session) -> dict[str, str]:
    """``number -> name`` of the register."""
    return {each.number: each.name for each in run.data.all(Municipality)}


def as_data(plan: ProjectPlan, names: dict[str, str]) -> dict[str, Any]:
    """A plan as JSON has it."""
    return {
        "cohort": plan.cohort,
        "municipality": plan.municipality,
        "name": names.get(plan.municipality, ""),
        "status": plan.status,
        "project_goals": plan.project_goals,
        "effect_goals": plan.effect_goals,
        "due": plan.due,
        "received": plan.received,
        "document": plan.document,
        "reminders": plan.reminders,
        "reports": [{"date": e.date, "status": e.status, "text": e.text} for e in plan.reports],
        "evaluations": [
            {
                "kind": e.kind,
                "due": e.due,
                "received": e.received,
                "document": e.document,
                "findings": e.findings,
                "reminders": e.reminders,
            }
            for e in plan.evaluations
        ],
        "note": plan.note,
    }
