"""All that is noted, read once for each state of the folder: hooks are asked a thousand times for one letter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kvadmin.api.records import MunicipalityOutline
from kvadmin_visits.records import Visit
from kvadmin_visits.work.numbers import by_day

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


class VisitOverview:
    """What one snapshot says; nobody changes what is handed out.

    Args:
        data: The snapshot.
    """

    def __init__(self, data: Snapshot) -> None:
        self.visits = sorted(data.all(Visit), key=by_day)
        self.by_municipality: dict[str, list[Visit]] = {}
        for each in self.visits:
            self.by_municipality.setdefault(each.municipality, []).append(each)
        self.names = {each.number: each.name for each in data.outlines(MunicipalityOutline)}

    def held(self, municipality: str, today: date) -> list[Visit]:
        """What has taken place with a municipality until a day, oldest first."""
        return [each for each in self.by_municipality.get(municipality, ()) if has_been(each, today)]


def has_been(visit: Visit, today: date) -> bool:
    """Whether it has taken place: one that a hand noted as held on a day to come has not."""
    return visit.held and visit.day <= today


def is_planned(visit: Visit, today: date) -> bool:
    """Whether it is still to come."""
    return not visit.held and visit.day >= today


def is_overdue(visit: Visit, today: date) -> bool:
    """Whether its day is past and nobody noted whether it was held."""
    return not visit.held and visit.day < today


_SEEN: WeakKeyDictionary[Snapshot, VisitOverview] = WeakKeyDictionary()


def overview_of(data: Snapshot) -> VisitOverview:
    """The overview of a snapshot, made when first asked for."""
    found = _SEEN.get(data)
    if found is None:
        found = _SEEN[data] = VisitOverview(data)
    return found
