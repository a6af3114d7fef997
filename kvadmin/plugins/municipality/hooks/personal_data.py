"""What the register holds on a person: the entries as a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kvadmin.api import tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Contact, Municipality

if TYPE_CHECKING:
    from kvadmin.api import Snapshot, Transaction


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """One entry per contact that is the person."""
    found: list[PersonalData] = []
    for municipality in snapshot.all(Municipality):
        persons = [
            each for each in municipality.contacts if is_person(email, name, held_email=each.email, held_name=each.name)
        ]
        found.extend(_held(municipality, each, persons) for each in persons)
    return found


def _held(municipality: Municipality, contact: Contact, persons: list[Contact]) -> PersonalData:
    def erase(transaction: Transaction) -> None:
        """Take every entry of the person out, so that it does not matter which of them is erased first."""
        kept = [each for each in municipality.contacts if each not in persons]
        transaction.update(msgspec.structs.replace(municipality, contacts=kept))

    fields = {name: value for name, value in msgspec.structs.asdict(contact).items() if value}
    return PersonalData(
        tr("contact {id} at {number} {name}", id=contact.id, number=municipality.number, name=municipality.name),
        fields,
        erase,
    )
