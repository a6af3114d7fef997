"""What visits hold on a person: who spoke with whom, and texts that name somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from kvadmin.api import Snapshot, tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold, spoken_name
from kvadmin_visits.records import Visit
from kvadmin_visits.work.overview import overview_of

#: The fields of names, and those of free words.
_NAMES = ("who", "spoken_with")
_TEXTS = ("note", "agreed")
#: What parts the names of those whom somebody spoke with.
_BETWEEN = re.compile(r"\s*(?:[;,/&+]|\bog\b|\band\b)\s*")


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Every visit that the person made or was spoken with at, and every text that names the person or has the address.

    An address is looked up among the contacts of the municipality that a visit was to: the name there is the person's.
    A namesake elsewhere is not taken for the person; ``--name`` says that the name alone is to decide.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    of = {town.number: _name_of(town, email) for town in snapshot.all(Municipality)} if email and not name else {}
    forms: dict[str, frozenset[str]] = {}
    found = []
    for each in overview_of(snapshot).visits:
        whose = name or of.get(each.municipality, "")
        if whose not in forms:
            forms[whose] = _forms(whose)
        if fields := _named(each, email, whose, forms[whose]):
            found.append(PersonalData(tr("visit {id}", id=each.id), fields, _eraser(each, fields, email, whose)))
    return found


def _name_of(town: Municipality, email: str) -> str:
    """The name of the contact with that address; empty where there is none, or two names have it."""
    names = {each.name for each in town.contacts if each.email and is_person(email, "", held_email=each.email)}
    return names.pop() if len(names) == 1 else ""


def _forms(name: str) -> frozenset[str]:
    """A name as it may stand in a text, folded, with blanks about it: given names first, or last; genitives, too.

    ``Per Hansens tiltak`` and ``Lars' tiltak`` are said of them (``'`` and other signs are blanks when folded).
    None of a single word: ``Berg`` in a text may be a place.
    """
    said = fold(spoken_name(name)).split()
    if len(said) < 2:
        return frozenset()
    orders = [" ".join(said), " ".join([*said[-1:], *said[:-1]])]
    return frozenset(f" {each}{end} " for each in orders for end in ("", "s"))


def _named(visit: Visit, email: str, name: str, forms: frozenset[str]) -> dict[str, str]:
    """The fields that hold the person, with what they say."""
    found = {}
    for field in _NAMES:
        text = getattr(visit, field)
        if _holds(text, email, forms) or any(_is(each, email, name) for each in (text, *_BETWEEN.split(text))):
            found[field] = text
    for field in _TEXTS:
        text = getattr(visit, field)
        if _holds(text, email, forms) or ("spoken_with" in found and _calls(text, name)):
            found[field] = text
    return found


def _holds(text: str, email: str, forms: frozenset[str]) -> bool:
    """Whether a text has the address, or the whole name."""
    if not text:
        return False
    if email and email.casefold() in text.casefold():
        return True
    if not forms:
        return False
    folded = f" {' '.join(fold(text).split())} "
    return any(each in folded for each in forms)


def _is(text: str, email: str, name: str) -> bool:
    """Whether a name among those that were spoken with is the person's."""
    return bool(text) and (text.casefold() == email.casefold() or bool(name and is_person("", name, held_name=text)))


def _calls(text: str, name: str) -> bool:
    """Whether a text has a part of the name: enough where the person is known to have been there."""
    parts = fold(spoken_name(name)).split()
    return not {*parts, *(f"{each}s" for each in parts)}.isdisjoint(fold(text).split())


def _eraser(visit: Visit, fields: Mapping[str, str], email: str, name: str) -> Any:
    """Empties the fields that hold the person; where several are named the others stay."""
    blank = dict.fromkeys(fields, "")
    for field in fields.keys() & set(_NAMES):
        if not _is(fields[field], email, name):
            others = [each for each in _BETWEEN.split(fields[field]) if each and not _is(each, email, name)]
            left = ", ".join(others)
            blank[field] = "" if _holds(left, email, _forms(name)) else left

    def erase(transaction: Any) -> None:
        transaction.update(msgspec.structs.replace(visit, **blank))

    return erase
