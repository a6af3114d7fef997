"""Who has hosted the meetings of a cohort's networks, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Gathering, Hosting, Networks


@dataclass(frozen=True)
class HeldMeeting:
    """A member hosted a meeting; ``on`` is None where nobody noted the day, which is before all that were noted."""

    municipality: str
    on: date | None = None
    gathering: str = ""


@dataclass(frozen=True)
class HostHistory:
    """What has been held in all networks of a cohort, oldest first: who moves to another network takes it along."""

    held: tuple[HeldMeeting, ...]

    def last(self, member: str) -> HeldMeeting | None:
        """The newest meeting that a member hosted."""
        return next((each for each in reversed(self.held) if each.municipality == member), None)

    def times(self, member: str) -> int:
        """How often a member has hosted."""
        return sum(each.municipality == member for each in self.held)

    def place(self, member: str) -> int:
        """Where in the history a member hosted last; -1: never."""
        return max((at for at, each in enumerate(self.held) if each.municipality == member), default=-1)


def host_history(snapshot: Snapshot, record: Networks, until: date) -> HostHistory:
    """What is noted of the cohort, and gatherings of the kind ``network`` at a member's.

    Args:
        snapshot: The data.
        record: The networks.
        until: Gatherings that are over by that day count, and what is noted up to it.
    """
    held = [
        HeldMeeting(number)
        for network in sorted(record.networks, key=lambda each: each.id)
        for number in network.hosted
    ]
    noted = [HeldMeeting(each.municipality, each.on, each.gathering) for each in record.hostings if each.on <= until]
    for gathering in held_gatherings(snapshot, record, until):
        if not any(_same(each, gathering) for each in noted):
            noted.append(HeldMeeting(gathering.municipality, gathering.start, gathering.id))
    return HostHistory((*held, *sorted(noted, key=lambda each: each.on or date.min)))


def held_gatherings(snapshot: Snapshot, record: Networks, until: date) -> Iterator[Gathering]:
    """Network gatherings of the cohort at a member of one of its networks that are over by a day, oldest first."""
    members = {member for network in record.networks for member in network.members}
    for each in sorted(_gatherings(snapshot), key=lambda each: (each.start, each.id)):
        of_network = each.kind == "network" and each.municipality in members and each.cohort in ("", record.cohort)
        if of_network and not each.cancelled and each.end <= until:
            yield each


def _gatherings(snapshot: Snapshot) -> Iterable[Gathering]:
    try:
        return snapshot.all(Gathering)
    except UnknownName:  # the plugin that keeps them is switched off
        return []


def _same(noted: HeldMeeting, gathering: Gathering) -> bool:
    if noted.gathering:
        return noted.gathering == gathering.id
    here = noted.municipality == gathering.municipality
    return here and noted.on is not None and gathering.start <= noted.on <= gathering.end


def note_held(record: Networks, municipality: str, on: date, gathering: str = "") -> None:
    """Note that a member hosted on a day."""
    record.hostings.append(Hosting(municipality=municipality, on=on, gathering=gathering))
    record.hostings.sort(key=lambda each: each.on)  # of one day the later noted one comes last


def carry_over(before: Networks, record: Networks) -> None:
    """Keep the history through a new split; turns without a day go with their member to its new network."""
    record.hostings = list(before.hostings)
    stayed = {id(each) for each in before.networks}
    gone = [number for each in before.networks for number in each.hosted]
    for network in record.networks:
        if id(network) not in stayed:
            network.hosted = [number for number in dict.fromkeys(gone) if number in network.members]
