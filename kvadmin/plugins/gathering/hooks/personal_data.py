"""What gatherings hold on a person: registrations with the needs that go with them, and items of programmes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from kvadmin.api import Snapshot, tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Gathering, OtherRegistrations, Registration, Registrations

from ..feedback.comments_on_people import comments_on
from ..registrations.sensitive_needs import SensitiveNeeds

_SHOWN = (
    "name", "title", "employer", "municipality_name", "network", "party", "role", "email", "sort_as", "consent",
    "status", "note",
)  # fmt: skip


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Every registration of the person, and every place in a programme.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    found: list[PersonalData] = []
    records: list[Registrations | OtherRegistrations] = [*snapshot.all(Registrations)]
    records += snapshot.all(OtherRegistrations)
    for record in records:
        own = [each for each in record.people if is_person(email, name, held_email=each.email, held_name=each.name)]
        found.extend(_registration(snapshot, record, each, own) for each in own)
    found.extend(
        _speaker(each, name)
        for each in snapshot.all(Gathering)
        if any(is_person("", name, held_name=item.speaker) for item in each.agenda if item.speaker)
    )
    found.extend(comments_on(snapshot, email, name))
    return found


def _registration(
    snapshot: Snapshot,
    record: Registrations | OtherRegistrations,
    one: Registration,
    own: Sequence[Registration],
) -> PersonalData:
    needs = snapshot.find(SensitiveNeeds, record.gathering)
    ids = {each.id for each in own}
    kept = [each for each in needs.needs if each.person in ids] if needs else []

    def erase(transaction: Any) -> None:
        """Take every registration of the person out of the file, so that their order does not matter."""
        transaction.update(msgspec.structs.replace(record, people=[each for each in record.people if each not in own]))
        if kept and needs is not None:
            others = [each for each in needs.needs if each.person not in ids]
            transaction.update(msgspec.structs.replace(needs, needs=others))
        _leave_groups(snapshot, record.gathering, ids, transaction)

    fields = {field: str(getattr(one, field)) for field in _SHOWN if getattr(one, field)}
    if any(each.person == one.id for each in kept):
        fields["needs"] = tr(
            "in {file} (kvadmin participants catering --with-names)", file=f"sensitive/{record.gathering}.yaml"
        )
    return PersonalData(tr("registration {id} at {gathering}", id=one.id, gathering=record.gathering), fields, erase)


def _leave_groups(snapshot: Snapshot, gathering: str, ids: set[str], transaction: Any) -> None:
    found = snapshot.find(Gathering, gathering)
    if found is not None and any(one in ids for tables in found.groups for table in tables for one in table):
        groups = [[[one for one in table if one not in ids] for table in tables] for tables in found.groups]
        transaction.update(msgspec.structs.replace(found, groups=groups))


def _speaker(gathering: Gathering, name: str) -> PersonalData:
    def erase(transaction: Any) -> None:
        agenda = [
            msgspec.structs.replace(each, speaker="")
            if each.speaker and is_person("", name, held_name=each.speaker)
            else each
            for each in gathering.agenda
        ]
        transaction.update(msgspec.structs.replace(gathering, agenda=agenda))

    return PersonalData(tr("programme of {id}", id=gathering.id), {"name": name}, erase)
