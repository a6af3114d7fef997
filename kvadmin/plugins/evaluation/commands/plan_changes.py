"""``plan set``: what a municipality reported, what is due, what came."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.commands import find_municipality, parse_day
from kvadmin.api.records import Cohort, ProjectPlan
from kvadmin.api.reports import Column, Report, Table

from ..plans.overdue import PlanChange, changed_plan
from .plans import as_data, names_of

#: Stands for every member of the cohort.
EVERYBODY = "all"
_DAY = "DATE"


def set_plan(
    ctx: typer.Context,
    cohort: Annotated[str, typer.Argument(metavar="COHORT", help="Id of the cohort.")],
    municipality: Annotated[str, typer.Argument(metavar="MUNICIPALITY", help="Number or name; all: every member.")],
    status: Annotated[
        str | None, typer.Option("--status", help="not-started, in-progress, delayed, completed or stopped.")
    ] = None,
    project_goal: Annotated[
        list[str] | None, typer.Option("--project-goal", metavar="TEXT", help="Replaces those that there are.")
    ] = None,
    effect_goal: Annotated[
        list[str] | None, typer.Option("--effect-goal", metavar="TEXT", help="Replaces those that there are.")
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar=_DAY, help="When it must be here.")] = None,
    received: Annotated[str | None, typer.Option("--received", metavar=_DAY, help="When it came.")] = None,
    reminded: Annotated[str | None, typer.Option("--reminded", metavar=_DAY, help="A reminder was sent.")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="TEXT", help="Where it is filed.")] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="TEXT", help="What was reported.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar=_DAY, help="Day of the report (else today).")] = None,
    evaluation: Annotated[
        str | None,
        typer.Option("--evaluation", metavar="process|final", help="It is the municipality's own evaluation."),
    ] = None,
    finding: Annotated[
        list[str] | None, typer.Option("--finding", metavar="TEXT", help="A finding of the evaluation.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note of one's own.")] = None,
) -> None:
    """Note what a municipality reported, what is due, or what came; --evaluation means its own evaluation.

    Example: kvadmin plan set P1 0415 --status in-progress --report "Three units have started"
    Example: kvadmin plan set P1 all --evaluation process --due 2008-12-01
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    change = PlanChange(
        evaluation=evaluation,
        status=status,
        project_goals=tuple(project_goal or ()),
        effect_goals=tuple(effect_goal or ()),
        due=_day(due, "--due"),
        received=_day(received, "--received"),
        reminded=_day(reminded, "--reminded"),
        document=document,
        findings=tuple(finding or ()),
        report=report,
        on=_day(on, "--on"),
        note=note,
    )
    _write(run, found, _numbers(run, found, municipality), change)


def _day(text: str | None, option: str) -> date | None:
    return parse_day(text, where=option) if text else None


def _numbers(run: Session, cohort: Cohort, text: str) -> list[str]:
    if text == EVERYBODY:
        members = cohort.holders_on(run.today)
        if not members:
            raise Refused(
                tr("{id} has no members on {today}", id=cohort.id, today=run.today),
                hint=tr("kvadmin cohort show {id}", id=cohort.id),
            )
        return members
    number = find_municipality(run.data, text).number
    if all(each.municipality != number for each in cohort.memberships):
        raise Refused(
            tr("{number} is no member of {id}: there is no plan to change", number=number, id=cohort.id),
            where="MUNICIPALITY",
            hint=tr("kvadmin cohort show {id}", id=cohort.id),
        )
    return [number]


def _write(run: Session, cohort: Cohort, numbers: list[str], change: PlanChange) -> None:
    transaction = run.transaction()
    plans = []
    for number in numbers:
        old = run.data.find(ProjectPlan, f"{cohort.id}/{number}")
        new = changed_plan(old or ProjectPlan(cohort=cohort.id, municipality=number), change, run.today)
        plans.append(new)
        if old is None:
            transaction.create(new)
        elif new != old:
            transaction.update(new)
    question = tr("Change the plans of {number} municipalities?", number=len(numbers)) if len(numbers) > 1 else ""
    run.commit(transaction, confirm=question)
    names = names_of(run)
    columns = (
        Column("municipality", "No."),
        Column("name", "Name"),
        Column("status", "Status"),
        Column("due", "Due", "date"),
        Column("received", "Received", "date"),
    )
    rows = tuple((p.municipality, names.get(p.municipality, ""), p.status, p.due, p.received) for p in plans)
    data = {"schema": 1, "plans": [as_data(plan, names) for plan in plans]}
    run.show(Report(data, (Table(tr("Plans in {id}", id=cohort.id), columns, rows),)))
