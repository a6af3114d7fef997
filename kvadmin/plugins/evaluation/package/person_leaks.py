"""The last look before a public package leaves: no name, address or number of a person stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kvadmin.api import Snapshot, UnknownName, tr
from kvadmin.api.records import Application, Municipality, OtherRegistrations, Programme, Registrations
from kvadmin.api.wording import fold

from .dictionary import DataTable

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
#: Eight digits in pairs, or as mobile numbers are written (3, 2, 3); part of no longer number or decimal, though a
#: sentence may end behind it.
_PHONE = re.compile(
    r"(?<![\d-])(?<!\d[.,])(?:\+?47\s?)?(?:[2-9]\d(?:\s?\d\d){3}|[2-9]\d\d\s?\d\d\s?\d{3})(?![\d-]|[.,]\d)"
)
_SHORTEST = 5


class PersonLeak(NamedTuple):
    """Something of a person: table, variable, and what kind of thing it is (never the thing itself)."""

    table: str
    variable: str
    what: str


def known_persons(data: Snapshot) -> set[str]:
    """Folded names, addresses and numbers of every person that the programme knows."""
    texts: set[str] = set()
    for municipality in data.all(Municipality):
        for contact in municipality.contacts:
            texts |= {contact.name, contact.email, contact.phone}
    for application in data.all(Application):
        texts |= {application.contact, *application.emails, *application.phones}
    for each in _registered(data):
        for person in each.people:
            texts |= {person.name, person.email}
    programme = data.find(Programme)
    if programme and programme.sender:
        texts |= {programme.sender.signed_by, programme.sender.email, programme.sender.phone}
    return {folded for text in texts if text and len(folded := fold(text)) >= _SHORTEST}


def _registered(data: Snapshot) -> Iterator[Registrations | OtherRegistrations]:
    try:
        yield from data.all(Registrations)
        yield from data.all(OtherRegistrations)
    except UnknownName:  # the gathering plugin is switched off
        return


class PersonSearch:
    """Looks for persons in texts.

    Args:
        known: Folded names, addresses and numbers (:func:`known_persons`).
    """

    def __init__(self, known: set[str]) -> None:
        ordered = sorted(known, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if known else None

    def what(self, text: str) -> str:
        """What of a person a text holds, in words; empty when nothing was found."""
        if _EMAIL.search(text):
            return tr("an e-mail address")
        if _PHONE.search(text):
            return tr("a telephone number")
        found = self._pattern and self._pattern.search(fold(text))
        return tr("the name, address or number of a person") if found else ""


def person_leaks(tables: Iterable[DataTable], known: set[str]) -> Iterator[PersonLeak]:
    """Every variable of the tables that holds something of a person."""
    search = PersonSearch(known)
    for table in tables:
        texts = [(k, each.name) for k, each in enumerate(table.variables) if each.kind == "text"]
        seen: set[str] = set()
        for row in table.rows():
            for at, name in texts:
                cell = row[at]
                if cell is None or cell in seen:
                    continue
                seen.add(cell)
                what = search.what(cell)
                if what:
                    yield PersonLeak(table.name, name, what)
