"""The command that settles what is wrong with who advises whom."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api.records import Networks

from .matters import LanguageGap, who_could
from .people import AdvisorPerson, home_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def lighter_load(
    snapshot: Snapshot, people: Mapping[str, AdvisorPerson], records: Mapping[str, Networks], person: AdvisorPerson
) -> str:
    """One of the person's networks to somebody with room and the language; else the capacity is what it has become."""
    for cohort, networks in person.networks.items():
        for network in networks:
            if other := who_could(snapshot, people, records[cohort], network):
                return f"kvadmin network advisor give {_words(cohort, network.id, other.name)}"
    cohort = next(iter(person.records))
    return f"kvadmin network advisor set {_words(cohort, person.name)} --capacity {person.load}"


def other_advisor(snapshot: Snapshot, people: Mapping[str, AdvisorPerson], gap: LanguageGap) -> str:
    """The network to somebody with room and the language; else it is said that the advisor is wanted all the same."""
    cohort, network = gap.record.cohort, gap.network
    other = who_could(snapshot, people, gap.record, network)
    if other is None:
        return f"kvadmin network advisor give {_words(cohort, network.id, network.advisor)} --anyway"
    return f"kvadmin network advisor give {_words(cohort, network.id, other.name)}"


def agreement(person: AdvisorPerson) -> str:
    """What makes the cohorts agree: as the one says that has the greatest capacity."""
    cohort = max(person.records, key=lambda each: person.records[each].capacity)
    known = person.records[cohort]
    options: list[str] = []
    for name in person.differing():
        if name == "capacity":
            options.append(f"--capacity {known.capacity}")
        elif name == "home":
            options.append(f"--home {home_of(known) or 'NUMBER'}")
        else:
            options += [f"--language {quote(each)}" for each in known.languages] or ["--no-language"]
    return " ".join(("kvadmin network advisor set", _words(cohort, person.name), *options))


def _words(*words: str) -> str:
    return " ".join(map(quote, words))
