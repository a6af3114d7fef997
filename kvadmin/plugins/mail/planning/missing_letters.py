"""Applications that lack something which may still come, and of which no letter says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import UnknownName
from kvadmin.api.records import Application, Cohort, State

from ..parties import parties_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

    from ..outbox.mailings import Mailing

#: The letter that ships with kvadmin.
LETTER = "missing-items"


def unasked(snapshot: Snapshot, mailings: Iterable[Mailing], today: date) -> Iterator[tuple[Cohort, list[str]]]:
    """Cohorts whose applicants may still send something, with the numbers of those whom no letter asks for it."""
    try:
        cohorts = [each for each in snapshot.all(Cohort) if _may_come(each, today)]
        lacking = {
            each.id: [
                one.municipality
                for one in snapshot.all(Application, under=each.id)
                if one.state == State.INCOMPLETE.value
            ]
            for each in cohorts
        }
    except UnknownName:  # the plugin that keeps them is switched off
        return
    asked = {
        (letter.about, number)
        for mailing in mailings
        if mailing.outbox.letter == LETTER
        for letter, life in mailing.lives()
        if life.status != "withdrawn"
        for number in parties_of(letter.party)
    }
    for cohort in cohorts:
        numbers = [number for number in lacking[cohort.id] if (cohort.id, number) not in asked]
        if numbers:
            yield cohort, numbers


def _may_come(cohort: Cohort, today: date) -> bool:
    return cohort.supplement_deadline is not None and today <= cohort.supplement_deadline
