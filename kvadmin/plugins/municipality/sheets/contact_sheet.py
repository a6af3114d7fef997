"""``sheet out contacts``: what ``contact set`` knows of each contact; new rows are new contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from kvadmin.api import Conflict, KvadminError, Session, Transaction, tr
from kvadmin.api.commands import find_municipality, select
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    check_shown_municipality,
    field_column,
    problem_of,
)
from kvadmin.api.wording import fold, municipality_key

from ..contacts import CONTACT_FIELDS, by_role_and_name, new_contact_id, with_changes

_WHERE = (SheetColumn("municipality", "Number"), SheetColumn("municipality_name", "Municipality"))


class _ContactSheet:
    """One row per contact, by municipality, role and name."""

    adds = ("municipality", "name")
    removes = "their contacts are taken out, as by contact remove"
    personal = True

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del run, scope
        fields = [field_column(each) for each in CONTACT_FIELDS.fields]
        return [*_WHERE, *(replace(each, identity=each.name == "name") for each in fields)]

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        names = CONTACT_FIELDS.names
        rows = []
        for place, each in self._chosen(run, scope):
            values: dict[str, Any] = {name: getattr(each, name) for name in names}
            values |= {"municipality": place.number, "municipality_name": place.name}
            rows.append(SheetRow(f"{place.number}/{each.id}", values))
        return rows

    @staticmethod
    def _chosen(run: Session, scope: SheetScope) -> list[tuple[Municipality, Contact]]:
        if scope.selection:
            predicates = run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
            chosen = select(run.data, scope.selection, run.today, predicates=predicates)
            return [(each.municipality, each.contact) for each in chosen if each.contact is not None]
        places = sorted(
            run.data.all(Municipality), key=lambda each: municipality_key(each.name, each.number, each.sort_as)
        )
        return [(each, one) for each in places for one in by_role_and_name(each.contacts)]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``contact set``, ``contact add`` and ``contact remove`` do."""
        del scope
        contacts = _Contacts(run)
        problems = []
        for key, cells in edits.changed.items():
            contacts.change(key, cells)
        for key in edits.removed:
            contacts.remove(key)
        for key, values in edits.added.items():
            try:
                contacts.add(values, edits.shown.get(key, {}).get("municipality_name", ""))
            except KvadminError as error:
                problems.append(problem_of(error, key, "municipality"))
        contacts.put_into(change)
        if not problems:
            contacts.say_shared()
        return problems


class _Contacts:
    """The contacts of the municipalities that are changed, as they will be."""

    def __init__(self, run: Session) -> None:
        self._run = run
        self._lists: dict[str, dict[str, Contact]] = {}
        self._ids: defaultdict[str, list[Contact]] = defaultdict(list)
        #: Number and id of those who have got an address.
        self._addressed: list[tuple[str, str]] = []

    def _of(self, number: str) -> dict[str, Contact]:
        if number not in self._lists:
            there = self._run.data.get(Municipality, number).contacts
            self._lists[number] = {each.id: each for each in there}
            self._ids[number] = list(there)
        return self._lists[number]

    def change(self, key: str, cells: Mapping[str, Any]) -> None:
        number, _, contact = key.partition("/")
        there = self._of(number)
        there[contact] = with_changes(there[contact], cells)
        if "email" in cells:
            self._addressed.append((number, contact))

    def remove(self, key: str) -> None:
        number, _, contact = key.partition("/")
        del self._of(number)[contact]

    def add(self, values: Mapping[str, Any], shown: str) -> None:
        place = find_municipality(self._run.data, str(values["municipality"]), self._run.today)
        check_shown_municipality(self._run, place.number, shown)
        there = self._of(place.number)
        fields = {name: value for name, value in values.items() if name in CONTACT_FIELDS.names}
        # Ids of those who go in the same change are not given away: a workbook may still mean the old ones.
        made = Contact(id=new_contact_id(fields.get("role", "other"), self._ids[place.number]), **fields)
        if any(msgspec.structs.replace(made, id=each.id) == each for each in there.values()):
            return
        namesakes = [each.id for each in there.values() if fold(each.name) == fold(made.name)]
        if namesakes:  # a workbook that is taken in twice brings its new rows twice
            raise Conflict(
                tr("{number} {name} has a contact of this name already: {id}",
                   number=place.number, name=place.name, id=namesakes[0]),
                hint=tr("change that one, or add a namesake by kvadmin contact add"),
                code="already-there",
            )  # fmt: skip
        there[made.id] = made
        self._ids[place.number].append(made)
        self._addressed.append((place.number, made.id))

    def say_shared(self) -> None:
        """Warn of an address that somebody of another name at the municipality has: a desk's, or typed by mistake."""
        for number, contact in self._addressed:
            one = self._lists[number].get(contact)
            if one is None or not one.email:
                continue
            for other in self._lists[number].values():
                if other.email.casefold() == one.email.casefold() and fold(other.name) != fold(one.name):
                    self._run.warn(
                        tr(
                            "{number}: {name} gets the e-mail address {email}, which {other} ({id}) has, too",
                            number=number,
                            name=one.name,
                            email=one.email,
                            other=other.name,
                            id=other.id,
                        )
                    )

    def put_into(self, change: Transaction) -> None:
        for number, contacts in self._lists.items():
            old = self._run.data.get(Municipality, number)
            change.update(msgspec.structs.replace(old, contacts=list(contacts.values())))


#: The noun ``contacts``.
CONTACT_SHEET = _ContactSheet()
