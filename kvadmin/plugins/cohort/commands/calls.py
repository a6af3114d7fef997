"""``cohort new`` and ``cohort set``: the call and its data."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words
from kvadmin.api.records import Cohort

from ..drawing.declaring import refuse_drawn_seed, with_draw
from ..drawing.late_changes import warn_after_freeze
from ..drawing.typed_declaration import DRAW_FIELDS, declared, read_draw
from .call_fields import CALL_FIELDS, call_fields

_DRAW_KEYS = ", ".join(DRAW_FIELDS.names)
_SET_HELP = (
    f"The cohort (or --cohort), the field ({', '.join(CALL_FIELDS.names)}), and its value; "
    'for lists one argument each, "" for none.'
)


def new(
    ctx: typer.Context,
    cohort: Annotated[str, typer.Argument(metavar="ID", help="Id of the cohort; kept exactly as typed.")],
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
    draw: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help=f"Where the lottery comes from: {_DRAW_KEYS}; repeatable."),
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
            code="bad-name",
        )
    if run.data.find(Cohort, cohort) is not None:
        raise Conflict(
            tr("there is already a cohort {cohort!r}", cohort=cohort),
            hint=tr("change it with: kvadmin cohort set {cohort}", cohort=cohort),
            code="already-there",
        )
    typed = {
        "name": [name],
        "kind": [kind],
        "deadline": [deadline or ""],
        "supplement_deadline": [supplement_deadline or ""],
        "start": [start or ""],
        "capacity": [capacity or ""],
        "lottery_seed": [lottery_seed],
        "criteria": criterion or [],
        "quotas": quota or [],
    }
    fields = call_fields(municipality_attributes(run))
    given = dict(fields.read(each, values) for each, values in typed.items())
    made = Cohort(id=cohort, draw=declared(read_draw(draw or []), None, run.today), **given)
    if made.lottery_seed:
        refuse_drawn_seed(made)
    transaction = run.transaction()
    transaction.create(made)
    run.commit(transaction)


def set_field(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="COHORT FIELD VALUE...", help=_SET_HELP)],
    cohort: CohortInsteadOption = None,
) -> None:
    """Change one field of the call.

    The draw is set whole, as KEY=VALUE: draw source=public "name=Lotto, 14 June 2008" day=2008-06-14 numbers=7.

    Example: kvadmin cohort set P3 capacity 38
    """
    run = session(ctx)
    cohort_id, field, *values = cohort_and_words(words, cohort, "FIELD", "VALUE...")
    found = run.data.get(Cohort, cohort_id)
    added = [each for each in run.gather("kvadmin_fields") if each.collection == Cohort.collection]
    fields = call_fields(municipality_attributes(run)).with_extra(added)
    transaction = run.transaction()
    if fields.find(field).name == "draw":
        transaction.update(with_draw(run, found, declared(read_draw(values), found.draw, run.today)))
    else:
        name, value = fields.read(field, values)
        if name in {each.name for each in added}:
            transaction.set_extra(Cohort, found.id, name, value)
        else:
            if name == "lottery_seed":
                refuse_drawn_seed(found)
            transaction.update(msgspec.structs.replace(found, **{name: value}))
    warn_after_freeze(run, transaction, found)
    run.commit(transaction)


def municipality_attributes(run: Session) -> tuple[str, ...]:
    """Fields that plugins have added to municipalities."""
    return tuple(sorted(each.name for each in run.gather("kvadmin_fields") if each.collection == "municipalities"))
