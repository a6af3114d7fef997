"""``network split --beside``: what standing networks of other cohorts mean for a split, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kvadmin.api import Session, Snapshot, tr
from kvadmin.api.records import SplitSettings
from kvadmin.api.reports import Report, Table

from ..divisions.beside import beside, beside_data, beside_tables
from ..divisions.division import Division
from ..solver.places import PlaceSet
from ..splitting.standing_networks import StandingNetwork, meeting_already, standing_networks


@dataclass(frozen=True)
class StandingChoice:
    """Which cohorts were named, and whether members that meet there may share a network here as well."""

    cohorts: str
    meet_again: bool


@dataclass
class StandBeside:
    """The standing networks that a split is made beside; none without ``--beside``."""

    standing: tuple[StandingNetwork, ...] = ()
    _tables: list[Table] = field(default_factory=list)

    @classmethod
    def of(
        cls, run: Session, choice: StandingChoice | None, cohort: str, places: PlaceSet, settings: SplitSettings
    ) -> StandBeside:
        """Find them, and write into the settings who is kept apart, as ``--apart`` does: it holds later, too.

        Raises:
            UsageError, UnknownName: A cohort is not there, has no networks, or is the one that is split.
        """
        if choice is None:
            return cls()
        standing = standing_networks(run.data, choice.cohorts, cohort, run.today)
        for network, members in [] if choice.meet_again else meeting_already(standing, places):
            settings.apart = list(dict.fromkeys([*settings.apart, ",".join(members)]))
            names = ", ".join(str(places[places.index(member)].name) or member for member in members)
            run.info(tr("Apart, since they meet in {network}: {names}.", network=network.label(), names=names))
        return cls(standing)

    @property
    def taken(self) -> list[tuple[str, str]]:
        """Ids and names that the new networks may not have."""
        return [(each.id, each.name) for each in self.standing]

    def data(self, snapshot: Snapshot, division: Division, size_min: int) -> dict[str, Any]:
        """What is said of them in JSON; the tables are kept for the report."""
        if not self.standing:
            return {}
        found = beside(snapshot, division, self.standing, size_min)
        self._tables = beside_tables(division, found)
        return beside_data(found)

    def report(self, report: Report) -> Report:
        """The report with the tables below it."""
        return replace(report, tables=(*report.tables, *self._tables)) if self._tables else report
