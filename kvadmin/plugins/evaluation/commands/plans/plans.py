"""``plan list``, ``plan show`` and ``plan overdue``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, find_municipality
from kvadmin.api.records import Cohort, ProjectPlan
from kvadmin.api.reports import Column, Report, facts, json_of, listing, table_of

from ...plans.overdue import overdue_items
from ...plans.plan_lists import names_of, plan_columns, plans_by_cohort
from ..arguments import CohortMunicipalityArgument, CohortOption


def list_plans(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """List the plan of every membership: status, goals, due, received, own evaluations.

    Example: kvadmin plan list --cohort P1
    """
    run = session(ctx)
    plans = [plan for _, plans in plans_by_cohort(run, cohort) for plan in plans]
    run.show(
        listing("plans", plan_columns(names_of(run)), plans, title=tr("Project plans"), as_of=run.today),
        keys=[f"{each.cohort}/{each.municipality}" for each in plans],
    )


def show(ctx: typer.Context, words: CohortMunicipalityArgument, cohort: CohortInsteadOption = None) -> None:
    """Show one plan: its goals, and what was reported on it over time.

    Example: kvadmin plan show P1 0415
    """
    run = session(ctx)
    name, municipality = cohort_and_words(words, cohort, "MUNICIPALITY")
    found = run.data.get(Cohort, name)
    number = find_municipality(run.data, municipality).number
    plan = run.data.find(ProjectPlan, f"{found.id}/{number}") or ProjectPlan(cohort=found.id, municipality=number)
    names = names_of(run)
    tables = (
        facts(tr("Plan of {number} in {id}", number=number, id=found.id), _facts(plan, names)),
        table_of(tr("Reported"), _REPORTS, plan.reports),
        table_of(tr("Own evaluations"), _EVALUATIONS, plan.evaluations),
    )
    run.show(Report({"schema": 1, "plan": json_of(plan_columns(names), [plan])[0]}, tables))


def _facts(plan: ProjectPlan, names: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield "cohort", plan.cohort
    yield "municipality", plan.municipality
    yield "name", names.get(plan.municipality, "")
    for field in ("status", "document", "note", "due", "received"):
        yield field, getattr(plan, field)
    for field in ("project_goals", "effect_goals"):
        yield from ((field, text) for text in getattr(plan, field))
    yield from (("reminded", day) for day in plan.reminders)


_REPORTS = (Column("date", "Day", "date"), Column("status", "Status"), Column("text", "Text"))
_EVALUATIONS = (
    Column("kind", "Own evaluation"),
    Column("due", "Due", "date"),
    Column("received", "Received", "date"),
    Column("document", "Document", rank=1),
    Column("findings", "Findings", show="; ".join),
)


def overdue(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """List plans and own evaluations that have not come although they were due, the oldest first.

    Example: kvadmin plan overdue
    """
    run = session(ctx)
    names = names_of(run)
    found = [
        owed
        for group, plans in plans_by_cohort(run, cohort)
        for owed in overdue_items(plans, group.holders_on(run.today), run.today)
    ]
    found.sort(key=lambda each: (each.due, each.cohort, each.municipality, each.what))
    note = tr("{number} overdue on {today}", number=len(found), today=run.today)
    nothing = tr("Nothing is overdue on {today}.", today=run.today)
    columns = _overdue_columns(names)
    run.show(listing("overdue", columns, found, title=tr("Overdue"), notes=(note,), empty=nothing, as_of=run.today))


def _overdue_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("cohort", "Cohort"),
        Column("municipality", "No."),
        Column("name", "Name", get=lambda each: names.get(each.municipality, "")),
        Column("what", "What"),
        Column("due", "Due", "date"),
        Column("days", "Days late", "int"),
        Column("reminders", "Reminders", "int", rank=2, get=lambda each: len(each.reminders)),
        Column("last_reminder", "Last reminder", "date", rank=1, get=lambda each: max(each.reminders, default=None)),
    )
