"""Which letters about a cohort, a gathering, ... have left: for plugins that must know that somebody was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kvadmin.api import Snapshot
from kvadmin.api.hooks import DispatchedLetter

from ..file_names import OUTBOX
from ..outbox.journal_numbers import JournalNumber, journal_numbers, letter_place
from ..outbox.mailings import Mailing, all_mailings, without_samples
from ..parties import parties_of

#: A draft, a print, a letter that came back and one of which nobody knows tell nobody anything for certain.
_LEFT = ("sent", "handed-over", "came")


def sent_letters(snapshot: Snapshot, about: str) -> list[DispatchedLetter]:
    """The letters about something that have left, by mailing and number.

    Raises:
        Conflict, InvalidData: The outbox cannot be read: nobody knows what has left.
    """
    if not about or not snapshot.files(OUTBOX):
        return []
    numbers = {each.place: each for each in journal_numbers(snapshot)}
    return [one for mailing in without_samples(all_mailings(snapshot)) for one in _of(mailing, about, numbers)]


def _of(mailing: Mailing, about: str, numbers: dict[str, JournalNumber]) -> Iterator[DispatchedLetter]:
    for letter, life in mailing.lives():
        if letter.about != about or life.status not in _LEFT:
            continue
        number = numbers.get(letter_place(mailing.name, letter.number))
        yield DispatchedLetter(
            letter=mailing.outbox.letter,
            about=about,
            municipalities=parties_of(letter.party),
            sent=date.fromisoformat(life.left_on or life.on),
            mailing=mailing.name,
            fingerprint=letter.fingerprint,
            case=letter.case,
            document=letter.document,
            journal=f"{number.year}/{number.sequence}" if number else "",
        )
