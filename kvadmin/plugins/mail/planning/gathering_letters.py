"""Guests of gatherings whom no letter tells that they are invited, or that it is cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api import UnknownName
from kvadmin.api.records import Gathering

from ..parties import parties_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

    from ..outbox.mailings import Mailing

_INVITING, _CANCELLING = "startup-gathering", "gathering-cancelled"


class UntoldGathering(NamedTuple):
    """A gathering, how many of the municipalities invited no letter tells, and the letter that would."""

    gathering: Gathering
    number: int
    letter: str


def untold_gatherings(snapshot: Snapshot, mailings: Iterable[Mailing], today: date) -> Iterator[UntoldGathering]:
    """Of gatherings to come. The programme's own letters about a gathering count as those that ship.

    The letter that ships speaks of the cohort, so that a gathering of no cohort is not asked about; and a cancellation
    is owed to those alone who were invited by a letter.
    """
    try:
        gatherings = [each for each in snapshot.all(Gathering) if each.start >= today and each.cohort]
    except UnknownName:  # the plugin that keeps them is switched off
        return
    if not gatherings:
        return
    told: dict[str, set[str]] = {each.id: set() for each in gatherings}
    cancelled: dict[str, set[str]] = {each.id: set() for each in gatherings}
    for mailing in mailings:
        known = cancelled if mailing.outbox.letter == _CANCELLING else told
        for letter, life in mailing.lives():
            if letter.about in known and life.status != "withdrawn":
                known[letter.about].update(parties_of(letter.party))
    for each in gatherings:
        invited = {one.partition("/")[0] for some in each.invitations for one in some.contacts}
        owed = (told[each.id] & invited) - cancelled[each.id] if each.cancelled else invited - told[each.id]
        if owed:
            yield UntoldGathering(each, len(owed), _CANCELLING if each.cancelled else _INVITING)
