"""What of people's texts may stand in a report that inhabitants read: nothing that names, or leads to, a person."""

from __future__ import annotations

import re

from kvadmin.api import Snapshot, tr
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import fold

from ..package.person_leaks import PersonSearch, known_persons

#: A national identity number, eleven digits, with or without a blank.
_IDENTITY = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")
#: A telephone number with points or hyphens between its pairs.
_DOTTED_PHONE = re.compile(r"(?<!\d)[2-9]\d([.-])\d\d\1\d\d\1\d\d(?!\d)")
_TITLES = {word for forms in Contact.ROLES.values() for word in forms} - {"postmottak"}
_MORE_TITLES = (
    "ordfører ordførar varaordfører varaordførar rådmann rådmannen kommunaldirektør prosjektleder prosjektleiar "
    "leder leiar leiaren lederen enhetsleder einingsleiar avdelingsleder avdelingsleiar rektor styrer styrar "
    "tillitsvalgt tillitsvald hovedtillitsvalgt hovudtillitsvald verneombud verneombod veileder rettleiar "
    "kontaktperson kontakt spør spørre hilsen sykepleier sjukepleiar lege"
).split()
_NAME = r"[A-ZÆØÅÁÄÖČĐŠŽ][^\W\d_]+(?:-[A-ZÆØÅÁÄÖČĐŠŽ][^\W\d_]+)?"
#: ``rådmann Kari Nordmann``: who bears a title is a person, known to the programme or not.
_TITLED = re.compile(rf"\b(?:(?i:{'|'.join(sorted({*_TITLES, *_MORE_TITLES}))})\s+|[Vv]/\s*){_NAME}(?:\s+{_NAME})+")


class Quotable:
    """Looks for what is personal in texts.

    Args:
        data: The data; whoever is known there is found by name, address and number.
    """

    def __init__(self, data: Snapshot) -> None:
        offices = {fold(text) for each in data.all(Municipality) for text in (each.name, f"{each.name} kommune")}
        self._search = PersonSearch(known_persons(data) - offices - {"postmottak"})  # a desk is no person

    def leak(self, text: str) -> str:
        """What of a person a text holds, in words, never the thing itself; empty when nothing was found."""
        found = self._search.what(text)
        if not found and _DOTTED_PHONE.search(text):
            found = tr("a telephone number")
        if not found and _IDENTITY.search(text):
            found = tr("a national identity number")
        if not found and _TITLED.search(" ".join(text.split())):
            found = tr("somebody's title and name")
        return found
