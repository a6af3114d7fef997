"""All that is noted, read once for each state of the folder: hooks are asked a thousand times for one report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kvadmin.api.records import Municipality
from kvadmin_improvement.records import DriverDiagram, Measure
from kvadmin_improvement.work.lookups import indicator_names
from kvadmin_improvement.work.measure_order import in_print_order
from kvadmin_improvement.work.persons import KnownPersons, known_persons

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


class Overview:
    """What one snapshot says, by member; nobody changes what is handed out.

    Args:
        data: The snapshot.
    """

    def __init__(self, data: Snapshot) -> None:
        self.measures = {each.id: each for each in sorted(data.all(Measure), key=in_print_order)}
        self.by_member: dict[tuple[str, str], list[Measure]] = {}
        self.by_municipality: dict[str, list[Measure]] = {}
        for each in self.measures.values():
            self.by_member.setdefault((each.cohort, each.municipality), []).append(each)
            self.by_municipality.setdefault(each.municipality, []).append(each)
        self.diagrams = data.all(DriverDiagram)
        towns = data.all(Municipality)
        self.names = {each.number: each.name for each in towns}
        self.persons: KnownPersons = known_persons(data, towns, self.measures.values())
        self._indicators = {language: indicator_names(data, language) for language in ("nb", "nn")}

    def of(self, cohort: str, municipality: str) -> list[Measure]:
        """The measures of a member, in print order."""
        return self.by_member.get((cohort, municipality), [])

    def indicator(self, id_: str, language: str) -> str:
        """What an indicator is called; its id where nobody knows."""
        return self._indicators[language].get(id_, id_)


_SEEN: WeakKeyDictionary[Snapshot, Overview] = WeakKeyDictionary()


def overview_of(data: Snapshot) -> Overview:
    """The overview of a snapshot, made when first asked for."""
    found = _SEEN.get(data)
    if found is None:
        found = _SEEN[data] = Overview(data)
    return found
