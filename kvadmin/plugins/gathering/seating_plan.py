"""The seating plan after it was made: who has no table, who is gone, and how newcomers are seated beside the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from kvadmin.api import Refused, tr
from kvadmin.api.records import Gathering

from .registrations.registration_book import RegisteredPerson

#: Tables of person ids for each round.
Plan = list[list[list[str]]]


class SeatingState(NamedTuple):
    """A seating plan beside those who come now.

    Attributes:
        rounds: How often the tables change; 0 without a plan.
        tables: How many there are in the first round.
        seated: Those who come and have a table in every round.
        without_table: Those who come and lack one, in at least one round.
        gone: Ids in the plan of people who do not come (any more).
    """

    rounds: int
    tables: int
    seated: int
    without_table: tuple[RegisteredPerson, ...]
    gone: tuple[str, ...]

    @property
    def outdated(self) -> bool:
        """Whether the plan is not of those who come now."""
        return bool(self.without_table or self.gone)

    def sentence(self) -> str:
        """``7 tables, 2 rounds; 1 without a table; 2 in it do not come any more``."""
        said = tr("{tables} tables, {rounds} round(s)", tables=self.tables, rounds=self.rounds)
        if self.without_table:
            said += tr("; {count} without a table", count=len(self.without_table))
        if self.gone:
            said += tr("; {count} in it do not come any more", count=len(self.gone))
        return said

    def as_json(self) -> dict[str, Any]:
        """What JSON says of it; people by id."""
        return {
            "rounds": self.rounds,
            "tables": self.tables,
            "seated": self.seated,
            "without_table": [each.id for each in self.without_table],
            "gone": list(self.gone),
        }


def seating_state(gathering: Gathering, active: Sequence[RegisteredPerson]) -> SeatingState:
    """The plan of a gathering beside those who come.

    Args:
        gathering: With its plan, as it was made.
        active: Everybody who comes now.
    """
    rounds = [{one for table in tables for one in table} for tables in gathering.groups]
    here = {each.id for each in active}
    always = set.intersection(*rounds) if rounds else set()
    without = tuple(each for each in active if each.id not in always) if rounds else ()
    gone = tuple(sorted(set().union(*rounds) - here))
    return SeatingState(
        rounds=len(rounds),
        tables=len(gathering.groups[0]) if rounds else 0,
        seated=len(here & always),
        without_table=without,
        gone=gone,
    )


def table_sizes(gathering: Gathering) -> tuple[int, int]:
    """Fewest and most people at a table, as the plan was made; of an older plan, as it is."""
    if found := re.fullmatch(r"(\d{1,3})(?:\.\.(\d{1,3}))?", gathering.groups_size):
        return int(found[1]), int(found[2] or found[1])
    sizes = [len(table) for tables in gathering.groups for table in tables if table]
    return (min(sizes), max(sizes)) if sizes else (0, 0)


def with_newcomers(
    plan: Sequence[Sequence[Sequence[str]]],
    people: Mapping[str, str | None],
    least: int,
    most: int,
    met_before: Collection[tuple[str, str]] = (),
) -> Plan:
    """The plan with those who are new in it, everybody else where they sit, and nobody who is not there.

    A newcomer takes a free chair where fewest are of the own network or were met before, at a table that is too small
    first. Where chairs are short, newcomers get a table of their own, if it is large enough.

    Args:
        plan: Tables of person ids for each round.
        people: Person id -> network or None, of everybody who comes.
        least: Fewest people at a table: what a new one must have.
        most: Most people at a table.
        met_before: Pairs, the lesser id first, who met at an earlier gathering.

    Raises:
        Refused: There are not chairs enough; the message says in which round and for how many.
    """
    kept: Plan = [[[one for one in table if one in people] for table in tables] for tables in plan]
    met = Counter(pair for tables in kept for table in tables for pair in combinations(sorted(table), 2))
    met.update(met_before)

    def cost(person: str, table: Sequence[str]) -> tuple[bool, int, int]:
        known = sum(met[min(person, one), max(person, one)] for one in table)
        same = sum(people[person] is not None and people[one] == people[person] for one in table)
        return (len(table) >= least, known + same, len(table))

    for number, tables in enumerate(kept, 1):
        here = {one for table in tables for one in table}
        new = [each for each in people if each not in here]
        own = _own_tables(tables, len(new), least, most, number)
        usable = [*(table for table in tables if table), *own]
        while new:
            too_small = [table for table in own if len(table) < least]
            chairs = too_small or [table for table in usable if len(table) < most]
            person, table = min(
                ((one, table) for one in new for table in chairs), key=lambda pair: (cost(*pair), pair[0])
            )
            for one in table:
                met[min(person, one), max(person, one)] += 1
            table.append(person)
            new.remove(person)
    return [[sorted(table) for table in tables] for tables in kept]


def moved_people(before: Plan, after: Plan) -> list[str]:
    """Who is in both plans and sits at another table, in a round that both have."""
    moved: set[str] = set()
    for was, now in zip(before, after, strict=False):
        at = {one: number for number, table in enumerate(now) for one in table}
        moved.update(one for number, table in enumerate(was) for one in table if at.get(one, number) != number)
    return sorted(moved)


def wrong_sizes(plan: Plan, least: int, most: int) -> list[tuple[int, int, int]]:
    """Round, number and people of each table that is smaller or larger than it was to be; empty ones are none."""
    return [
        (number, at, len(table))
        for number, tables in enumerate(plan, 1)
        for at, table in enumerate(tables, 1)
        if table and not least <= len(table) <= most
    ]


def _own_tables(tables: list[list[str]], new: int, least: int, most: int, number: int) -> list[list[str]]:
    """The tables of a round that are set up for newcomers alone: those that everybody left, else added ones."""
    chairs = sum(max(most - len(table), 0) for table in tables if table)
    wanted = -(-max(new - chairs, 0) // most)
    if new < wanted * least:
        raise Refused(
            tr(
                "round {number}: {new} people need a chair, and {chairs} are free at tables of {least}..{most}",
                number=number,
                new=new,
                chairs=chairs,
                least=least,
                most=most,
            ),
            hint=tr("allow larger tables (--size {least}..{more}), or leave out --keep", least=least, more=most + 1),
            code="no-chair",
        )
    left = [table for table in tables if not table][:wanted]
    added: list[list[str]] = [[] for _ in range(wanted - len(left))]
    tables += added
    return [*left, *added]
