"""``plan set``: what a municipality reported, what is due, what came."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words
from kvadmin.api.records import Cohort, ProjectPlan
from kvadmin.api.reports import Report, json_of, table_of

from ...plans.plan_change import PlanChange, changed_plan, with_plan_field
from ...plans.plan_lists import member_number, names_of, plan_columns
from .plan_fields import PLAN_FIELDS, day_option, read_option

#: Stands for every member of the cohort.
EVERYBODY = "all"
_DAY = "DATE"


def set_plan(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT MUNICIPALITY [FIELD VALUE]",
            help="The cohort (or --cohort), number or name (all: every member), and a field instead of an option.",
        ),
    ],
    cohort: CohortInsteadOption = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="STATUS", help="not-started, in-progress, delayed, completed or stopped."),
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

    Example: kvadmin plan set P1 0415 --status in-progress --report "Tre enheter er i gang"
    Example: kvadmin plan set P1 all --evaluation process --due 2008-12-01
    Example: kvadmin plan set 0415 document 08/123-4 --cohort P1
    """
    run = session(ctx)
    name, wanted, *field_and_value = cohort_and_words(words, cohort, "MUNICIPALITY", "[FIELD VALUE]")
    found = run.data.get(Cohort, name)
    change = PlanChange(
        evaluation=evaluation,
        status=read_option("status", status),
        project_goals=tuple(project_goal or ()),
        effect_goals=tuple(effect_goal or ()),
        due=read_option("due", due),
        received=read_option("received", received),
        reminded=day_option(reminded, "--reminded"),
        document=document,
        findings=tuple(finding or ()),
        report=report,
        on=day_option(on, "--on"),
        note=note,
        cleared=_emptied(due=due, received=received),
    )
    extra: tuple[str, Any] | None = None
    if field_and_value:
        change, extra = _with_field(run, change, *field_and_value)
    _write(run, found, _numbers(run, found, wanted), change, extra)


def _emptied(**options: str | None) -> frozenset[str]:
    return frozenset(name for name, text in options.items() if text is not None and not text.strip())


def _with_field(
    run: Session, change: PlanChange, field: str, *values: str
) -> tuple[PlanChange, tuple[str, Any] | None]:
    """The change with one field more, or the field of another plugin that is set."""
    added = [each for each in run.gather("kvadmin_fields") if each.collection == ProjectPlan.collection]
    name, value = PLAN_FIELDS.with_extra(added).read(field, values)
    if getattr(change, name, None) not in (None, ()):
        raise UsageError(
            tr("{field} is named twice", field=name),
            where=field,
            hint=tr("as FIELD VALUE, or as an option"),
            code="contradicting-options",
        )
    if any(each.name == name for each in added):
        return change, (name, None if value == [] else value)
    return with_plan_field(change, name, value), None


def _numbers(run: Session, cohort: Cohort, text: str) -> list[str]:
    if text == EVERYBODY:
        members = cohort.holders_on(run.today)
        if not members:
            raise Refused(
                tr("{id} has no members on {today}", id=cohort.id, today=run.today),
                hint=tr("kvadmin cohort show {id}", id=cohort.id),
                code="nothing-to-do",
            )
        return members
    return [member_number(run, cohort, text)]


def _write(run: Session, cohort: Cohort, numbers: list[str], change: PlanChange, extra: tuple[str, Any] | None) -> None:
    transaction = run.transaction()
    plans = []
    for number in numbers:
        key = f"{cohort.id}/{number}"
        old = run.data.find(ProjectPlan, key)
        new = old or ProjectPlan(cohort=cohort.id, municipality=number)
        if extra is None or not change.is_empty:
            new = changed_plan(new, change, run.today)
        plans.append(new)
        if old is None:
            transaction.create(new)
        elif new != old:
            transaction.update(new)
        if extra is not None:
            transaction.set_extra(ProjectPlan, key, *extra)
    question = tr("Change the plans of {number} municipalities?", number=len(numbers)) if len(numbers) > 1 else ""
    run.commit(transaction, confirm=question)
    columns = plan_columns(names_of(run))
    table = table_of(tr("Plans in {id}", id=cohort.id), [each for each in columns if each.key in _SHOWN], plans)
    run.show(Report({"schema": 1, "plans": json_of(columns, plans)}, (table,)))


#: The columns of a plan that the answer shows.
_SHOWN = ("municipality", "name", "status", "due", "received")
