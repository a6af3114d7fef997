"""Why somebody that a letter was planned for is not to get it any more, as a person would say it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kvadmin.api import Session, UnknownName, joined, tr
from kvadmin.api.records import Cohort, Gathering, Municipality

from ..outbox.frozen_mailing import FrozenLetter
from ..parties import parties_of
from .letter_values import LetterValues, value_at

if TYPE_CHECKING:
    from .planned_mailing import Ingredients


def why_not_chosen(run: Session, made: Ingredients, letter: FrozenLetter) -> list[str]:
    """What has become of the municipality, the decision or the gathering since the letter was planned.

    Args:
        run: The session.
        made: What the letters of the mailing are made of now.
        letter: The letter that nobody would write now.

    Returns:
        Sentences; none when none of these explains it.
    """
    found: list[str] = []
    for number in parties_of(letter.party):
        place = run.data.find(Municipality, number)
        if place is None:
            found.append(tr("{number} is not in the register any more", number=number))
            continue
        context = LetterValues(run, made.request.about, date.fromisoformat(made.request.day), {})
        values = context.of((place,), None, letter.form)
        found += _withdrawn(run, made.request.about, place, values)
        only = made.pair.forms[letter.form].only if letter.form in made.pair.forms else ""
        found += _decision(only, values)
    return [*dict.fromkeys((*found, *_gathering(run, made.request.about)))]


def _withdrawn(run: Session, about: str, place: Municipality, values: dict[str, Any]) -> list[str]:
    if value_at(values, "application.state") == "withdrawn":
        return [tr("recipient withdrew: {name} has withdrawn its application", name=place.name)]
    cohort = _cohort(run, about)
    if cohort is None:
        return []
    ended = [each for each in cohort.memberships if each.municipality == place.number and each.to is not None]
    if not ended or place.number in cohort.holders_on(run.today):
        return []
    last = max(ended, key=lambda each: each.to or date.min)
    said = {"name": place.name, "cohort": cohort.id, "day": last.to}
    if last.reason == "withdrawn":
        return [tr("recipient withdrew: {name} left {cohort} on {day}", **said)]
    return [tr("membership ended: {name} left {cohort} on {day}", **said)]


def _decision(only: str, values: dict[str, Any]) -> list[str]:
    """What became of the decision that the letter tells of."""
    path, _, wanted = (part.strip() for part in only.partition("="))
    if path != "decision.outcome":
        return []
    outcome = value_at(values, path)
    if outcome in (None, ""):
        return [tr("admission undone: there is no decision any more")]
    if str(outcome) not in wanted.split("|"):
        words = joined(tr(" or "), map(tr, wanted.split("|")))
        return [tr("the decision is now {outcome}, not {wanted}", outcome=tr(str(outcome)), wanted=words)]
    return []


def _gathering(run: Session, about: str) -> list[str]:
    try:
        found = run.data.find(Gathering, about) if about else None
    except UnknownName:  # the plugin that keeps gatherings is switched off
        return []
    return [tr("gathering cancelled: {name}", name=found.title("nb"))] if found is not None and found.cancelled else []


def _cohort(run: Session, about: str) -> Cohort | None:
    try:
        found = run.data.find(Cohort, about) if about else None
        if found is None and about and (gathering := run.data.find(Gathering, about)) is not None:
            found = run.data.find(Cohort, gathering.cohort) if gathering.cohort else None
    except UnknownName:  # a plugin is switched off
        return None
    return found
