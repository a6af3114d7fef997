"""What letters may say of a gathering, and the calendar entry that goes with them."""

from __future__ import annotations

from typing import Any, cast

from kvadmin.api import Snapshot
from kvadmin.api.commands import file_stem
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.wording import Language

from ..calendar import CalendarGuest, calendar_file


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
    entry = calendar_file(found, snapshot.get(Programme), cast("Language", language), guest=guest)
    return {"gathering": told, "files": {f"{file_stem(found.id)}.ics": entry}}
