"""``application set``, ``withdraw`` and ``accept-late``: what a person settles about one application."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, parse_day
from kvadmin.api.records import Acceptance, Application, Cohort, State

from ..admission import Ruling
from ..applications.application_fields import APPLICATION_FIELDS, with_field
from ..applications.derived_state import ruling_of, with_derived_state
from ..applications.lookup import find_application
from ..applications.state_by_hand import in_state, refuse_member
from ..applications.transitions import with_state_withdrawn
from ..drawing.late_changes import warn_after_freeze
from .arguments import CohortAndNumberArgument

_SET_HELP = (
    "The cohort (or --cohort), number or name of the municipality, the field "
    f'({", ".join(APPLICATION_FIELDS.names)}), and its new value, "" for none.'
)


def set_field(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="COHORT NUMBER FIELD VALUE", help=_SET_HELP)],
    cohort: CohortInsteadOption = None,
) -> None:
    """Change one field of an application; its state follows when something was missing and now is there.

    Example: kvadmin application set P3 0228 timetable "Aug 2008 - Dec 2009"
    """
    run = session(ctx)
    cohort_id, municipality, field, typed = cohort_and_words(words, cohort, "NUMBER", "FIELD", "VALUE")
    found = run.data.get(Cohort, cohort_id)
    old = find_application(run, found.id, municipality)
    added = [each for each in run.gather("kvadmin_fields") if each.collection == Application.collection]
    name, value = APPLICATION_FIELDS.with_extra(added).read(field, [typed])
    transaction = run.transaction()
    if name in {each.name for each in added}:
        transaction.set_extra(Application, transaction.key(old), name, value)
    elif name == "state":
        transaction.update(in_state(old, State(value), run.today, run.who, run.why))
    else:
        transaction.update(with_derived_state(with_field(old, name, value), run.today, run.who))
    warn_after_freeze(run, transaction, found)
    run.commit(transaction)


def withdraw(
    ctx: typer.Context,
    words: CohortAndNumberArgument,
    cohort: CohortInsteadOption = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day (else today).")] = None,
) -> None:
    """Note that a municipality has withdrawn its application.

    Example: kvadmin application withdraw P3 1246 --why "by letter of 2 June"
    """
    run = session(ctx)
    cohort_id, municipality = cohort_and_words(words, cohort, "NUMBER")
    found = run.data.get(Cohort, cohort_id)
    old = find_application(run, found.id, municipality)
    refuse_member(old)
    new = with_state_withdrawn(old, parse_day(on, where="--on") if on else run.today, run.who, run.why)
    if new is old:
        raise Refused(
            tr(
                "the application of {municipality} is {state}, which is final; allowed: none",
                municipality=old.municipality,
                state=tr(old.state),
            ),
            hint=tr(
                "look: kvadmin application show {municipality} --cohort {id}",
                municipality=old.municipality,
                id=found.id,
            ),
            code="state-forbids",
        )
    transaction = run.transaction()
    transaction.update(new)
    warn_after_freeze(run, transaction, found)
    run.commit(transaction)


def accept_late(
    ctx: typer.Context,
    words: CohortAndNumberArgument,
    cohort: CohortInsteadOption = None,
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="The reason (required); it stands with the application.")
    ] = "",
) -> None:
    """Accept a late application, with the reason.

    Example: kvadmin application accept-late P3 1256 --why "postmarked 19 May"
    """
    run = session(ctx)
    cohort_id, municipality = cohort_and_words(words, cohort, "NUMBER")
    found = run.data.get(Cohort, cohort_id)
    old = find_application(run, found.id, municipality)
    why = why or run.why
    if not why.strip():
        raise UsageError(
            tr("accepting a late application needs a reason"),
            where="--why",
            hint=tr('--why "postmarked 19 May"'),
            code="missing-reason",
        )
    if ruling_of(old, found) is Ruling.ON_TIME:
        raise Refused(
            tr(
                "the application of {municipality} came in time: there is nothing to accept",
                municipality=old.municipality,
            ),
            hint=tr(
                "look: kvadmin application show {municipality} --cohort {id}",
                municipality=old.municipality,
                id=found.id,
            ),
            code="state-forbids",
        )
    accepted = Acceptance(why=why.strip(), who=run.who, date=run.today)
    transaction = run.transaction()
    transaction.why = transaction.why or why
    transaction.update(msgspec.structs.replace(old, accepted_late=accepted))
    warn_after_freeze(run, transaction, found)
    run.commit(transaction)
