"""Contacts as records: the fields that may be set, finding one, naming a new one, their order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kvadmin.api import UnknownName, tr
from kvadmin.api.commands import REQUIRED, Settable, SettableFields, email_address, is_person, one_line, phone_number
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import near_names, person_key

from .contact_roles import role_in


def read_role(text: str) -> str:
    """One of the roles, by its English name, a Norwegian one, or a title that stands for it (``konst. rådmann``).

    Raises:
        ValueError: There is no such role.
    """
    if found := role_in(text):
        return found
    raise ValueError(tr("{text!r} is not a role (one of: {roles})", text=text, roles=", ".join(Contact.ROLES)))


#: The fields of a contact that a person may set, and how each is read.
CONTACT_FIELDS = SettableFields(
    "a contact",
    (
        Settable("name", one_line, empty=REQUIRED),
        Settable("role", read_role, empty="other", words=tuple(Contact.ROLES)),
        Settable("title", one_line),
        Settable("email", email_address),
        Settable("phone", phone_number),
        Settable("sort_as", one_line),
        Settable("email_status", one_line),
        Settable("note", one_line),
    ),
)


def with_changes(contact: Contact, changed: Mapping[str, Any]) -> Contact:
    """The contact with other values of some fields."""
    values = dict(changed)
    if values.get("email", contact.email) != contact.email:
        values.setdefault("email_status", "")  # that letters came back is known of the old address
    new: Contact = msgspec.structs.replace(contact, **values)
    return new


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
    place = f"{municipality.number} {municipality.name}"
    add = tr("add one: kvadmin contact add {number} NAME", number=municipality.number)
    raise UnknownName(
        tr("several contacts answer to {text!r} in {place}", text=text, place=place)
        if found
        else tr("no contact answers to {text!r} in {place}", text=text, place=place),
        details=[f"{each.id}: {each.name} ({tr(each.role)})" for each in shown],
        hint=tr("give the id") if shown else add,
        near=near_names(text, {} if found else {each.id: each.name for each in municipality.contacts}),
        code="ambiguous-name" if found else "unknown-person",
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
