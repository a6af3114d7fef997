"""The letter "the list is closed": why it cannot go, and which freeze no applicant is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from kvadmin.api import UnknownName, tr
from kvadmin.api.records import Application, Cohort

from ..parties import parties_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

    from ..outbox.mailings import Mailing

#: The letter that ships with kvadmin; the programme's own count when they hand out the fingerprint.
LETTER = "list-closed"
_VALUE = "freeze.open"
_OUT = ("withdrawn", "superseded", "ineligible")


class UntoldFreeze(NamedTuple):
    """The newest freeze of a cohort, and the applicants whom no letter tells its fingerprint."""

    cohort: str
    number: int
    municipalities: tuple[str, ...]


def why_not_now(path: str, fields: Mapping[str, Any]) -> str:
    """Why the letter about a closed list cannot go now, and what to do; empty where `path` asks for something else.

    Args:
        path: The value that the letter demands (``only``).
        fields: The letter's values.
    """
    if path != _VALUE:
        return ""
    from .letter_values import value_at  # who asks for the status plans no letters

    cohort = str(value_at(fields, "cohort.id") or "")
    if not value_at(fields, "freeze.number"):
        return tr("the list is not closed yet: kvadmin cohort freeze {cohort}", cohort=quote(cohort) if cohort else "C")
    if value_at(fields, "application.state") in (None, *_OUT):
        return tr("has no application to {cohort} that stands", cohort=cohort)
    return tr("the draw of {cohort} is known, or it is decided: this letter is for before that", cohort=cohort)


def untold_freezes(snapshot: Snapshot, mailings: Iterable[Mailing]) -> list[UntoldFreeze]:
    """The freezes that wait for their draw, with the applicants whom no letter, planned or sent, tells of them."""
    try:
        cohorts = [each for each in snapshot.all(Cohort) if each.freezes and not each.draws]
        open_ones = [each for each in cohorts if not _decided(snapshot, each)]
    except UnknownName:  # the plugin that keeps them is switched off
        return []
    told: dict[str, set[str]] = {}
    for mailing in mailings if open_ones else ():
        for letter, life in mailing.lives():
            if letter.fingerprint and life.status != "withdrawn":
                told.setdefault(letter.fingerprint, set()).update(parties_of(letter.party))
    found = []
    for cohort in open_ones:
        newest = cohort.freezes[-1]
        applied = [each for each in snapshot.all(Application, under=cohort.id) if each.state not in _OUT]
        numbers = sorted({each.municipality for each in applied} - told.get(newest.fingerprint, set()))
        if numbers:
            found.append(UntoldFreeze(cohort.id, newest.number, tuple(numbers)))
    return found


def _decided(snapshot: Snapshot, cohort: Cohort) -> bool:
    """Whether somebody has been admitted to the cohort: then nobody has to be told of a draw that is to come."""
    states = ("admitted", "waitlisted", "rejected", "confirmed")
    return any(each.state in states for each in snapshot.all(Application, under=cohort.id))
