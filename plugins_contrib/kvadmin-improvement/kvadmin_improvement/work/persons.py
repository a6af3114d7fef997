"""Who is known as a person, and whether a text names one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kvadmin.api.records import Application, Municipality, OtherRegistrations, Registrations
from kvadmin.api.wording import fold, spoken_name
from kvadmin_improvement.records import Measure

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


class KnownPersons:
    """The names of persons, folded, given names first and family name first.

    Args:
        names: As they are kept; a name of one word is none, for ``Rådmannen`` is a role.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._forms = {form for each in names if len(each.split()) > 1 for form in _orders(each)}
        self._lengths = sorted({len(each.split()) for each in self._forms})

    def are_named_in(self, text: str) -> bool:
        """Whether the text names one of them, or holds what looks like an e-mail address."""
        if "@" in text:
            return True
        words = fold(text).split()
        return any(
            " ".join(words[at : at + length]) in self._forms
            for length in self._lengths
            for at in range(len(words) - length + 1)
        )

    def include(self, text: str) -> bool:
        """Whether the whole text is the name of one of them."""
        return fold(text) in self._forms or " ".join(fold(spoken_name(text)).split()) in self._forms


def known_persons(
    data: Snapshot, towns: Iterable[Municipality] | None = None, measures: Iterable[Measure] | None = None
) -> KnownPersons:
    """Contacts of municipalities and applications, and those registered at gatherings or responsible for measures.

    Args:
        data: The snapshot.
        towns: Its municipalities, where they have been read already.
        measures: Its measures, likewise.
    """
    names = {each.name for town in (data.all(Municipality) if towns is None else towns) for each in town.contacts}
    names |= {each.contact for each in data.all(Application)}
    names |= {each.person for each in (data.all(Measure) if measures is None else measures)}
    registered: list[Registrations | OtherRegistrations] = [*data.all(Registrations), *data.all(OtherRegistrations)]
    names |= {one.name for record in registered for one in record.people}
    return KnownPersons(filter(None, names))


def _orders(person: str) -> set[str]:
    """A name as it may stand in a text, folded: given names first, or the family name."""
    said = fold(spoken_name(person)).split()
    return {" ".join(said), " ".join([*said[-1:], *said[:-1]])} - {""}
