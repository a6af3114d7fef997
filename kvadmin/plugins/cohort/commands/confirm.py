"""``application confirm``: a suggested identity is right - or who was admitted takes its place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import msgspec
import typer

from kvadmin.api import Refused, Session, Transaction, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words
from kvadmin.api.records import Application, Cohort, State

from ..applications.derived_state import with_derived_state
from ..applications.lookup import find_application
from ..drawing.late_changes import warn_after_freeze
from ..intake.answers import confirmed
from ..intake.list_versions import is_source
from ..intake.open_rows import open_rows
from ..intake.row_records import ImportAct, ImportedFile, application_from, outcome_of
from ..memberships.confirmations import with_place_taken
from ..settling.application_versions import put_version
from ..settling.waiting_rows import Waiting, find_waiting, note_answer, several, tell_outcome
from .arguments import CohortAndNumberArgument, WhyOption

#: What can only be a row: ``r17``, ``SHEET:ROW``. A number is a municipality first.
_ROW = re.compile(r"r\d+|.*:\d+", re.IGNORECASE)


def confirm(
    ctx: typer.Context, words: CohortAndNumberArgument, cohort: CohortInsteadOption = None, why: WhyOption = ""
) -> None:
    """Confirm that a misspelt row is about the suggested municipality - or that an admitted one takes its place.

    Example: kvadmin application confirm P3 0501
    """
    run = session(ctx)
    why = why or run.why
    cohort_id, name = cohort_and_words(words, cohort, "NUMBER")
    found = run.data.get(Cohort, cohort_id)
    transaction = run.transaction()
    transaction.why = why
    if _ROW.fullmatch(name.strip()):
        _confirm_row(run, transaction, found, find_waiting(run, found.id, name), why)
        return
    old = find_application(run, found.id, name)
    waiting = [
        each
        for each in open_rows(run.data, found.id)
        if each[1].outcome == "confirm" and each[1].municipality == old.municipality
    ]
    if old.state == State.ADMITTED.value and not old.question:
        waiting = []  # whoever has a place confirms it; a row of a later list is named by its short name
    if len(waiting) > 1:
        raise several(waiting, tr("several rows wait for {number}", number=old.municipality))
    if waiting:
        _confirm_row(run, transaction, found, waiting[0], why)
    elif old.question:
        transaction.update(with_derived_state(msgspec.structs.replace(old, question=""), run.today, run.who))
        warn_after_freeze(run, transaction, found)
        run.commit(transaction)
    else:
        transaction.update(_takes_place(old, run.today, run.who, why))
        run.commit(transaction)


def _confirm_row(run: Session, transaction: Transaction, cohort: Cohort, waiting: Waiting, why: str) -> None:
    """The row is about the suggested municipality: its application has no question any more, and says what it says."""
    intake, row = waiting
    if row.outcome != "confirm" or not row.municipality:
        raise UsageError(
            tr("{name} suggests no municipality that could be confirmed", name=row.name),
            hint=tr("kvadmin application resolve {cohort} {name} --as NUMBER", cohort=cohort.id, name=row.name),
            code="unknown-row",
        )
    old = run.data.find(Application, f"{cohort.id}/{row.municipality}")
    if old is not None and is_source(old, intake, row):
        made = with_derived_state(msgspec.structs.replace(old, question=""), run.today, run.who)
        transaction.update(made)
    else:
        act = ImportAct(cohort.id, run.today, run.who)
        outcome = replace(outcome_of(row), outcome="imported")
        new = application_from(outcome, ImportedFile(intake.file, intake.sha256), act)
        made = put_version(run, transaction, new, row)
    words = confirmed(row.municipality)
    note_answer(transaction, intake, row, words, run, why)
    warn_after_freeze(run, transaction, cohort)
    run.commit(transaction)
    tell_outcome(run, cohort.id, intake, row, words, made)


def _takes_place(old: Application, day: date, who: str, why: str) -> Application:
    if old.state != State.ADMITTED.value:
        raise Refused(
            tr(
                "the application of {municipality} is {state}, with no question open: nothing to confirm",
                municipality=old.municipality,
                state=tr(old.state),
            ),
            hint=tr("kvadmin application missing --cohort {cohort} lists what is open", cohort=old.cohort),
            code="state-forbids",
        )
    return with_place_taken(old, day, who, why)
