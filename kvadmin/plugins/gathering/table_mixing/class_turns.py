"""Turns: how each class of people is turned against the others from round to round, so that nobody meets twice.

People lie in as many classes as a table has seats, one of each class at a table. In a round each class is shifted by an
element of a group; where the differences of two classes never come again, nobody meets twice. Such shifts are the rows
of a difference matrix; together they are a resolvable transversal design. Source: C. J. Colbourn and J. H. Dinitz,
*Handbook of Combinatorial Designs*, 2nd ed. 2007, VI.17 (difference matrices) and III.3 (orthogonal Latin squares).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from .finite_fields import Operation, prime_powers, product_ring

#: Tries of the search, and steps of each row.
_TRIES = 40
_STEPS = 3000
#: Rows that are searched though fewer are asked for: a later gathering takes those that the first one left.
_FORESEEN = 12

#: The most classes known of 12 tables: D. M. Johnson, A. L. Dulmage and N. S. Mendelsohn, "Orthomorphisms of groups and
#: orthogonal Latin squares", Canadian J. Math. 13 (1961). Rows in GF(4) x GF(3), by a search through orthomorphisms.
_OF_TWELVE = "000000 0157A6 027543 0342B9 046B57 05B862 063491 072615 08A974 091A28 0A938B 0B813A"


@dataclass(frozen=True, slots=True)
class Turns:
    """Shifts of classes, one row for each round, and the group that they are taken in."""

    sums: Operation
    rows: tuple[tuple[int, ...], ...]


def mixing_turns(tables: int, seats: int, rounds: int, seed: int = 0) -> list[tuple[int, ...]]:
    """One shift per class and round such that the differences of two classes never repeat.

    Further rows than there are without a repeat are drawn at random.
    """
    rows = list(turns(tables, seats, rounds).rows[:rounds])
    rng = random.Random(seed)  # noqa: S311 - seats, no secrets
    while len(rows) < rounds:
        rows.append(tuple(rng.randrange(tables) for _ in range(seats)))
    return rows


def turns(tables: int, seats: int, rounds: int) -> Turns:
    """Rows without a repeat: as many as there are tables where a construction is known, else what a search finds.

    Multiples in a field (a prime power of tables), component by component in a product of fields (H. F. MacNeish
    1922: as many classes as the least of the fields has elements), else rows one after the other.

    Args:
        tables: How many tables.
        seats: How many classes.
        rounds: How many rows are wanted; there may be fewer or more.
    """
    sums, products = product_ring(tables)
    if seats <= min((prime**power for prime, power in prime_powers(tables)), default=1):
        # Differences of two such multipliers are units in every component.
        steps = [_diagonal(tables, at) for at in range(seats)]
        return Turns(sums, tuple(tuple(products[turn][step] for step in steps) for turn in range(tables)))
    if tables == 12 and seats <= 6:
        return Turns(sums, tuple(tuple(int(shift, 12) for shift in row[:seats]) for row in _OF_TWELVE.split()))
    wanted = min(tables, max(rounds, _FORESEEN))
    cyclic = [[(a + b) % tables for b in range(tables)] for a in range(tables)]
    found = [Turns(each, _searched(each, seats, wanted)) for each in ([cyclic] if sums == cyclic else [sums, cyclic])]
    return max(found, key=lambda each: len(each.rows))


def _diagonal(tables: int, at: int) -> int:
    """The element of a product of fields that has the same number in every component."""
    found = 0
    for prime, power in prime_powers(tables):
        found = found * prime**power + at
    return found


def _searched(sums: Operation, seats: int, wanted: int) -> tuple[tuple[int, ...], ...]:
    """Rows found one after the other, begun again when stuck; the longest list of all tries."""
    order = len(sums)
    minus = [[0] * order for _ in range(order)]
    for a in range(order):
        for b in range(order):
            minus[sums[a][b]][b] = a
    best: list[tuple[int, ...]] = []
    rng = random.Random(0)  # noqa: S311 - seats, no secrets; the rows do not depend on who asks
    for _ in range(_TRIES):
        used: list[set[int]] = [set() for _ in range(seats * seats)]
        rows: list[tuple[int, ...]] = []
        while len(rows) < wanted:
            row = _row(minus, seats, used, rng)
            if row is None:
                break
            rows.append(row)
            for a in range(seats):
                for b in range(a):
                    used[a * seats + b].add(minus[row[a]][row[b]])
        if len(rows) > len(best):
            best = rows
        if len(best) == wanted:
            break
    return tuple(best)


def _row(minus: Operation, seats: int, used: list[set[int]], rng: random.Random) -> tuple[int, ...] | None:
    order = len(minus)
    row: list[int] = [0]
    options: list[list[int]] = []
    for _ in range(_STEPS):
        if len(row) == seats:
            return tuple(row)
        a = len(row)
        if len(options) < a:
            free = [v for v in range(order) if all(minus[v][row[b]] not in used[a * seats + b] for b in range(a))]
            rng.shuffle(free)
            options.append(free)
        if options[-1]:
            row.append(options[-1].pop())
            continue
        options.pop()
        if not options:
            return None
        row.pop()
    return None
