"""Networks of other cohorts that stand beside a new split: who meets there, and under which numbers and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kvadmin.api import Snapshot, UnknownName, UsageError, tr
from kvadmin.api.records import Cohort, Networks

from ..solver.places import PlaceSet
from .split_options import size_range

#: Every other cohort that has networks.
EVERY = "all"


@dataclass(frozen=True)
class StandingNetwork:
    """A network of another cohort: those of its members who still hold a place, and how many more fit its sizes."""

    cohort: str
    id: str
    name: str
    members: tuple[str, ...]
    room: int

    def label(self) -> str:
        """``P1 3 Agder``."""
        return " ".join(part for part in (self.cohort, self.id, self.name) if part)


def standing_networks(snapshot: Snapshot, words: str, own: str, today: date) -> tuple[StandingNetwork, ...]:
    """The networks of other cohorts in which somebody still holds a place.

    Args:
        snapshot: The data.
        words: Ids of cohorts with commas between, or ``all``.
        own: The cohort that is split.
        today: Who holds a place then.

    Raises:
        UsageError: The cohort itself is named.
        UnknownName: There is no such cohort, or it has no networks.
    """
    asked = [word.strip() for word in words.split(",") if word.strip()]
    every = {each.cohort: each for each in snapshot.all(Networks) if each.networks}
    if [word.casefold() for word in asked] == [EVERY]:
        asked = sorted(each for each in every if each != own)
    if not asked or own in asked:
        raise UsageError(
            tr("the networks of {own} itself do not stand beside it", own=own)
            if asked
            else tr("no other cohort has networks"),
            where="--beside",
            hint=tr("--beside P1,P2, or all"),
            code="bad-value",
        )
    found = []
    for id_ in dict.fromkeys(asked):
        cohort = snapshot.get(Cohort, id_)
        if cohort.id not in every:
            raise UnknownName(
                tr("{cohort} has no networks yet", cohort=cohort.id), where="--beside", code="unknown-network"
            )
        here = set(cohort.holders_on(today))
        record = every[cohort.id]
        most = size_range(record.settings.size)[1] if record.settings is not None else 0
        for network in record.networks:
            members = tuple(sorted(set(network.members) & here))
            if members:
                room = max(0, most - len(members))
                found.append(StandingNetwork(cohort.id, network.id, network.name, members, room))
    return tuple(found)


def meeting_already(standing: Sequence[StandingNetwork], places: PlaceSet) -> list[tuple[StandingNetwork, list[str]]]:
    """The members of the new split that meet in a standing network already, two at least each."""
    here = set(places.ids)
    found = [(network, sorted(here & set(network.members))) for network in standing]
    return [(network, members) for network, members in found if len(members) > 1]
