"""The guidance in results reports: how many contacts there were, by kind, and nothing of what was said."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Snapshot
from kvadmin.api.hooks import ResultSection
from kvadmin.api.records import Cohort
from kvadmin_visits.records import Visit
from kvadmin_visits.work.memberships import held_as_member

_WORDS = {
    "nb": {
        "title": "Veiledning fra sekretariatet",
        "kind": "Slag",
        "number": "Antall",
        "phone": "Telefon",
        "email": "E-post",
        "visit": "Besøk",
    },
    "nn": {
        "title": "Rettleiing frå sekretariatet",
        "kind": "Slag",
        "number": "Tal",
        "phone": "Telefon",
        "email": "E-post",
        "visit": "Besøk",
    },
}
#: Behind measures and before what was learned.
_RANK = 45


def sections(snapshot: Snapshot, cohort: str, municipality: str, today: date, language: str) -> list[ResultSection]:
    """One table of three counts; none where nothing was held in the membership."""
    group = snapshot.find(Cohort, cohort)
    held = held_as_member(snapshot, group, municipality, today) if group is not None else []
    if not held:
        return []
    words = _WORDS["nn" if language == "nn" else "nb"]
    rows = tuple((words[how], str(sum(each.how == how for each in held))) for how in Visit.HOWS)
    return [ResultSection(words["title"], headings=(words["kind"], words["number"]), rows=rows, rank=_RANK)]
