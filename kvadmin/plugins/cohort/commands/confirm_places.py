"""``cohort confirm``: those who were admitted take their places, several at once."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words
from kvadmin.api.records import Application, Cohort, State

from ..applications.lookup import find_application
from ..memberships.confirmations import confirmations, with_place_taken
from .arguments import WhyOption


def confirm_places(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT [NUMBER...]", help="The cohort (or --cohort), and numbers or names of municipalities."
        ),
    ],
    everybody: Annotated[bool, typer.Option("--all", help="Everybody with a place who has not confirmed it.")] = False,
    cohort: CohortInsteadOption = None,
    why: WhyOption = "",
) -> None:
    """Note that municipalities take the places that they were given.

    If one of them was given none, nothing is noted. Who has confirmed already stays as it is.

    Example: kvadmin cohort confirm P3 0124 0216
    """
    run = session(ctx)
    cohort_id, *named = cohort_and_words(words, cohort, "[NUMBER...]")
    found = run.data.get(Cohort, cohort_id)
    taking = _everybody(run, found) if everybody else [find_application(run, found.id, each) for each in named]
    if everybody and named:
        raise UsageError(
            tr("--all confirms everybody: name nobody besides"), where="--all", code="contradicting-options"
        )
    if not taking and not everybody:
        raise UsageError(
            tr("nobody is named who takes a place"),
            where="NUMBER",
            hint=tr("numbers of municipalities, or --all"),
            code="missing-value",
        )
    _refuse_without_place(found, taking)
    transaction = run.transaction()
    transaction.why = why or run.why
    fresh = {each.municipality: each for each in taking if each.state == State.ADMITTED.value}
    for each in fresh.values():
        transaction.update(with_place_taken(each, run.today, run.who, transaction.why))
    question = tr("Note that {number} municipalities take their places?", number=len(fresh)) if len(fresh) > 1 else ""
    if run.commit(transaction, confirm=question):
        asked = confirmations(run.data, found, run.today)
        left = len(set(asked.lacking) - set(fresh))
        run.info(tr("{number} with a place in {id} have not confirmed it.", number=left, id=found.id))


def _everybody(run: Session, cohort: Cohort) -> list[Application]:
    lacking = confirmations(run.data, cohort, run.today).lacking
    return [run.data.get(Application, f"{cohort.id}/{number}") for number in lacking]


def _refuse_without_place(cohort: Cohort, taking: list[Application]) -> None:
    wrong = [each for each in taking if each.state not in (State.ADMITTED.value, State.CONFIRMED.value)]
    if wrong:
        raise Refused(
            tr("{number} of them have no place in {id} to confirm", number=len(wrong), id=cohort.id),
            details=[f"{each.municipality}: {tr(each.state)}" for each in wrong],
            hint=tr("nothing has been noted; kvadmin cohort show {id}", id=cohort.id),
            code="state-forbids",
        )
