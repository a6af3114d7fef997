"""``application set``, ``withdraw`` and ``accept-late``: what a person settles about one application."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Acceptance, Application, Cohort, State, StateChange, check_transition, parse_state

from ..admission import Ruling
from ..applications.derived_state import ruling_of, with_derived_state
from ..applications.items import CASE_BODY, DECISION_DATE
from ..applications.lookup import find_application
from ..memberships.withdrawal import with_state_withdrawn
from .applications import MunicipalityArgument
from .arguments import CohortInsteadOption, cohort_and_words
from .cohorts import CohortArgument

#: Fields of an application that ``set`` knows, besides the items of the contents.
_TEXTS = ("channel", "contact", "case_number", "document_number", "note", "ineligible")
_DAYS = ("postmark", "forwarded")
_CONTENTS = (*Application.ITEMS, CASE_BODY, DECISION_DATE)
_FIELDS = (*_CONTENTS, *_TEXTS, *_DAYS, "received", "score", "state")
_SET_HELP = (
    f"The cohort (or --cohort), number or name of the municipality, the field ({', '.join(_FIELDS)}), "
    'and its new value, "" for none.'
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
    cohort_id, municipality, field, value = cohort_and_words(words, cohort, "NUMBER", "FIELD", "VALUE")
    found = run.data.get(Cohort, cohort_id)
    old = find_application(run, found.id, municipality)
    name = field.replace("-", "_")
    new = (
        _changed_state(old, value, run)
        if name == "state"
        else with_derived_state(_with(old, name, value), run.today, run.who)
    )
    transaction = run.transaction()
    transaction.update(new)
    run.commit(transaction)


def _with(old: Application, field: str, value: str) -> Application:
    if field in _CONTENTS:
        kept = {key: text for key, text in old.contents.items() if key != field}
        return msgspec.structs.replace(old, contents={**kept, field: value} if value else kept)
    if field in _TEXTS:
        return msgspec.structs.replace(old, **{field: value})
    if field in _DAYS:
        return msgspec.structs.replace(old, **{field: parse_day(value, where=field) if value else None})
    if field == "received":
        return msgspec.structs.replace(old, received=datetime.combine(parse_day(value, where=field), time()))
    if field == "score":
        return msgspec.structs.replace(old, score=_score(value) if value else None)
    raise UsageError(
        tr("an application has no field {field!r} to set", field=field),
        hint=tr("one of {fields}", fields=", ".join(_FIELDS)),
    )


def _score(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UsageError(
            tr("{text!r} is not a score", text=text), where="score", hint=tr("an exact number such as 7.50")
        )
    return value


def _changed_state(old: Application, value: str, run: Session) -> Application:
    if value not in set(State):
        raise UsageError(
            tr("{value!r} is no state of an application", value=value),
            where="VALUE",
            hint=tr("one of {state}", state=", ".join(State)),
        )
    what = f"the application of {old.municipality} to {old.cohort}"
    state = check_transition(parse_state(old.state), State(value), what=what)
    if state in (State.ADMITTED, State.WAITLISTED):
        raise Refused(
            tr("{what} becomes {value} by the admission rule, not by hand", what=what, value=state.value),
            hint=tr("kvadmin cohort admit {cohort}, or kvadmin cohort promote {cohort}", cohort=old.cohort),
        )
    if state is State.WITHDRAWN:
        _refuse_member(old)
    change = StateChange(state=state.value, date=run.today, who=run.who, why=run.why)
    return msgspec.structs.replace(old, state=state.value, changes=[*old.changes, change])


def withdraw(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT NUMBER", help="The cohort (or --cohort), and number or name of the municipality."
        ),
    ],
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
    _refuse_member(old)
    new = with_state_withdrawn(old, parse_day(on, where="--on") if on else run.today, run.who, run.why)
    if new is old:
        raise Refused(
            tr(
                "the application of {municipality} is {state}, which is final; allowed: none",
                municipality=old.municipality,
                state=old.state,
            ),
            hint=tr(
                "look: kvadmin application show {municipality} --cohort {id}",
                municipality=old.municipality,
                id=found.id,
            ),
        )
    transaction = run.transaction()
    transaction.update(new)
    run.commit(transaction)


def _refuse_member(old: Application) -> None:
    """An admitted one has a place: ending its membership frees it, withdrawing the application alone would not."""
    if old.state in ("admitted", "confirmed"):
        raise Refused(
            tr(
                "{municipality} has been admitted to {cohort}: end its membership instead",
                municipality=old.municipality,
                cohort=old.cohort,
            ),
            hint=tr(
                "kvadmin cohort withdraw {cohort} {municipality} --reason withdrawn",
                cohort=old.cohort,
                municipality=old.municipality,
            ),
        )


def accept_late(
    ctx: typer.Context,
    cohort: CohortArgument,
    municipality: MunicipalityArgument,
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="The reason (required); it stands with the application.")
    ] = "",
) -> None:
    """Accept a late application, with the reason.

    Example: kvadmin application accept-late P3 1256 --why "postmarked 19 May"
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    old = find_application(run, found.id, municipality)
    why = why or run.why
    if not why.strip():
        raise UsageError(
            tr("accepting a late application needs a reason"), where="--why", hint=tr('--why "postmarked 19 May"')
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
        )
    accepted = Acceptance(why=why.strip(), who=run.who, date=run.today)
    transaction = run.transaction()
    transaction.why = transaction.why or why
    transaction.update(msgspec.structs.replace(old, accepted_late=accepted))
    run.commit(transaction)
