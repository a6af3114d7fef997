"""Contacts as records: finding one, naming a new one, and what is held on a person. Pure but for the erasing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from kvadmin.api import UnknownName, UsageError, tr
from kvadmin.api.commands import email_address, is_person, one_line, phone_number
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import person_key

if TYPE_CHECKING:
    from kvadmin.api import Snapshot, Transaction


def read_role(text: str) -> str:
    """One of the roles, by its English name or one of its Norwegian ones.

    Raises:
        ValueError: There is no such role.
    """
    wanted = text.strip().casefold()
    for known, names in Contact.ROLES.items():
        if wanted == known or wanted in names:
            return known
    raise ValueError(tr("{text!r} is not a role (one of: {roles})", text=text, roles=", ".join(Contact.ROLES)))


#: The fields of a contact that a person may set, and how each is read.
CONTACT_FIELDS: dict[str, Callable[[str], str]] = {
    "name": one_line,
    "role": read_role,
    "title": one_line,
    "email": email_address,
    "phone": phone_number,
    "sort_as": one_line,
    "email_status": one_line,
    "note": one_line,
}


def read_contact_field(field: str, text: str, where: str) -> str:
    """The value of a contact's field; an empty text empties it.

    Raises:
        UsageError: There is no such field, or the text does not fit it.
    """
    if field not in CONTACT_FIELDS:
        raise UsageError(
            tr("a contact has no field {field!r}", field=field),
            where=where,
            hint=tr("the fields are: {fields}", fields=", ".join(CONTACT_FIELDS)),
        )
    if not text.strip():
        if field == "name":
            raise UsageError(
                tr("a contact needs a name"), where=where, hint=tr("remove it with: kvadmin contact remove")
            )
        return "other" if field == "role" else ""
    try:
        return CONTACT_FIELDS[field](text)
    except ValueError as error:
        raise UsageError(str(error), where=where) from None


def new_contact_id(role_name: str, contacts: Iterable[Contact]) -> str:
    """An id that nobody has: the role, and a number from the second on; it says nothing about the person."""
    taken = {each.id for each in contacts}
    number = 1
    while (candidate := role_name if number == 1 else f"{role_name}-{number}") in taken:
        number += 1
    return candidate


def find_contact(municipality: Municipality, text: str) -> Contact:
    """The contact with that id, e-mail address or name.

    Raises:
        UnknownName: Nobody or several; the message lists who is there.
    """
    by_id = [each for each in municipality.contacts if each.id == text]
    found = by_id or [
        each
        for each in municipality.contacts
        if is_person(text if "@" in text else "", text, held_email=each.email, held_name=each.name)
    ]
    if len(found) == 1:
        return found[0]
    shown = found or municipality.contacts
    what = "several contacts answer to" if found else "no contact answers to"
    raise UnknownName(
        tr(
            "{what} {text!r} in {number} {name}",
            what=what,
            text=text,
            number=municipality.number,
            name=municipality.name,
        ),
        details=[f"{each.id}: {each.name} ({each.role})" for each in shown],
        hint=tr("give the id")
        if shown
        else tr("add one: kvadmin contact add {number} NAME", number=municipality.number),
    )


def by_role_and_name(contacts: Iterable[Contact]) -> list[Contact]:
    """By role in the order of the vocabulary, then by name."""
    roles = list(Contact.ROLES)
    return sorted(
        contacts,
        key=lambda each: (
            roles.index(each.role) if each.role in roles else len(roles),
            person_key(each.name, each.sort_as),
            each.id,
        ),
    )


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
