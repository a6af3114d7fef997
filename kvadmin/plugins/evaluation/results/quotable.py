"""What of people's texts may stand in a report that inhabitants read: nothing that names, or leads to, a person."""

from __future__ import annotations

import re

from kvadmin.api import Snapshot, tr
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import fold

from ..package.person_leaks import PersonSearch, known_persons

#: A national identity number, eleven digits, with or without a blank or a hyphen.
_IDENTITY = re.compile(r"(?<!\d)\d{6}[ -]?\d{5}(?!\d)")
#: An address for those who hide it from programs.
_SPELT_EMAIL = re.compile(r"(?i)\w+\s*[(\[]\s*(?:at|krøllalfa|alfakrøll)\s*[)\]]\s*\w+")
#: A telephone number with points or hyphens between its pairs.
_DOTTED_PHONE = re.compile(r"(?<!\d)[2-9]\d([.-])\d\d\1\d\d\1\d\d(?!\d)")
_TITLES = {word for forms in Contact.ROLES.values() for word in forms} - {"postmottak"}
_MORE_TITLES = (
    "ordfører ordførar varaordfører varaordførar rådmann rådmannen kommunaldirektør prosjektleder prosjektleiar "
    "leder leiar leiaren lederen enhetsleder einingsleiar avdelingsleder avdelingsleiar rektor styrer styrar "
    "tillitsvalgt tillitsvald hovedtillitsvalgt hovudtillitsvald verneombud verneombod veileder rettleiar "
    "kontaktperson kontakt spør spørre hilsen sykepleier sjukepleiar lege"
).split()
#: How words for who somebody is at work end: personalsjef, helsesyster, kommunalsjefen.
_ENDS = "leder leiar sjef direktør konsulent rådgiver rådgjevar sekretær lege pleier pleiar søster syster ombod".split()
_NAME = r"[A-ZÆØÅÁÄÖČĐŠŽ][^\W\d_]+(?:-[A-ZÆØÅÁÄÖČĐŠŽ][^\W\d_]+)?"
#: ``rådmann Kari Nordmann``: who bears a title is a person, known to the programme or not.
_TITLE = rf"(?i:(?:{'|'.join(sorted({*_TITLES, *_MORE_TITLES}))}|\w+(?:{'|'.join(_ENDS)}))(?:a|n|en)?)"
_WHOLE = rf"(?:{_NAME}|[A-ZÆØÅ]\.)(?:\s+(?:{_NAME}|[A-ZÆØÅ]\.))*\s+{_NAME}"
_TITLED = re.compile(rf"\b(?:{_TITLE},?\s+|[Vv]/\s*){_WHOLE}")
#: The other way round: ``Kari Nordmann, rådmann``, ``Kari Nordmann (rektor)``.
_TITLED_BEHIND = re.compile(rf"\b{_WHOLE}(?:,\s*|\s*\(){_TITLE}\b")


class Quotable:
    """Looks for what is personal in texts.

    Args:
        data: The data; whoever is known there is found by name, address and number.
    """

    def __init__(self, data: Snapshot) -> None:
        offices = {fold(text) for each in data.all(Municipality) for text in (each.name, f"{each.name} kommune")}
        known = known_persons(data) - offices - {"postmottak"}  # a desk is no person
        self._search = PersonSearch(known | {form for each in known for form in _other_forms(each)})

    def leak(self, text: str) -> str:
        """What of a person a text holds, in words, never the thing itself; empty when nothing was found."""
        found = self._search.what(text)
        if not found and _DOTTED_PHONE.search(text):
            found = tr("a telephone number")
        if not found and _SPELT_EMAIL.search(text):
            found = tr("an e-mail address")
        if not found and _IDENTITY.search(text):
            found = tr("a national identity number")
        line = " ".join(text.split())
        if not found and (_TITLED.search(line) or _TITLED_BEHIND.search(line)):
            found = tr("somebody's title and name")
        return found


def _other_forms(name: str) -> set[str]:
    """A folded name with the family name first, and with the initial of the given one; none of what is no name."""
    words = name.split()
    if len(words) < 2 or not all(word.replace("-", "").isalpha() for word in words):
        return set()
    first, last = " ".join(words[:-1]), words[-1]
    return {fold(form) for form in (f"{last}, {first}", f"{last} {first}", f"{first[0]}. {last}")}
