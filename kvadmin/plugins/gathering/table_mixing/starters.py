"""Starters: one round that is turned by a cycle into all the others, found by search.

People are tracks of a cycle and a few who stay where they are. When in the first round no difference within a track or
between two tracks comes twice, and who stays has one of each track beside them, the turned rounds repeat no meeting.
Kirkman's schoolgirls are such a plan (15 people, a cycle of 7). Source: C. J. Colbourn and J. H. Dinitz (eds),
*Handbook of Combinatorial Designs*, 2nd ed. 2007, II.2.8 and IV.5.4 (resolvable designs from starter blocks).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

#: Steps of the search for one length of the cycle, over all tries, and of one try.
_STEPS = 60_000
_STEPS_OF_A_TRY = 3_000
#: More people than this are not searched for: other constructions serve them.
_MOST_PEOPLE = 60

#: People by number at tables in rounds.
NumberedPlan = list[list[list[int]]]


def starter_plan(tables: int, seats: int, rounds: int) -> NumberedPlan:
    """A plan without repeats of at least so many rounds, by the longest cycle that has one; empty if none is found.

    Args:
        tables: How many tables.
        seats: How many at each, all seats full.
        rounds: The fewest rounds that are of use.
    """
    people = tables * seats
    if seats < 2 or people > _MOST_PEOPLE:
        return []
    for cycle in range((people - 1) // (seats - 1), max(rounds, 2) - 1, -1):
        staying = people - (seats - 1) * cycle
        if staying > tables:
            break
        found = _Search(tables, seats, cycle, staying).first_round()
        if found:
            return [
                [[_turned(one, turn, cycle, people - staying) for one in table] for table in found]
                for turn in range(cycle)
            ]
    return []


def _turned(one: int, turn: int, cycle: int, turning: int) -> int:
    """Person ``track * cycle + place`` further on in the track; who stays has a number above."""
    return one if one >= turning else one - one % cycle + (one + turn) % cycle


@dataclass
class _Search:
    """Backtracking over tables: differences that were used are bits of a number."""

    tables: int
    seats: int
    cycle: int
    staying: int
    steps: int = 0
    until: int = 0
    order: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turning = (self.seats - 1) * self.cycle
        self.bits = [[self._difference(a, b) for b in range(self.turning)] for a in range(self.turning)]

    def _difference(self, a: int, b: int) -> int:
        """The bit of the difference of two people; 0 for two who would meet twice in a cycle."""
        if a > b:
            a, b = b, a
        (one, x), (other, y) = divmod(a, self.cycle), divmod(b, self.cycle)
        step = (y - x) % self.cycle
        if one == other:
            step = min(step, self.cycle - step)
            if 2 * step in (0, self.cycle):
                return 0
        return 1 << ((one * self.seats + other) * self.cycle + step)

    def first_round(self) -> list[list[int]]:
        rng = random.Random(0)  # noqa: S311 - seats, no secrets
        while self.steps < _STEPS:
            self.until = self.steps + _STEPS_OF_A_TRY
            self.order = list(range(self.turning))
            rng.shuffle(self.order)
            done: list[list[int]] = []
            if self._tables(self.order, 0, done):
                return done
        return []

    def _tables(self, left: list[int], used: int, done: list[list[int]]) -> bool:
        if not left:
            return True
        stays = len(done) < self.staying
        table = [left[0]]
        done.append([self.turning + len(done), *table] if stays else table)
        room = self.seats - stays
        if self._fill(left[1:], left[1:], table, room, used, done, tracks=stays):
            return True
        done.pop()
        return False

    def _fill(
        self,
        free: list[int],
        others: list[int],
        table: list[int],
        room: int,
        used: int,
        done: list[list[int]],
        *,
        tracks: bool,
    ) -> bool:
        """Fill the table from ``free``, then the tables after it from ``others``."""
        self.steps += 1
        if self.steps > self.until:
            return False
        if len(table) == room:
            number = len(done) - 1
            done[number] = ([self.turning + number] if tracks else []) + table
            seated = set(table)
            return self._tables([one for one in others if one not in seated], used, done)
        for at, one in enumerate(free):
            taken, fits = used, True
            for mate in table:
                bit = self.bits[mate][one]
                if not bit or taken & bit or (tracks and mate // self.cycle == one // self.cycle):
                    fits = False
                    break
                taken |= bit
            if fits and self._fill(free[at + 1 :], others, [*table, one], room, taken, done, tracks=tracks):
                return True
            if self.steps > self.until:
                return False
        return False
