"""What the programme's data say that the public may read, gathered once for both forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kvadmin.api.records import Cohort, Gathering, Membership, MunicipalityOutline, Network, Networks, Programme
from kvadmin.api.wording import fold, municipality_key
from kvadmin_website.reading.site_pages import PRIVATE, SitePages, is_shown
from kvadmin_website.records import THEMES, Example, Website

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


@dataclass(frozen=True)
class LocalNetwork:
    """A network that has members, and of which cohort it is."""

    cohort: Cohort
    network: Network

    @property
    def name(self) -> str:
        """What it is called; its id where it has no name."""
        return self.network.name or self.network.id


@dataclass(frozen=True)
class Participant:
    """A municipality that takes part, or has completed the programme.

    Args:
        town: What the register says.
        memberships: Those that have begun, in the order of their groups; none that was withdrawn or fell away.
        networks: Those it is in.
        themes: What it works with, in the order of the programme.
        agreed: Ids of the indicators whose figures it has agreed to show.
        examples: Its examples that are shown.
    """

    town: MunicipalityOutline
    memberships: tuple[tuple[Cohort, Membership], ...]
    networks: tuple[LocalNetwork, ...]
    themes: tuple[str, ...]
    agreed: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def number(self) -> str:
        """Its number in the register."""
        return self.town.number

    @property
    def joined(self) -> date:
        """The first day of its first membership."""
        return min(membership.start for _, membership in self.memberships)


class SiteFacts:
    """What is shown.

    Args:
        data: The programme folder.
        pages: Its Markdown pages.
        today: The reference date: a membership or a piece of news of a later day is not shown yet.
    """

    def __init__(self, data: Snapshot, pages: SitePages, today: date) -> None:
        self.data, self.pages, self.today = data, pages, today
        self.site = data.find(Website) or Website()
        self.programme = data.get(Programme)
        self._named = {fold(each) for each, day in self.site.named.items() if day <= today}

    def may_name(self, person: str) -> bool:
        """Whether a person has agreed to be named on the site."""
        return bool(person) and fold(person) in self._named

    def name_of(self, number: str) -> str:
        """What a municipality is called; its number where the register does not know it."""
        return self._names.get(number, number)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {each.number: each.name for each in self._towns}

    @cached_property
    def _towns(self) -> Sequence[MunicipalityOutline]:
        return self.data.outlines(MunicipalityOutline)

    @cached_property
    def cohorts(self) -> Sequence[Cohort]:
        """Every group that has begun for somebody, in the order in which they began."""
        found = [each for each in self.data.all(Cohort) if any(_counts(one, self.today) for one in each.memberships)]
        return sorted(found, key=lambda each: (min(one.start for one in each.memberships), each.id))

    @cached_property
    def examples(self) -> Sequence[Example]:
        """The examples that are shown, newest first."""
        found = [example for example, _ in self.pages.examples.values() if is_shown(example, self.today)]
        return sorted(sorted(found, key=lambda each: each.id), key=_day_of, reverse=True)

    @cached_property
    def networks(self) -> Sequence[LocalNetwork]:
        """The networks that have members, cohort by cohort, as the split has them."""
        return [
            LocalNetwork(cohort, network)
            for cohort in self.cohorts
            if (record := self.data.find(Networks, cohort.id)) is not None
            for network in record.networks
            if any(self.shows(cohort.id, number) for number in network.members)
        ]

    def shows(self, cohort: str, number: str) -> bool:
        """Whether a municipality is shown in a cohort: a network may keep one that has left."""
        return any(each.id == cohort for each, _ in self._memberships.get(number, ()))

    @cached_property
    def _memberships(self) -> Mapping[str, list[tuple[Cohort, Membership]]]:
        found: dict[str, list[tuple[Cohort, Membership]]] = {}
        for cohort in self.cohorts:
            for each in cohort.memberships:
                if _counts(each, self.today):
                    found.setdefault(each.municipality, []).append((cohort, each))
        return found

    @cached_property
    def participants(self) -> Mapping[str, Participant]:
        """Every municipality that takes part, by number, in Norwegian order of the names."""
        towns = [each for each in self._towns if each.number in self._memberships]
        networks: dict[str, list[LocalNetwork]] = {}
        for each in self.networks:
            for number in filter(partial(self.shows, each.cohort.id), each.network.members):
                networks.setdefault(number, []).append(each)
        examples: dict[str, list[Example]] = {}
        for example in self.examples:
            examples.setdefault(example.municipality, []).append(example)
        return {
            town.number: Participant(
                town,
                tuple(self._memberships[town.number]),
                tuple(networks.get(town.number, ())),
                self._themes(town.number, examples.get(town.number, ())),
                self.site.agreed.get(town.number, ()),
                tuple(examples.get(town.number, ())),
            )
            for town in sorted(towns, key=lambda each: municipality_key(each.name, each.number, each.sort_as or None))
        }

    def _themes(self, number: str, examples: Sequence[Example]) -> tuple[str, ...]:
        own = {*self.site.themes.get(number, ()), *(each.theme for each in examples)}
        return tuple(each for each in THEMES if each in own)

    @cached_property
    def gatherings(self) -> Sequence[Gathering]:
        """The gatherings that are open to read about, by their first day."""
        found = [each for each in self.data.all(Gathering) if each.kind != PRIVATE]
        return sorted(found, key=lambda each: (each.start, each.id))


def _counts(membership: Membership, today: date) -> bool:
    """Whether a membership is shown: it runs, or it was completed."""
    return membership.start <= today and (membership.active_on(today) or membership.reason == "completed")


def _day_of(example: Example) -> date:
    return getattr(example, "published", None) or example.consent or date.min
