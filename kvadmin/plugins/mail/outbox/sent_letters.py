"""Who has had which letter, about what and in which round: what keeps a second mailing from sending it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kvadmin.api import tr

from ..parties import parties_of
from ..records import LetterKey, day_in
from .frozen_mailing import FrozenLetter
from .letter_life import has_been_had
from .mailings import Mailing


@dataclass(frozen=True)
class HadLetter:
    """A letter that somebody has had or may have had.

    Attributes:
        mailing, recipient: Which letter it is.
        status: What became of it, as in :mod:`.letter_life`.
        on: The day of that, ISO; may be empty.
        addresses: Folded addresses of To.
    """

    mailing: str
    recipient: str
    status: str
    on: str
    addresses: frozenset[str]

    def why_not_again(self, letter: str, about: str, number: int) -> str:
        """Why the letter is not sent again, and what would send it."""
        what = tr("{letter} about {about}", letter=letter, about=about) if about else letter
        if number:
            what = tr("{what}, round {number}", what=what, number=number)
        if self.status == "approved":
            return tr(
                "is to get {what} by {mailing}, which is not sent to the end; if it is not to go: kvadmin mail settle "
                "{mailing} {recipient} --withdrawn --why TEXT",
                what=what,
                mailing=self.mailing,
                recipient=self.recipient,
            )
        return tr(
            "has had {what}: {status}, {mailing}; if it has not come: kvadmin mail settle {mailing} {recipient} "
            "--not-came --why TEXT; a reminder: --round next",
            what=what,
            status=tr("{status} {day}", status=tr(self.status), day=day_in(self.on)) if self.on else tr(self.status),
            mailing=self.mailing,
            recipient=self.recipient,
        )


class HadLetters:
    """All that has been sent or perhaps sent: a letter whose end is unknown counts, and so does a written draft."""

    def __init__(self, mailings: Iterable[Mailing] = (), but: str = "") -> None:
        """Read the mailings; the letters of `but` that wait do not count, since they are to be withdrawn."""
        self._had: dict[LetterKey, list[HadLetter]] = defaultdict(list)
        for mailing in mailings:
            for key, had in _of(mailing, waiting=mailing.begun and mailing.name != but):
                self._had[key].append(had)

    def find(
        self, letter: str, matter: str, party: str, number: int, *, recipient: str = "", addresses: Collection[str] = ()
    ) -> HadLetter | None:
        """The letter that a municipality has had already, or None.

        Args:
            letter: Its name.
            matter: What it tells: what it is about, and the evidence it hands out.
            party: The municipality.
            number: The round.
            recipient: For a person's letter: the key it would have; other people of the municipality do not count.
            addresses: For a person's letter: its folded addresses.
        """
        for had in self._had.get((letter, matter, party, number), ()):
            if not recipient or not had.addresses.isdisjoint(addresses):
                return had
            if not had.addresses and not addresses and had.recipient == recipient:
                return had
        return None

    def has_had(self, letter: str, one: FrozenLetter, *, personal: bool) -> bool:
        """Whether everybody that a planned letter is for has had it."""
        own: dict[str, Any] = {"recipient": one.key, "addresses": {box.folded for box in one.to}} if personal else {}
        parties = parties_of(one.party) or (one.key,)
        return all(self.find(letter, one.matter, party, one.round, **own) for party in parties)

    def last_round(self, letter: str, matter: str, party: str) -> int | None:
        """The number of the last reminder that the municipality has had, or None."""
        rounds = [key[3] for key in self._had if key[:3] == (letter, matter, party)]
        return max(rounds, default=None)


def _of(mailing: Mailing, *, waiting: bool) -> Iterator[tuple[LetterKey, HadLetter]]:
    for letter, life in mailing.lives():
        if (waiting and life.status == "approved") or has_been_had(life.status):
            had = HadLetter(mailing.name, letter.key, life.status, life.on, frozenset(b.folded for b in letter.to))
            for party in parties_of(letter.party) or (letter.key,):
                yield (mailing.outbox.letter, letter.matter, party, letter.round), had
