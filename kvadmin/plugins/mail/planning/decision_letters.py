"""Decisions on applications that no letter tells of: neither planned nor sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api import UnknownName
from kvadmin.api.records import Application, Cohort, State

from ..file_names import LETTERS
from ..parties import parties_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

    from ..outbox.mailings import Mailing

#: A decision, as selections and the field ``only`` of letters name it -> the letter that ships with kvadmin.
_LETTERS = {"admitted": "admitted", "waitlisted": "waiting-list", "rejected": "rejected"}
_OUTCOMES = {State.CONFIRMED.value: "admitted", **{outcome: outcome for outcome in _LETTERS}}
_ONLY = r"(?m)^only:\s*decision\.outcome\s*=\s*(.+?)\s*$"


class Untold(NamedTuple):
    """The municipalities of a cohort with one decision that no letter tells of, and the letter that would."""

    cohort: str
    outcome: str
    letter: str
    municipalities: tuple[str, ...]


def untold_decisions(snapshot: Snapshot, mailings: Iterable[Mailing]) -> list[Untold]:
    """The decisions that hold now and no mailing has a letter of, by cohort and outcome.

    A letter tells of a decision when it goes to those decided so only (``only: decision.outcome=admitted``); the
    programme's own letters count as those that ship with kvadmin.
    """
    decided = _decided(snapshot)
    if not decided:
        return []
    names = _letters_by_outcome(snapshot)
    told = {one for mailing in mailings for one in _told(mailing, names)}
    found: dict[tuple[str, str], list[str]] = {}
    for cohort, outcome, number in sorted(decided):
        if told.isdisjoint(
            {(cohort, outcome, number), ("", outcome, number)}
        ):  # "": it is about no cohort in particular
            found.setdefault((cohort, outcome), []).append(number)
    return [Untold(cohort, outcome, names[outcome][-1], tuple(numbers)) for (cohort, outcome), numbers in found.items()]


def _decided(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    """Cohort, decision and municipality of each decision that holds."""
    try:
        every = [each for cohort in snapshot.all(Cohort) for each in snapshot.all(Application, under=cohort.id)]
    except UnknownName:  # the plugin that keeps them is switched off
        return set()
    return {(each.cohort, _OUTCOMES[each.state], each.municipality) for each in every if each.state in _OUTCOMES}


def _told(mailing: Mailing, names: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """The same of what a mailing tells."""
    for outcome in (outcome for outcome, letters in names.items() if mailing.outbox.letter in letters):
        for letter in mailing.outbox.letters:
            yield from ((letter.about, outcome, number) for number in parties_of(letter.party))


def _letters_by_outcome(snapshot: Snapshot) -> dict[str, list[str]]:
    """Which letters tell of a decision, the programme's own behind those that ship."""
    names = {outcome: [letter] for outcome, letter in _LETTERS.items()}
    for path in snapshot.files(LETTERS):
        if not path.endswith(".nb.md"):
            continue
        found = re.search(_ONLY, (snapshot.read_file(path) or b"").decode("utf-8", "replace"))
        for outcome in found[1].split("|") if found else ():
            if outcome.strip() in names:
                names[outcome.strip()].append(path.rpartition("/")[2].removesuffix(".nb.md"))
    return names
