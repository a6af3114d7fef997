"""What commands need to say whose turn it is: names, who still holds a place, history and travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kvadmin.api import Session, UnknownName
from kvadmin.api.records import Cohort, MunicipalityOutline, Network, Networks

from .history import HostHistory, host_history
from .travel import measured_networks, travel_of_each
from .turns import HostTravel, HostTurn, hosting_order, turns


@dataclass(frozen=True)
class HostTable:
    """The rotation of a cohort's networks on a day."""

    record: Networks
    names: dict[str, str]
    members: dict[str, list[str]]
    history: HostHistory
    travel: dict[str, HostTravel]
    unit: str
    on: date

    @classmethod
    def of(cls, run: Session, record: Networks, networks: Sequence[Network], on: date) -> HostTable:
        """As things stand on a day.

        Args:
            run: The session.
            record: The cohort's networks.
            networks: Those that are asked about.
            on: Members that have left by then host no more; meetings after it are not held yet.
        """
        names = {each.number: each.name for each in run.data.outlines(MunicipalityOutline)}
        here = _holders(run, record, on)
        members = {each.id: [m for m in each.members if here is None or m in here] for each in networks}
        stand = measured_networks(run, record)
        travel = travel_of_each(stand, members.values())
        settings = record.settings
        noted = settings.measured.unit if settings and settings.measured else "km"
        unit = stand.request.distances.unit if stand else noted
        return cls(record, names, members, host_history(run.data, record, on), travel, unit, on)

    def after_notes(self, run: Session) -> HostTable:
        """The same members and travel once more has been noted in the record."""
        return replace(self, history=host_history(run.data, self.record, self.on))

    def label(self, member: str) -> str:
        """A member's name, or its number when it has none."""
        return self.names.get(member, member)

    def order(self, network: Network) -> list[str]:
        """The members in the order in which they host, whoever has the turn now."""
        return hosting_order(self.members[network.id], self.history, self.travel, self.names)

    def turns(self, network: Network, rounds: int, first: str = "") -> list[HostTurn]:
        """The meetings to come; see :func:`.turns.turns`."""
        here = self.members[network.id]
        return turns(network, here, self.history, self.travel, self.names, rounds, first)


def _holders(run: Session, record: Networks, on: date) -> set[str] | None:
    try:
        cohort = run.data.find(Cohort, record.cohort)
    except UnknownName:  # the plugin that keeps cohorts is switched off
        return None
    return None if cohort is None else set(cohort.holders_on(on))
