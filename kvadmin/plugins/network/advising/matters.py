"""What is wrong with who advises whom: too many networks, another language, cohorts that say different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.records import Network, Networks

from ..solver.advisor_shortage import left_over
from .languages import in_words, needed_language, works_in
from .people import AdvisorPerson, home_of, meeting_networks

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


@dataclass(frozen=True)
class LanguageGap:
    """An advisor who does not work in the form that most members of the network have decided on."""

    record: Networks
    network: Network
    needed: str

    def text(self) -> str:
        """One sentence."""
        return tr(
            "{cohort}: network {id} {name} asks for {language}, which its advisor {advisor} does not work in",
            cohort=self.record.cohort,
            id=self.network.id,
            name=self.network.name,
            language=in_words([self.needed]),
            advisor=self.network.advisor,
        )


def overloaded(people: Mapping[str, AdvisorPerson]) -> list[AdvisorPerson]:
    """Who has more networks than the capacity, all cohorts together."""
    return [each for each in people.values() if each.load > each.capacity]


def overload_text(person: AdvisorPerson) -> str:
    """``Kari has 4 networks (P1 2, P3 2), the capacity is 3``."""
    return tr(
        "{name} has {load} networks ({where}), the capacity is {capacity}",
        name=person.name,
        load=person.load,
        where=load_in_words(person.loads),
        capacity=person.capacity,
    )


def load_in_words(loads: Mapping[str, int]) -> str:
    """``P1 2, P3 1``: networks by cohort."""
    return ", ".join(f"{cohort} {number}" for cohort, number in loads.items())


def differing(people: Mapping[str, AdvisorPerson]) -> list[AdvisorPerson]:
    """Of whom the cohorts say different things."""
    return [each for each in people.values() if each.differing()]


def difference_text(person: AdvisorPerson) -> str:
    """One sentence with what each cohort says: ``capacity (P1 3, P3 2)``."""
    words = {"capacity": tr("capacity"), "home": tr("home"), "languages": tr("languages")}
    told = [f"{words[name]} ({_by_cohort(person, name)})" for name in person.differing()]
    return tr("the cohorts differ about the advisor {name}: {fields}", name=person.name, fields=", ".join(told))


def _by_cohort(person: AdvisorPerson, name: str) -> str:
    def said(cohort: str) -> str:
        advisor = person.records[cohort]
        if name == "languages":
            return in_words(advisor.languages) or tr("any")
        return str(advisor.capacity) if name == "capacity" else home_of(advisor) or tr("none")

    return ", ".join(f"{cohort} {said(cohort)}" for cohort in person.records)


def language_gaps(snapshot: Snapshot, record: Networks, today: date) -> Iterator[LanguageGap]:
    """The networks of a cohort with an advisor of another language, unless that was said to be wanted."""
    known = {each.name: each for each in record.advisors}
    for network in meeting_networks(snapshot, record, today):
        advisor = known.get(network.advisor)
        if advisor is None or network.advisor_anyway:
            continue
        needed = needed_language(snapshot, network)
        if needed is not None and not works_in(advisor.languages, needed):
            yield LanguageGap(record, network, needed)


def who_could(
    snapshot: Snapshot, people: Mapping[str, AdvisorPerson], record: Networks, network: Network
) -> AdvisorPerson | None:
    """Somebody else on the cohort's list with room and the language; the one with the most room, then by name."""
    needed = needed_language(snapshot, network)
    able = [
        people[each.name]
        for each in record.advisors
        if each.name != network.advisor and each.name in people and works_in(each.languages, needed)
    ]
    free = [each for each in able if each.load < each.capacity]
    return min(free, key=lambda each: (each.load - each.capacity, each.name), default=None)


def can_all_be_assigned(snapshot: Snapshot, people: Mapping[str, AdvisorPerson], record: Networks) -> bool:
    """Whether every network without an advisor can get one, the others keeping theirs."""
    kept = [each.advisor for each in record.networks if each.advisor]
    room = [
        people[each.name].capacity - people[each.name].load_outside(record.cohort) - kept.count(each.name)
        for each in record.advisors
    ]
    if min(room, default=0) < 0 or not {*kept} <= {each.name for each in record.advisors}:
        return False
    needs = [needed_language(snapshot, each) for each in record.networks if not each.advisor]
    able = [[works_in(each.languages, needed) for each in record.advisors] for needed in needs]
    return not left_over(able, room, range(len(needs)))
