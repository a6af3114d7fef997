"""Who has met whom at a table of an earlier gathering, by the seating plans that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.api import Refused, Snapshot, UsageError, tr
from kvadmin.api.records import Gathering

from .registrations.registration_book import RegisteredPerson, RegistrationBook
from .registrations.same_people import same_people
from .seating_plan import Plan
from .table_mixing.meeting_faults import Mixing, Pair, met_at


@dataclass(frozen=True, slots=True)
class EarlierTables:
    """The tables of an earlier gathering.

    Attributes:
        gathering: Its id.
        plan: Its plan with the ids of now; who is not surely one of those who come now is left out.
        people: How many of those who come now sat there.
        uncertain: Those who come now and may have sat there.
    """

    gathering: str
    plan: Plan
    people: int
    uncertain: tuple[RegisteredPerson, ...]


@dataclass(frozen=True, slots=True)
class EarlierMeetings:
    """The earlier gatherings that count, the first one first."""

    gatherings: tuple[EarlierTables, ...] = ()

    @property
    def plans(self) -> list[Plan]:
        """Their plans."""
        return [each.plan for each in self.gatherings]

    def met(self, people: Mapping[str, str | None]) -> frozenset[Pair]:
        """The pairs, the lesser id first, who sat at one table."""
        return met_at(self.plans, people)

    def as_json(self, pairs: int, plan: Mixing) -> dict[str, Any]:
        """What JSON says of them; people by the ids of now.

        Args:
            pairs: How many pairs of those who come now had met.
            plan: The plan of now.
        """
        return {
            "gatherings": [
                {"gathering": each.gathering, "rounds": len(each.plan), "people": each.people}
                for each in self.gatherings
            ],
            "pairs": pairs,
            "repeats": len(plan.met_before),
            "again": [list(pair) for pair in plan.met_before],
            "uncertain": [
                {"gathering": each.gathering, "person": one.id} for each in self.gatherings for one in each.uncertain
            ],
        }


def earlier_meetings(
    data: Snapshot, gathering: Gathering, here: Sequence[RegisteredPerson], named: Sequence[str] = ()
) -> EarlierMeetings:
    """The tables of the gatherings before this one, cancelled ones left out, or of those that are named.

    Who was registered and did not come (cancelled) sat at no table; who is no longer kept there is in no plan.

    Args:
        data: The data.
        gathering: The gathering of now.
        here: Those who come now.
        named: Ids of gatherings; all before this one when there are none.

    Raises:
        UnknownName: A named gathering is not there.
        UsageError: The gathering itself is named.
        Refused: A named gathering has no seating plan.
    """
    if named:
        chosen = [_named(data, gathering, each) for each in dict.fromkeys(named)]
    else:
        chosen = [
            each
            for each in data.all(Gathering)
            if each.groups and not each.cancelled and each.start < gathering.start and each.id != gathering.id
        ]
    return EarlierMeetings(
        tuple(_tables(data, each, here) for each in sorted(chosen, key=lambda each: (each.start, each.id)))
    )


def _named(data: Snapshot, gathering: Gathering, name: str) -> Gathering:
    if name == gathering.id:
        raise UsageError(
            tr("{id} is the gathering itself, not an earlier one", id=name), where="--earlier", code="bad-value"
        )
    found = data.get(Gathering, name)
    if not found.groups:
        raise Refused(tr("{gathering} has no seating plan", gathering=name), where="--earlier", code="no-seating-plan")
    return found


def _tables(data: Snapshot, gathering: Gathering, here: Sequence[RegisteredPerson]) -> EarlierTables:
    at_table = {one for tables in gathering.groups for table in tables for one in table}
    there = [each for each in RegistrationBook(data, gathering).active if each.id in at_table]
    same = same_people(here, there)
    plan = [
        [[same.sure[one] for one in table if one in same.sure] for table in tables] for tables in gathering.groups
    ]  # fmt: skip
    return EarlierTables(gathering.id, plan, len(same.sure), same.uncertain)
