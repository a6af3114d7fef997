"""``application resolve`` and ``confirm``: a person settles a row that the import could not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, Session, Transaction, UnknownName, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, find_municipality, parse_day
from kvadmin.api.records import Application, Cohort, State

from ..applications.derived_state import with_derived_state
from ..applications.lookup import find_application
from ..applications.transitions import check_transition, parse_state, with_state
from ..intake.open_rows import open_rows, row_name
from ..intake.records import Intake, IntakeRow
from ..intake.row_records import ImportAct, ImportedFile, application_from, outcome_of
from ..memberships.held_memberships import members_elsewhere, reference_day
from .arguments import CohortAndNumberArgument, WhyOption

_RESOLVE_HELP = "The cohort (or --cohort), and the row as the import named it (csv: its line)."


def resolve(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="COHORT SHEET:ROW", help=_RESOLVE_HELP)],
    cohort: CohortInsteadOption = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="NUMBER", help="Who the row is about.")] = None,
    received: Annotated[str | None, typer.Option("--received", metavar="DATE", help="When it was received.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", metavar="CODE", help="Reject the row, with a code.")] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="NAME", help="The file, when several were imported.")
    ] = None,
    why: WhyOption = "",
) -> None:
    """Settle a row that waits for a person: say who it is about, when it came, or reject it.

    Example: kvadmin application resolve P3 "Innkomne søknader:44" --as 0236 --why "they called"
    """
    run = session(ctx)
    if not (as_ or received or reject):
        raise UsageError(tr("say how the row is settled"), hint=tr("--as NUMBER, --received DATE or --reject CODE"))
    if reject and (as_ or received):
        raise UsageError(tr("a rejected row is neither --as nor --received"), hint=tr("give --reject alone"))
    cohort_id, row = cohort_and_words(words, cohort, "SHEET:ROW")
    found = run.data.get(Cohort, cohort_id)
    intake, waiting = _row(run, found.id, row, file)
    transaction = run.transaction()
    transaction.why = transaction.why or why
    if reject:
        settled = f"rejected: {reject}"
        _drop_question(run, transaction, found.id, waiting)
    else:
        settled = _admit_row(run, transaction, found, intake, waiting, as_, received)
    _note(transaction, intake, waiting, settled, run, why)
    run.commit(transaction)


def _row(run: Session, cohort: str, name: str, file: str | None) -> tuple[Intake, IntakeRow]:
    """The waiting row of that name; a settled, unknown or ambiguous one is refused."""
    waiting = open_rows(run.data, cohort)
    wanted = name.strip().removeprefix(":")
    hits = [
        (intake, row)
        for intake, row in waiting
        if wanted in (row_name(row), f"{intake.file}:{row_name(row)}")
        and (file is None or file in (intake.file, intake.sha))
    ]
    if len(hits) == 1:
        return hits[0]
    if hits:
        files = ", ".join(sorted(intake.file for intake, _ in hits))
        raise UnknownName(
            tr("several files have a row {name!r} that waits: {files}", name=name, files=files),
            hint=tr("name it with --file NAME"),
        )
    shown = [f"{row_name(row)} ({intake.file}): {row.outcome}, {row.reason}" for intake, row in waiting]
    raise UnknownName(
        tr("no row {name!r} of {cohort} waits for a person", name=name, cohort=cohort),
        details=shown[:20],
        hint=tr("the rows that wait are listed by kvadmin application missing"),
    )


def _admit_row(
    run: Session,
    transaction: Transaction,
    cohort: Cohort,
    intake: Intake,
    row: IntakeRow,
    as_: str | None,
    received: str | None,
) -> str:
    """Make the application the row stands for; the words for the intake."""
    outcome = outcome_of(row)
    number = find_municipality(run.data, as_).number if as_ else outcome.municipality or _only(row)
    day = parse_day(received, where="--received") if received else None
    moment = datetime.combine(day, time()) if day else outcome.received
    if number is None:
        raise UsageError(tr("who the row is about is not known"), where=row_name(row), hint=tr("add --as NUMBER"))
    if moment is None:
        raise UsageError(
            tr("when the row was received is not known"), where=row_name(row), hint=tr("add --received DATE")
        )
    _refuse_member(run, cohort, number)
    if number != row.municipality:
        _drop_question(run, transaction, cohort.id, row)
    act = ImportAct(cohort.id, run.today, run.who)
    origin = ImportedFile(intake.file, intake.sha256)
    made = application_from(replace(outcome, outcome="imported", municipality=number, received=moment), origin, act)
    _put(run, transaction, made)
    return f"{number}, received {moment.date().isoformat()}"


def _only(row: IntakeRow) -> str | None:
    return row.candidates[0] if len(row.candidates) == 1 else None


def _refuse_member(run: Session, cohort: Cohort, number: str) -> None:
    elsewhere = members_elsewhere(run.data.all(Cohort), cohort.id, reference_day(cohort, run.today))
    if number in elsewhere:
        raise Refused(
            tr("{number} is a member of {elsewhere} already", number=number, elsewhere=elsewhere[number]),
            hint=tr("reject the row: --reject already-member"),
        )


def _put(run: Session, transaction: Transaction, made: Application) -> None:
    """The application, or a newer version of the one that is there; the later received counts."""
    old = run.data.find(Application, f"{made.cohort}/{made.municipality}")
    if old is None:
        transaction.create(made)
        return
    if old.state not in ("received", "incomplete", "complete"):
        raise Refused(
            tr("{municipality} has an application that is {state}", municipality=made.municipality, state=old.state),
            hint=tr("reject the row: --reject already-decided"),
        )
    if old.received and made.received and made.received < old.received:
        raise Refused(
            tr(
                "{municipality} has an application received later ({date}), and the later counts",
                municipality=made.municipality,
                date=old.received.date(),
            ),
            hint=tr("reject the row: --reject older-version"),
        )
    sources = [*old.earlier, *([old.source] if old.source else [])]
    transaction.update(msgspec.structs.replace(made, earlier=sources))


def _drop_question(run: Session, transaction: Transaction, cohort: str, row: IntakeRow) -> None:
    """A ``confirm`` row that is rejected, or about another, takes the application it suggested with it."""
    if row.outcome != "confirm" or not row.municipality:
        return
    suggested = run.data.find(Application, f"{cohort}/{row.municipality}")
    if suggested is not None and suggested.question and _from(suggested, row):
        transaction.delete(Application, f"{cohort}/{row.municipality}")


def _from(application: Application, row: IntakeRow) -> bool:
    source = application.source
    return source is not None and (source.sheet, source.row) == (row.sheet, row.row)


def _note(transaction: Transaction, intake: Intake, row: IntakeRow, words: str, run: Session, why: str) -> None:
    """Write into the intake how the row was settled, by whom and why."""
    settled = msgspec.structs.replace(
        row, says=None, resolved_as=words, resolved_by=run.who, resolved_on=run.today, why=why or run.why
    )
    rows = [settled if each is row else each for each in intake.rows]
    transaction.update(msgspec.structs.replace(intake, rows=rows))


def confirm(
    ctx: typer.Context, words: CohortAndNumberArgument, cohort: CohortInsteadOption = None, why: WhyOption = ""
) -> None:
    """Confirm that a misspelt row is about the suggested municipality - or that an admitted one takes its place.

    Example: kvadmin application confirm P3 0501
    """
    run = session(ctx)
    why = why or run.why
    cohort_id, municipality = cohort_and_words(words, cohort, "NUMBER")
    found = run.data.get(Cohort, cohort_id)
    old = find_application(run, found.id, municipality)
    transaction = run.transaction()
    transaction.why = why
    if old.question:
        transaction.update(with_derived_state(msgspec.structs.replace(old, question=""), run.today, run.who))
        for intake, row in open_rows(run.data, found.id):
            if row.outcome == "confirm" and row.municipality == old.municipality and _from(old, row):
                _note(transaction, intake, row, f"{old.municipality}, confirmed", run, why)
    else:
        transaction.update(_takes_place(old, run.today, run.who, why))
    run.commit(transaction)


def _takes_place(old: Application, day: date, who: str, why: str) -> Application:
    if old.state != State.ADMITTED.value:
        raise Refused(
            tr(
                "the application of {municipality} is {state}, with no question open: nothing to confirm",
                municipality=old.municipality,
                state=old.state,
            ),
            hint=tr("kvadmin application missing --cohort {cohort} lists what is open", cohort=old.cohort),
        )
    state = check_transition(parse_state(old.state), State.CONFIRMED)
    return with_state(old, state, day, who, why)
