"""Improving a seating plan: tabu search over swaps of two people in a round.

Every swap of a round is weighed at once from a matrix of what each meeting costs. A step takes the best swap; one that
makes the plan worse is taken now and then only, less and less often, and the people who were moved stay for a while.
Steps are counted, never time. Source: I. Dotu and P. Van Hentenryck, "Scheduling social golfers locally", CPAIOR 2005
(tabu search on swaps within a round).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: What a fault costs, and what it costs more that two of one network meet again: of equal plans the more varied wins.
FAULT, _AGAIN = 16, 1
#: What it costs that two empty seats are at one table: it would be smaller than the others.
_EMPTY = 1000 * FAULT
#: Of swaps that make a plan worse, one in so many is taken: first and last, evenly between.
_WORSE = (6, 30)
#: For how many steps of its round somebody who was moved stays, at least and below.
_STAYS = (4, 12)
_FORBIDDEN = 1e9

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MeetingCosts:
    """What meetings cost, as matrices of persons by persons.

    Attributes:
        first: What each two cost for every meeting.
        again: What they cost besides, for every meeting after one.
        earlier: How often two met before.
    """

    first: npt.NDArray[np.float64]
    again: npt.NDArray[np.float64]
    earlier: Counts

    @classmethod
    def of_faults(cls, same: npt.NDArray[np.bool_], person: npt.NDArray[np.bool_], earlier: Counts) -> MeetingCosts:
        """What faults cost.

        Args:
            same: Two people of one network.
            person: Who is a person, and no empty seat.
            earlier: How often two met before.
        """
        people, empty = person[:, None] & person[None, :], ~(person[:, None] | person[None, :])
        first = np.where(empty, _EMPTY, FAULT * same).astype(np.float64)
        np.fill_diagonal(first, 0)
        again = (np.where(same, _AGAIN, FAULT) * people).astype(np.float64)
        np.fill_diagonal(again, 0)
        return cls(first, again, earlier)

    def of(self, met: Counts) -> int:
        """Cost of a plan, by how often each two meet, the earlier meetings included."""
        repeats = np.maximum(met - 1, 0) - np.maximum(self.earlier - 1, 0)
        return int(np.triu(self.first * (met - self.earlier) + self.again * repeats, 1).sum())


def improved(plan: Counts, costs: MeetingCosts, steps: int, seed: int, enough: int = 0) -> tuple[int, Counts]:
    """Cost and plan, the best that the search meets.

    Args:
        plan: Table of each person in each round (rounds by persons).
        costs: What meetings cost.
        steps: How many swaps are looked for.
        seed: Decides ties.
        enough: A cost that needs no improving.
    """
    plan = plan.copy()
    rounds, people = plan.shape
    met = costs.earlier.copy()
    for at in plan:
        met += at[:, None] == at[None, :]
    np.fill_diagonal(met, 0)
    cost = costs.of(met)
    best, kept = cost, plan.copy()
    rng = random.Random(seed)  # noqa: S311 - seats, no secrets
    stays = np.zeros((rounds, people), dtype=np.int64)
    every = np.arange(people)
    for step in range(1, steps + 1):
        if best <= enough:
            break
        number = rng.randrange(rounds)
        at = plan[number]
        together = at[:, None] == at[None, :]
        meeting = costs.again * (met > together) + costs.first
        at_table = np.zeros((people, int(at.max()) + 1))
        at_table[every, at] = 1
        beside = meeting @ at_table
        moved = beside[:, at] - beside[every, at][:, None] - meeting
        change = moved + moved.T + together * _FORBIDDEN
        if cost + change.min() >= best:
            held = np.flatnonzero(stays[number] > step)
            change[held[:, None], held] = _FORBIDDEN
        least = change.min()
        if least >= _FORBIDDEN or (least > 0 and rng.randrange(_WORSE[0] + (_WORSE[1] - _WORSE[0]) * step // steps)):
            continue
        choices = np.flatnonzero(change == least)
        one, other = divmod(int(choices[rng.randrange(len(choices))]), people)
        _swap(at, met, one, other)
        cost += int(least)
        stays[number, [one, other]] = step + rounds * rng.randrange(*_STAYS)
        if cost < best:
            best, kept = cost, plan.copy()
    return best, kept


def _swap(at: Counts, met: Counts, one: int, other: int) -> None:
    """Swap two people of a round, and count their meetings anew."""
    for sign in (-1, 1):
        for who in (one, other):
            beside = at == at[who]
            beside[who] = False
            met[who] += sign * beside
            met[:, who] += sign * beside
        if sign < 0:
            at[one], at[other] = at[other], at[one]
