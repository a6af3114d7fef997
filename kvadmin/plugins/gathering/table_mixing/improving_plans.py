"""Plans of person ids as matrices of numbers for the search, and back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .improving import FAULT, MeetingCosts, improved


def improved_plan(
    plan: list[list[list[str]]],
    network: Mapping[str, str | None],
    met: frozenset[tuple[str, str]],
    steps: int,
    seed: int,
    bound: int,
) -> list[list[list[str]]]:
    """The plan with as few faults as the search finds; tables keep their order, and none is larger than it must be.

    Args:
        plan: Tables of person ids in rounds.
        network: Person id -> network or None.
        met: Pairs who met before, the lesser id first.
        steps: How many swaps are looked for.
        seed: Decides ties.
        bound: Faults that no plan is below.
    """
    people = sorted(network)
    number = {one: at for at, one in enumerate(people)}
    tables = len(plan[0])
    seats = -(-len(people) // tables)
    empty = tables * seats - len(people)
    size = len(people) + empty
    at = np.zeros((len(plan), size), dtype=np.int64)
    for each, row in zip(plan, at, strict=True):
        free = len(people)
        for where, table in enumerate(each):
            row[[number[one] for one in table]] = where
            row[free : free + seats - len(table)] = where
            free += seats - len(table)
    earlier = np.zeros((size, size), dtype=np.int64)
    for one, other in met:
        earlier[number[one], number[other]] = earlier[number[other], number[one]] = 1
    names = {one: place for place, one in enumerate(sorted({each for each in network.values() if each is not None}))}
    of = np.array([names.get(network[one] or "", -1) for one in people] + [-1] * empty)
    person = np.arange(size) < len(people)
    same = (of[:, None] == of[None, :]) & (of[:, None] >= 0)
    np.fill_diagonal(same, val=False)
    costs = MeetingCosts.of_faults(same, person, earlier)
    _, found = improved(at, costs, steps, seed, bound * FAULT + FAULT - 1)
    return [
        [[people[who] for who in np.flatnonzero(row[: len(people)] == where)] for where in range(tables)]
        for row in found
    ]
