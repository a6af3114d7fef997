"""What in a comment may be about a person: known names, addresses, numbers, health, and what looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kvadmin.api import Snapshot
from kvadmin.api.imports import read_emails
from kvadmin.api.records import Gathering, Municipality, OtherRegistrations, Programme, Registrations
from kvadmin.api.wording import fold

_DIGITS = re.compile(r"(?:\d[\s./-]?){7,}\d")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NAME_LIKE = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:\s+[^\W\d_]+(?:[-'’][^\W\d_]+)*)+")
#: Somebody's health, in bokmål and nynorsk. Sick leave is what the programme is about: the words for it are left out.
_HEALTH = re.compile(
    r"\b(?:gravid|diagnose|kreft|depresjon|deprimert|angst|migrene|allergi|astma|epilepsi|cøliaki|coeliaki|diabetes"
    r"|rullestol|funksjonshem|høreapparat|høyreapparat|operer|sykehus|sjukehus|psykisk|psykolog|hjerteinfarkt"
    r"|hjarteinfarkt|utbrent|utbrend|sykmeldt|sykemeldt|sjukmeld|sjukemeld|medisin|burnout|svangerskap"
    r"|(?:er|var|ble|blei|vart|blir) (?:alvorlig |alvorleg |kronisk )?(?:syk|sjuk|ufør)\b)",
    re.IGNORECASE,
)
#: Letters of a part of a name that is looked for by itself.
_LEAST = 3


class PeopleKnown:
    """The names that the programme has, to look for in comments.

    Args:
        names: Full names.
        places: Names that are no person's: municipalities, counties, parties.
    """

    def __init__(self, names: Iterable[str], places: Iterable[str]) -> None:
        self._places = {word for place in places for word in fold(place).split()}
        every = [fold(name).split() for name in names]
        self._parts = {word for name in every for word in name if len(word) >= _LEAST} - self._places
        self._whole = {(name[0], name[-1]) for name in every if len(name) > 1}

    def reasons(self, comment: str) -> tuple[str, ...]:
        """Why a person should read the comment first; nothing when there is no reason to."""
        found: list[str] = []
        if read_emails(comment):
            found.append("email")
        if _DIGITS.search(comment):
            found.append("number")
        if _HEALTH.search(comment):
            found.append("health")
        if self._known(comment):
            found.append("known-name")
        elif self._name_like(comment):
            found.append("name-like")
        return tuple(found)

    def _known(self, comment: str) -> bool:
        """A part of a known name with a capital, or first and last name in whatever letters; with a genitive, too."""
        words = _WORD.findall(comment)
        capitals = [part for word in words if word[:1].isupper() for part in fold(word).split()]
        if any(part in self._parts or part.removesuffix("s") in self._parts for part in capitals):
            return True
        parts = [part for word in words for part in fold(word).split()]
        pairs = {(one, other) for at, one in enumerate(parts) for other in parts[at + 1 : at + 3]}
        return any(self._whole & {(one, other), (one, other.removesuffix("s"))} for one, other in pairs)

    def _name_like(self, comment: str) -> bool:
        """Whether two words in a row that begin no sentence have capitals, and are no place: ``Kari Nordmann``."""
        words = list(re.finditer(r"\S+", comment))
        for one, other in pairwise(words):
            pair = [_WORD.match(each[0].lstrip("(«\"'")) for each in (one, other)]
            if not all(pair) or one[0][-1] in ".,;:!?)»":
                continue
            texts = [each[0] for each in pair if each]
            if all(text[:1].isupper() and not text.isupper() and fold(text) not in self._places for text in texts):
                return True
        return False


def people_known(data: Snapshot) -> PeopleKnown:
    """Everybody who is registered, speaks, or is a contact person; and what is called by a name and is nobody."""
    names: list[str] = []
    records: list[Registrations | OtherRegistrations] = [*data.all(Registrations), *data.all(OtherRegistrations)]
    names += [one.name for record in records for one in record.people]
    names += [item.speaker for each in data.all(Gathering) for item in each.agenda if item.speaker]
    municipalities = data.all(Municipality)
    names += [one.name for each in municipalities for one in each.contacts]
    programme = data.get(Programme)
    if programme.sender and programme.sender.signed_by:
        names.append(programme.sender.signed_by)
    places = [text for each in municipalities for text in (each.name, each.county, each.region) if text]
    places += [text for each in programme.parties for text in (each.name, each.short)]
    return PeopleKnown(names, [*places, programme.name])
