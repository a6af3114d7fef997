"""What is still open when a list is closed: each is said, none forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from shlex import quote

from kvadmin.api import Refused, Snapshot, tr
from kvadmin.api.records import Cohort

from .. import admission as rule
from ..decisions.rule_inputs import SOFTWARE, call_of
from ..intake.open_rows import open_rows
from .gates import naming_command


def open_ends(data: Snapshot, cohort: Cohort, applicants: list[rule.Applicant], today: date) -> Iterator[str]:
    """What may still change the list, and what makes the draw weak, as sentences with their commands.

    Args:
        data: The data.
        cohort: Which.
        applicants: Its applicants.
        today: The day of the freeze.
    """
    word = quote(cohort.id)
    yield from _of_days(cohort, today)
    live = [each for each in applicants if each.standing is rule.ApplicationStanding.OPEN]
    if not live:
        yield tr("there is no application to {id} that counts", id=cohort.id)
    if rows := open_rows(data, cohort.id):
        yield tr(
            "{number} row(s) of the intake wait for a person: `kvadmin application missing --cohort {word}`",
            number=len(rows),
            word=word,
        )
    if late := [each.number for each in live if each.ruling is rule.Ruling.UNJUDGED]:
        yield tr(
            "late with an early postmark and to be judged: {numbers} "
            "(kvadmin application accept-late {word} NUMBER --why TEXT)",
            numbers=", ".join(late),
            word=word,
        )
    if asked := [each.number for each in live if each.unresolved]:
        yield tr(
            "nobody has confirmed who applied: {numbers} (kvadmin application confirm {word} NUMBER)",
            numbers=", ".join(asked),
            word=word,
        )
    yield from _unscored(cohort, live)
    yield from _of_quotas(cohort, applicants)
    yield from _of_draw(cohort, today)


def _of_days(cohort: Cohort, today: date) -> Iterator[str]:
    if cohort.deadline is None:
        yield tr("the call has no deadline, by which its draw could have been named")
    elif today <= cohort.deadline:
        yield tr("applications may come until {day}", day=cohort.deadline)
    if cohort.supplement_deadline is not None and today <= cohort.supplement_deadline:
        yield tr("what is missing may come until {day}", day=cohort.supplement_deadline)


def _unscored(cohort: Cohort, live: list[rule.Applicant]) -> Iterator[str]:
    criteria = [rule.ScoreCriterion(each.name, each.weight) for each in cohort.criteria]
    unscored = [each.number for each in live if rule.score_of(each, criteria) is None]
    if unscored and (criteria or len(unscored) < len(live)):
        yield tr(
            "without a score: {numbers} (kvadmin application score FILE --cohort {word})",
            numbers=", ".join(unscored),
            word=quote(cohort.id),
        )


def _of_quotas(cohort: Cohort, applicants: list[rule.Applicant]) -> Iterator[str]:
    """Quotas that these applicants cannot meet: to change them after the draw would make it ``changed``."""
    if cohort.capacity is None or not cohort.quotas:
        return
    try:
        rule.admit(call_of(cohort), applicants, software=SOFTWARE)
    except Refused as refusal:
        yield tr("nobody could be admitted: {problem}", problem=refusal.message)


def _of_draw(cohort: Cohort, today: date) -> Iterator[str]:
    draw = cohort.draw
    if draw is None:
        yield tr("the call names no draw: `{command}`", command=naming_command(cohort))
        return
    if draw.source == "fixed":
        yield tr("the seed is fixed in the call, which is always weak")
    if draw.day is not None and draw.day <= today:
        yield tr("the draw of {day} does not come after this freeze, which makes it weak", day=draw.day)
    if draw.named is not None and cohort.deadline is not None and draw.named > cohort.deadline:
        yield tr(
            "the call named its draw on {named}, after the deadline of {deadline}, which makes it weak",
            named=draw.named,
            deadline=cohort.deadline,
        )
