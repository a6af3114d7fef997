"""``application resolve``: a person settles a row that the import could not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, Transaction, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, find_municipality, parse_day
from kvadmin.api.records import Application, Cohort
from kvadmin.api.wording import near_names

from ..drawing.late_changes import warn_after_freeze
from ..intake.answers import identified, rejected
from ..intake.list_versions import is_source
from ..intake.reasons import OWN_REASON, REJECTIONS, reason_in_words
from ..intake.records import Intake, IntakeRow
from ..intake.row_records import ImportAct, ImportedFile, application_from, outcome_of
from ..memberships.held_memberships import members_elsewhere, reference_day
from ..settling.application_versions import put_version
from ..settling.waiting_rows import find_waiting, note_answer, once, tell_outcome
from .arguments import WhyOption

_RESOLVE_HELP = (
    "The cohort (or --cohort), and the row: its short name (r2), SHEET:ROW (csv: its line), or its municipality."
)


def resolve(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="COHORT ROW", help=_RESOLVE_HELP)],
    cohort: CohortInsteadOption = None,
    as_: Annotated[list[str] | None, typer.Option("--as", metavar="NUMBER", help="Who the row is about.")] = None,
    received: Annotated[
        list[str] | None, typer.Option("--received", metavar="DATE", help="When it was received.")
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(
            "--reject", metavar="CODE", help="Reject the row, with a code.", autocompletion=lambda: list(REJECTIONS)
        ),
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="NAME", help="The file, when several were imported.")
    ] = None,
    why: WhyOption = "",
) -> None:
    """Settle a row that waits for a person: say who it is about, when it came, or reject it.

    Example: kvadmin application resolve P3 r2 --as 0236 --why "they called"
    """
    run = session(ctx)
    number, day, code = once(as_, "--as"), once(received, "--received"), once(reject, "--reject")
    if not (number or day or code):
        raise UsageError(
            tr("say how the row is settled"),
            hint=tr("--as NUMBER, --received DATE or --reject CODE"),
            code="missing-value",
        )
    if code and (number or day):
        raise UsageError(
            tr("a rejected row is neither --as nor --received"),
            hint=tr("give --reject alone"),
            code="contradicting-options",
        )
    if code:
        _check_code(code, why or run.why)
    cohort_id, name = cohort_and_words(words, cohort, "ROW")
    found = run.data.get(Cohort, cohort_id)
    intake, waiting = find_waiting(run, found.id, name, file)
    transaction = run.transaction()
    transaction.why = transaction.why or why
    made = None
    if code:
        settled = rejected(code)
        _drop_suggestion(run, transaction, found.id, intake, waiting)
    else:
        made = _admit_row(run, transaction, found, intake, waiting, number, day)
        settled = identified(made.municipality, made.received.date() if made.received else run.today)
    note_answer(transaction, intake, waiting, settled, run, why)
    warn_after_freeze(run, transaction, found)
    run.commit(transaction)
    tell_outcome(run, found.id, intake, waiting, settled, made)


def _check_code(code: str, why: str) -> None:
    if code not in REJECTIONS:
        raise UsageError(
            tr("{code!r} is no code to reject a row with", code=code),
            where="--reject",
            details=[f"{each}: {reason_in_words(each)}" for each in REJECTIONS],
            hint=tr("another reason: --reject {code} --why TEXT", code=OWN_REASON),
            near=near_names(code, list(REJECTIONS)),
            code="unknown-word",
        )
    if code == OWN_REASON and not why.strip():
        raise UsageError(
            tr("{code} says nothing by itself: a reason is needed", code=code),
            where="--why",
            hint=tr("add --why TEXT"),
            code="missing-reason",
        )


def _admit_row(
    run: Session,
    transaction: Transaction,
    cohort: Cohort,
    intake: Intake,
    row: IntakeRow,
    as_: str | None,
    received: str | None,
) -> Application:
    """Make the application that the row stands for."""
    outcome = outcome_of(row)
    number = find_municipality(run.data, as_).number if as_ else outcome.municipality or _only(row)
    day = parse_day(received, where="--received") if received else None
    moment = datetime.combine(day, time()) if day else outcome.received
    if number is None:
        raise UsageError(
            tr("who the row is about is not known"), where=row.name, hint=tr("add --as NUMBER"), code="missing-value"
        )
    if moment is None:
        raise UsageError(
            tr("when the row was received is not known"),
            where=row.name,
            hint=tr("add --received DATE"),
            code="missing-value",
        )
    _refuse_member(run, cohort, number)
    if number != row.municipality:
        _drop_suggestion(run, transaction, cohort.id, intake, row)
    act = ImportAct(cohort.id, run.today, run.who)
    origin = ImportedFile(intake.file, intake.sha256)
    made = application_from(replace(outcome, outcome="imported", municipality=number, received=moment), origin, act)
    return put_version(run, transaction, made, row)


def _only(row: IntakeRow) -> str | None:
    return row.candidates[0] if len(row.candidates) == 1 else None


def _refuse_member(run: Session, cohort: Cohort, number: str) -> None:
    elsewhere = members_elsewhere(run.data.all(Cohort), cohort.id, reference_day(cohort, run.today))
    if number in elsewhere:
        raise Refused(
            tr("{number} is a member of {elsewhere} already", number=number, elsewhere=elsewhere[number]),
            hint=tr("reject the row: --reject already-member"),
            code="already-done",
        )


def _drop_suggestion(run: Session, transaction: Transaction, cohort: str, intake: Intake, row: IntakeRow) -> None:
    """A ``confirm`` row that is rejected, or about another, takes the application it suggested with it."""
    if row.outcome != "confirm" or not row.municipality:
        return
    suggested = run.data.find(Application, f"{cohort}/{row.municipality}")
    if suggested is not None and suggested.question and is_source(suggested, intake, row):
        transaction.delete(Application, f"{cohort}/{row.municipality}")
