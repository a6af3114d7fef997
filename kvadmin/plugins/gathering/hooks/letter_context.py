"""What letters may say of a gathering, and the calendar entry that goes with them."""

from __future__ import annotations

from typing import Any, cast

from kvadmin.api import Snapshot
from kvadmin.api.commands import file_stem
from kvadmin.api.documents import PublishedEntries
from kvadmin.api.records import Gathering, Programme, Registrations
from kvadmin.api.wording import Language

from ..calendar import CalendarGuest, calendar_file
from ..calendar_entries import guest_entry
from ..registrations.registration_book import RegisteredPerson


def context(snapshot: Snapshot, language: str, about: str, guest: CalendarGuest) -> dict[str, Any]:
    """The values of letters about a gathering; nothing when ``about`` names none.

    Args:
        snapshot: The data.
        language: ``nb``, ``nn`` or ``en``.
        about: Id of a gathering.
        guest: Whom the letter invites.
    """
    found = snapshot.find(Gathering, about) if about else None
    if found is None:
        return {}
    kinds = Gathering.KINDS.get(found.kind)
    told = {
        "id": found.id,
        "name": found.title(language),
        "kind": kinds[1 if language == "nn" else 0] if kinds else found.kind,
        "from_date": found.start,
        "to_date": found.end,
        "place": found.place,
        "registration_deadline": found.registration_deadline,
        "status": "cancelled" if found.cancelled else "planned",
    }
    programme, published = snapshot.get(Programme), PublishedEntries.of(snapshot)
    entry = guest_entry(found, programme, cast("Language", language), published, _registered(snapshot, found, guest))
    return {"gathering": told, "files": {f"{file_stem(found.id)}.ics": calendar_file([entry], programme, guest)}}


def _registered(snapshot: Snapshot, gathering: Gathering, guest: CalendarGuest) -> RegisteredPerson | None:
    """The guest among those who are registered: by address, for a name may be that of several."""
    for record in snapshot.all(Registrations, gathering.id):
        for each in record.people:
            if guest.email and each.email.casefold() == guest.email.casefold():
                return RegisteredPerson(record.municipality, each)
    return None
