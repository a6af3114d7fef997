"""``cohort new`` and ``cohort set``: the call and its data."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Conflict, Session, UsageError, session, tr
from kvadmin.api.records import Cohort

from .call_fields import (
    CALL_FIELDS,
    parse_capacity,
    parse_criterion,
    parse_date,
    parse_kind,
    parse_quota_part,
    with_field,
)

NewCohortArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of the cohort; kept exactly as typed.")]
DayOption = Annotated[str | None, typer.Option(metavar="DATE")]


def new(
    ctx: typer.Context,
    cohort: NewCohortArgument,
    name: Annotated[str, typer.Option("--name", metavar="N", help="Its name in lists and documents.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="cohort, or effort (excludes nobody).")] = "cohort",
    deadline: Annotated[str | None, typer.Option(metavar="DATE", help="Last day for applications.")] = None,
    supplement_deadline: Annotated[
        str | None, typer.Option(metavar="DATE", help="Last day for what was missing.")
    ] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="First day of the memberships.")] = None,
    capacity: Annotated[str | None, typer.Option(metavar="N", help="Number of places.")] = None,
    lottery_seed: Annotated[str, typer.Option(metavar="S", help="Decides between equal scores.")] = "",
    criterion: Annotated[
        list[str] | None, typer.Option(metavar="NAME=WEIGHT", help="A criterion of the score; repeatable.")
    ] = None,
    quota: Annotated[
        list[str] | None, typer.Option(metavar="FIELD:VALUE=MIN..MAX", help="Either end open; repeatable.")
    ] = None,
) -> None:
    """Make a cohort (or an effort group) with its call.

    Example: kvadmin cohort new P4 --name "Pulje 4" --deadline 2008-11-20 --capacity 20 --quota region:Nord-Norge=2..
    """
    run = session(ctx)
    if not cohort.strip() or "/" in cohort:
        raise UsageError(
            tr("{cohort!r} cannot be the id of a cohort", cohort=cohort),
            where="ID",
            hint=tr("a short one without /, such as P4"),
        )
    if run.data.find(Cohort, cohort) is not None:
        raise Conflict(
            tr("there is already a cohort {cohort!r}", cohort=cohort),
            hint=tr("change it with: kvadmin cohort set {cohort}", cohort=cohort),
        )
    made = Cohort(
        id=cohort,
        name=name,
        kind=parse_kind(kind),
        deadline=parse_date(deadline, "--deadline"),
        supplement_deadline=parse_date(supplement_deadline, "--supplement-deadline"),
        start=parse_date(start, "--start"),
        capacity=None if capacity is None else parse_capacity(capacity),
        lottery_seed=lottery_seed,
        criteria=[parse_criterion(text) for text in criterion or ()],
        quotas=[parse_quota_part(text, extra_fields(run)) for text in quota or ()],
    )
    transaction = run.transaction()
    transaction.create(made)
    run.commit(transaction)


def set_field(
    ctx: typer.Context,
    cohort: NewCohortArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=", ".join(CALL_FIELDS))],
    value: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help='For lists: one argument each, or "" for none.')
    ],
) -> None:
    """Change one field of the call.

    Example: kvadmin cohort set P3 capacity 38
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    name = field.replace("-", "_")
    if name not in CALL_FIELDS:
        raise UsageError(
            tr("a cohort has no field {field!r} to set", field=field),
            hint=tr("one of {fields}", fields=", ".join(CALL_FIELDS)),
        )
    transaction = run.transaction()
    transaction.update(with_field(found, name, value, extra_fields(run)))
    run.commit(transaction)


def extra_fields(run: Session) -> tuple[str, ...]:
    """Fields that plugins have added to municipalities."""
    return tuple(sorted(each.name for each in run.gather("kvadmin_fields") if each.collection == "municipalities"))
