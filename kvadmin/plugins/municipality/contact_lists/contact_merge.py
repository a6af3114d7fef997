"""An address list against the register: who is known, what changes, and what a person must look at.

The same person is known again by e-mail address and name, then by name at the municipality, in either order. An address
that belongs to another name is asked about, and so is a role that the register knows otherwise. An empty cell never
erases anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from kvadmin.api import tr
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import fold, kept_name, person_words

from ..contact_roles import role_in
from ..contacts import new_contact_id
from .contact_rows import ContactDraft, ContactRowOutcome, digits_of

#: Of these a municipality has one; another beside is said.
_ONE_OF = ("mayor", "chief-executive")


class _AskedError(Exception):
    """A row that a person must look at; its words say why."""


@dataclass
class ContactMerge:
    """The register's contacts while a list goes in.

    Args:
        contacts: By number, then by id, in the order of the record.
        roles: What the list says of whom: for a person at a municipality, the roles of its rows.
        rows: Row of the list that a contact was last taken from.
        changed: Numbers of the municipalities whose contacts changed.
        outcomes: What became of each contact of each row.
    """

    contacts: dict[str, dict[str, Contact]]
    roles: dict[tuple[str, tuple[str, ...]], set[str]]
    rows: dict[tuple[str, str], ContactDraft] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    outcomes: list[ContactRowOutcome] = field(default_factory=list)
    #: Address -> whose it is: numbers and ids.
    addresses: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, draft: ContactDraft) -> None:
        """Put one contact of a row in, and note what became of it."""
        try:
            known = self._known(draft)
            outcome = self._add(draft) if known is None else self._update(draft, known)
        except _AskedError as asked:
            outcome = draft.outcome_of("manual", str(asked))
        self.outcomes.append(outcome)

    def _known(self, draft: ContactDraft) -> Contact | None:
        """The entry that the row is about; None for a new one."""
        here = self.contacts[draft.municipality]
        at_address = [
            self.contacts[number][one] for number, one in self._holders(draft) if number == draft.municipality
        ]
        if draft.nameless:
            return self._by_role(draft, at_address)
        named = [each for each in here.values() if person_words(each.name) == person_words(draft.name)]
        both = [each for each in at_address if each in named]
        if both:
            named = [each for each in named if each in both or not each.email]
        elif found := self._at_address(draft, at_address):
            return found
        if not named:
            return None
        if len({each.email.casefold() for each in named if each.email}) > 1:
            raise _AskedError(
                tr("several contacts of that name are there: {ids}", ids=", ".join(each.id for each in named))
            )
        return self._entry(draft, named)

    def _holders(self, draft: ContactDraft) -> list[tuple[str, str]]:
        """Who has the row's address; somebody of the name at another municipality is asked about."""
        found = self.addresses[draft.email] if draft.email else []
        for number, one in found:
            other = self.contacts[number][one]
            if number != draft.municipality and not _is_desk(other):
                raise _AskedError(
                    tr("{name} ({number}/{id}) has this e-mail address", name=other.name, number=number, id=one)
                )
        return found

    def _by_role(self, draft: ContactDraft, at_address: list[Contact]) -> Contact | None:
        """``E-post ordfører`` without a name: the one contact of the role, if its address is the same or none."""
        here = [each for each in self.contacts[draft.municipality].values() if each.role == draft.role]
        known = [each for each in here if each in at_address]
        if known:
            return known[0]
        if at_address and not all(map(_is_desk, at_address)):
            raise _AskedError(tr("{name} ({id}) has this e-mail address", name=at_address[0].name, id=at_address[0].id))
        alone = here[0] if len(here) == 1 else None
        if alone and (_is_desk(alone) or not (alone.email and draft.email)):
            return alone
        if here:
            ids = ", ".join(f"{each.name} ({each.id})" for each in here)
            raise _AskedError(tr("whose address or telephone is it? The role has: {ids}", ids=ids))
        return None

    def _at_address(self, draft: ContactDraft, at_address: list[Contact]) -> Contact | None:
        """Another name at the address: an entry that was called by its role only gets the name, else it is asked."""
        for each in at_address:
            if each.role == draft.role and role_in(each.name):
                return each
            if not _is_desk(each) and draft.role != "mail-desk":
                raise _AskedError(
                    tr(
                        "{name} ({id}) has this e-mail address: the same person, or another?",
                        name=each.name,
                        id=each.id,
                    )
                )
        return None

    def _entry(self, draft: ContactDraft, named: list[Contact]) -> Contact | None:
        """Which entry of a known person; a further role is a further entry when the list has them all."""
        same = [each for each in named if each.role == draft.role]
        if same:
            return same[0]
        if draft.role == "other" and len(named) == 1:
            return named[0]
        unknown = [each for each in named if each.role == "other"]
        if unknown and draft.role != "other":
            return unknown[0]
        listed = self.roles[draft.municipality, person_words(draft.name)]
        if draft.role != "other" and {each.role for each in named} <= listed:
            return None
        roles = ", ".join(f"{each.role} ({each.id})" for each in named)
        raise _AskedError(tr("is {roles} in the register; the row says {role}", roles=roles, role=draft.role))

    def _add(self, draft: ContactDraft) -> ContactRowOutcome:
        here = self.contacts[draft.municipality]
        others = [each for each in here.values() if each.role == draft.role and draft.role in _ONE_OF]
        shared = [
            here[one]
            for number, one in self._holders(draft)
            if number == draft.municipality and person_words(here[one].name) != person_words(draft.name)
        ]
        made = Contact(id=new_contact_id(draft.role, here.values()), name=draft.name, role=draft.role, **draft.values)
        self._put(draft, made)
        said = [
            tr(
                "{name} is {role}, too; no more? kvadmin contact remove {number} {id}",
                name=each.name,
                role=each.role,
                number=draft.municipality,
                id=each.id,
            )
            for each in others
        ]
        said += [tr("{name} ({id}) has this e-mail address", name=each.name, id=each.id) for each in shared]
        return draft.outcome_of("imported", "; ".join(said), made.id)

    def _update(self, draft: ContactDraft, known: Contact) -> ContactRowOutcome:
        earlier = self.rows.get((draft.municipality, known.id))
        if earlier is not None and (other := _contradictions(draft, earlier)):
            raise _AskedError(
                tr("the same person as row {row}, with other {fields}", row=earlier.row, fields=", ".join(other))
            )
        new = _updated(known, draft)
        changed = [name for name in ("name", "role", *draft.values) if getattr(new, name) != getattr(known, name)]
        self._put(draft, new, was=known)
        if changed:
            return draft.outcome_of("updated", ", ".join(changed), known.id)
        if earlier is not None:
            return draft.outcome_of("duplicate", tr("says what row {row} says", row=earlier.row), known.id)
        return draft.outcome_of("unchanged", "", known.id)

    def _put(self, draft: ContactDraft, contact: Contact, was: Contact | None = None) -> None:
        place = (draft.municipality, contact.id)
        self.rows.setdefault(place, draft)
        if contact == was:
            return
        if was is not None and place in self.addresses[was.email.casefold()]:
            self.addresses[was.email.casefold()].remove(place)
        if contact.email:
            self.addresses[contact.email.casefold()].append(place)
        self.contacts[draft.municipality][contact.id] = contact
        self.changed.add(draft.municipality)


def merge_contacts(
    municipalities: Mapping[str, Municipality], rows: Iterable[ContactDraft | ContactRowOutcome]
) -> ContactMerge:
    """Put the rows of a list into the contacts of the register; nothing is written.

    Args:
        municipalities: The register by number.
        rows: What :func:`.contact_rows.read_contact_rows` found.
    """
    rows = list(rows)
    roles: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for row in rows:
        if isinstance(row, ContactDraft):
            roles[row.municipality, person_words(row.name)].add(row.role)
    merge = ContactMerge(
        {number: {one.id: one for one in each.contacts} for number, each in municipalities.items()}, roles
    )
    for number, contacts in merge.contacts.items():
        for each in contacts.values():
            if each.email:
                merge.addresses[each.email.casefold()].append((number, each.id))
    for row in rows:
        if isinstance(row, ContactRowOutcome):
            merge.outcomes.append(row)
        else:
            merge.take(row)
    return merge


def _is_desk(contact: Contact) -> bool:
    """Whether an address is a desk's, which people may share."""
    return contact.role == "mail-desk"


def _contradictions(draft: ContactDraft, earlier: ContactDraft) -> list[str]:
    return [
        name
        for name, value in draft.values.items()
        if name != "note" and not _same(name, earlier.values.get(name, value), value)
    ]


def _same(name: str, one: str, other: str) -> bool:
    if name == "phone":
        return digits_of(one) == digits_of(other)
    return one.casefold() == other.casefold() if name == "email" else one == other


def _updated(known: Contact, draft: ContactDraft) -> Contact:
    """The contact with what the row says; what is known of an address stays while the address does."""
    new = {name: value for name, value in draft.values.items() if not _same(name, getattr(known, name), value)}
    if "note" in new and fold(new["note"]) in fold(known.note):
        del new["note"]
    elif "note" in new and known.note:
        new["note"] = f"{known.note}; {new['note']}"
    if "email" in new:
        new["email_status"] = ""
    if draft.role != "other":
        new["role"] = draft.role
    if not draft.nameless:
        new["name"] = kept_name(known.name, draft.name)
    return msgspec.structs.replace(known, **new)
