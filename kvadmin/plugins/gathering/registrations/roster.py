"""Who stands on a printed list, in which order and under which heading: one answer for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kvadmin.api.records import Gathering, Network
from kvadmin.api.wording import filed_name, fold, sort_key

from ..cohort_networks import CohortNetworks
from .registration_book import RegisteredPerson

RosterGrouping = Literal["network", "municipality", "name"]


@dataclass(frozen=True, slots=True)
class RosterAudience:
    """Who the list is for: everybody there (the default), one network, or the secretariat itself."""

    network: str = ""
    staff: bool = False

    def sees(self, person: RegisteredPerson, network: str) -> bool:
        """Whether the person agreed to be shown to these readers."""
        consent = person.registration.consent
        return self.staff or consent == "list" or (consent == "network" and bool(network) and network == self.network)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One printed row, with the network as it was when the person was registered."""

    person: RegisteredPerson
    family: str
    given: str
    title: str
    place: str
    party: str
    network: str
    network_name: str

    @property
    def filed_as(self) -> str:
        """``Lippe, Jens von der``: the family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """Rows under one heading; ``kind`` is network, municipality, others or all."""

    kind: str
    key: str
    name: str
    entries: tuple[RosterEntry, ...]
    network: Network | None = None

    @property
    def places(self) -> list[str]:
        """Where the people come from, in alphabetical order."""
        return sorted({each.place for each in self.entries if each.place}, key=sort_key)


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole list: its groups, and how many active people are not on it."""

    gathering: Gathering
    groups: tuple[RosterGroup, ...]
    hidden: int
    updated: date | None = None
    by: RosterGrouping = "network"
    entries: tuple[RosterEntry, ...] = field(default=())

    def counts(self) -> tuple[int, int, int]:
        """How many people, municipalities and other organisations are on the list."""
        municipal = {each.person.municipality for each in self.entries if each.person.municipality}
        others = {fold(each.place) for each in self.entries if not each.person.municipality and each.place}
        return len(self.entries), len(municipal), len(others)

    def alphabetical(self) -> tuple[RosterEntry, ...]:
        """Everybody on the list by name."""
        return tuple(sorted(self.entries, key=lambda each: each.person.key()))


def make_roster(
    gathering: Gathering,
    active: Sequence[RegisteredPerson],
    networks: CohortNetworks,
    *,
    by: RosterGrouping = "network",
    audience: RosterAudience | None = None,
) -> Roster:
    """The list for an audience.

    Args:
        gathering: Which gathering.
        active: Everybody who comes, hidden ones included.
        networks: Networks of today, used only where a registration has no snapshot of its own.
        by: What the list is grouped by.
        audience: Who reads it; everybody there when not given.
    """
    readers = audience or RosterAudience()
    everyone = [_entry(each, networks) for each in active]
    shown = [each for each in everyone if readers.sees(each.person, each.network)]
    if readers.network:
        others = [each for each in everyone if each.network == readers.network]
        shown = [each for each in shown if each.network == readers.network]
        hidden = len(others) - len(shown)
    else:
        hidden = len(everyone) - len(shown)
    shown.sort(key=lambda each: each.person.key())
    days = [each.registration.changed or each.registration.registered for each in active]
    updated = max((day for day in days if day), default=None)
    groups = tuple(_groups(shown, networks, by))
    return Roster(gathering, groups, hidden, updated, by, tuple(entry for group in groups for entry in group.entries))


def _entry(person: RegisteredPerson, networks: CohortNetworks) -> RosterEntry:
    one = person.registration
    today = networks.networks.get(one.network) if one.network else networks.of(person.municipality)
    place = one.municipality_name or one.employer
    title = one.title
    if person.municipality and one.employer and not _same_place(one.employer, one.municipality_name):
        title = f"{title}, {one.employer}" if title else one.employer
    filed = filed_name(one.name, one.sort_as)
    return RosterEntry(
        person,
        filed.family,
        filed.given,
        title,
        place,
        one.party,
        one.network or (today.id if today else ""),
        one.network_name or (today.name if today else ""),
    )


def _same_place(employer: str, municipality: str) -> bool:
    """``Øyer kommune`` says no more than ``Øyer``."""
    bare = fold(employer).removesuffix(" kommune").removeprefix("kommune ").strip()
    return bare in (fold(municipality), "")


def _network_names(entries: Sequence[RosterEntry]) -> dict[str, str]:
    """One name for each network, however often it was renamed while people registered: the one most of them have."""
    counts = Counter((each.network, each.network_name) for each in entries if each.network and each.network_name)
    return {network: name for (network, name), _ in sorted(counts.items(), key=lambda each: (each[1], each[0]))}


def _groups(entries: Sequence[RosterEntry], networks: CohortNetworks, by: RosterGrouping) -> Iterable[RosterGroup]:
    if by == "name":
        if entries:
            yield RosterGroup("all", "", "", tuple(entries))
        return
    titles = _network_names(entries)
    named: dict[tuple[str, str], list[RosterEntry]] = {}
    without: list[RosterEntry] = []
    others: list[RosterEntry] = []
    for each in entries:
        key = (
            (each.network, titles.get(each.network, ""))
            if by == "network"
            else (each.person.municipality or "", each.place)
        )
        if key[0]:
            named.setdefault(key, []).append(each)
        else:
            (without if each.person.municipality else others).append(each)
    order = (lambda key: (sort_key(key[0]), sort_key(key[1]))) if by == "network" else (lambda key: sort_key(key[1]))
    for key in sorted(named, key=order):
        network = networks.networks.get(key[0]) if by == "network" else None
        yield RosterGroup(by, *key, tuple(named[key]), network)
    if without:
        yield RosterGroup("without" if named else "all", "", "", tuple(without))
    if others:
        yield RosterGroup("others" if named or without else "all", "", "", tuple(others))
