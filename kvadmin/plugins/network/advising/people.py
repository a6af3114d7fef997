"""Advisors over all cohorts: the same name in several cohorts is one person, with one capacity and one load.

Only networks that still meet are a load: those with a member that holds a place in the cohort.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from kvadmin.api import UnknownName
from kvadmin.api.records import Advisor, Cohort, Network, Networks

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


@dataclass
class AdvisorPerson:
    """One person. ``records``: what each cohort says of him or her; ``networks``: those followed, by cohort."""

    name: str
    records: dict[str, Advisor] = field(default_factory=dict)
    networks: dict[str, list[Network]] = field(default_factory=dict)

    @property
    def capacity(self) -> int:
        """Networks at most, of all cohorts together; while the cohorts differ, the most that one of them says."""
        return max((each.capacity for each in self.records.values()), default=0)

    @property
    def load(self) -> int:
        """Networks of all cohorts together."""
        return sum(map(len, self.networks.values()))

    @property
    def loads(self) -> dict[str, int]:
        """Cohort -> networks; cohorts without any are left out."""
        return {cohort: len(networks) for cohort, networks in self.networks.items() if networks}

    def load_outside(self, cohort: str) -> int:
        """Networks of the other cohorts."""
        return sum(number for other, number in self.loads.items() if other != cohort)

    def load_in(self, cohort: str) -> int:
        """Networks of one cohort."""
        return len(self.networks.get(cohort, ()))

    def differing(self) -> list[str]:
        """The fields of which the cohorts say different things: ``capacity``, ``home``, ``languages``."""
        told = [about(each) for each in self.records.values()]
        return [name for name in ABOUT if any(each[name] != told[0][name] for each in told)]


#: What is known of an advisor besides the name.
ABOUT = ("capacity", "home", "languages")


def about(advisor: Advisor) -> dict[str, object]:
    """Capacity, home and languages, to be compared."""
    return {
        "capacity": advisor.capacity,
        "home": home_of(advisor),
        "languages": tuple(sorted(advisor.languages)),
    }


def home_of(advisor: Advisor) -> str:
    """Where the trips begin, as it is typed after ``--home``; empty when it is not known."""
    if advisor.municipality or advisor.lat is None or advisor.lon is None:
        return advisor.municipality
    return f"{advisor.lat},{advisor.lon}"


def as_noted(name: str, known: Iterable[str]) -> str:
    """A name as it is noted: blanks, and whether a letter is large or made of two signs, make nobody somebody else.

    Old records may have one name in two spellings: then only the very same one is meant, and a third is new.
    """
    names = set(known)
    typed = normalize("NFC", " ".join(name.split()))
    same = {each for each in names if normalize("NFC", each).casefold() == typed.casefold()}
    return same.pop() if typed not in names and len(same) == 1 else typed


def advisor_people(
    snapshot: Snapshot, today: date, records: Iterable[Networks] | None = None
) -> Mapping[str, AdvisorPerson]:
    """Everybody on a list of advisors, by name.

    Args:
        snapshot: The data.
        today: Networks whose members have all left by that day are no load.
        records: The networks of all cohorts, where they have been changed; the snapshot's when not given.
    """
    every = sorted(snapshot.all(Networks) if records is None else records, key=lambda each: each.cohort)
    people: dict[str, AdvisorPerson] = {}
    for record in every:
        for advisor in record.advisors:
            people.setdefault(advisor.name, AdvisorPerson(advisor.name)).records[record.cohort] = advisor
    for record in every:
        for network in meeting_networks(snapshot, record, today):
            if network.advisor in people:
                people[network.advisor].networks.setdefault(record.cohort, []).append(network)
    return dict(sorted(people.items()))


def meeting_networks(snapshot: Snapshot, record: Networks, today: date) -> list[Network]:
    """The networks of a cohort that still meet: at least one member holds a place."""
    try:
        cohort = snapshot.find(Cohort, record.cohort)
    except UnknownName:  # the plugin that keeps cohorts is switched off
        cohort = None
    if cohort is None:
        return [each for each in record.networks if each.members]
    here = set(cohort.holders_on(today))
    return [each for each in record.networks if here & set(each.members)]
