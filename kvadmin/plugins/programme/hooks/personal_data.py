"""What ``programme.yaml`` holds on a person: who signs, and addresses of the parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kvadmin.api import tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Programme

if TYPE_CHECKING:
    from kvadmin.api import Snapshot, Transaction


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """One entry for all that ``programme.yaml`` says about the person."""
    programme = snapshot.find(Programme)
    if programme is None:
        return []
    fields: dict[str, str] = {}
    sender = programme.sender
    if sender and is_person(email, name, held_email=sender.email, held_name=sender.signed_by):
        fields |= {"name": sender.signed_by, "email": sender.email, "phone": sender.phone, "title": sender.title}
        sender = msgspec.structs.replace(sender, signed_by="", email="", phone="", title="")
    own = [each for each in programme.parties if is_person(email, "", held_email=each.email)]
    fields |= {f"e-mail of {each.short or each.name}": each.email for each in own}
    parties = [msgspec.structs.replace(each, email="") if each in own else each for each in programme.parties]

    def erase(transaction: Transaction) -> None:
        transaction.update(msgspec.structs.replace(programme, sender=sender, parties=parties))

    held = {field: value for field, value in fields.items() if value}
    return [PersonalData(tr("programme.yaml"), held, erase)] if held else []
