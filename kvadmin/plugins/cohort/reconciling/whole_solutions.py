"""All whole-number solutions of least cost: which unknowns, how many of each, make the equations hold.

Minimise ``c x`` under ``A x = b`` with ``x`` of whole numbers, 0 and more. Column by column is set; the linear bound of
what is left says whether it can still be done within the cost, and which columns would cost too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from .exact_simplex import linear_bound

#: Steps of one search, solutions that are kept, and how far above the linear bound it goes.
STEPS, MOST, ABOVE = 4_000, 1_000, 6


@dataclass(frozen=True, slots=True)
class WholeColumn:
    """One unknown: what a unit of it adds to each equation (0 left out), and what it costs (0 or more)."""

    effects: Mapping[int, int]
    cost: int


@dataclass(frozen=True, slots=True)
class WholeSolutions:
    """What was found.

    Attributes:
        cost: Of each of them; None where there is none.
        solutions: Units per column (those of 0 left out), in a fixed order.
        complete: The search went to its end: these are all there are of least cost, or there is none at all.
    """

    cost: int | None
    solutions: tuple[Mapping[int, int], ...]
    complete: bool


def whole_solutions(
    columns: Sequence[WholeColumn],
    wanted: Sequence[int],
    *,
    most_cost: int | None = None,
    accept: Callable[[Mapping[int, int]], bool] = lambda _: True,
) -> WholeSolutions:
    """Search all solutions of least cost.

    Args:
        columns: The unknowns.
        wanted: What each equation must come to.
        most_cost: No solution that costs more is wanted.
        accept: What a solution must hold beside the equations.
    """
    walk = _Walk(columns, accept)
    every = tuple(range(len(columns)))
    bound = walk.bound(every, wanted)
    if bound is None:
        return WholeSolutions(None, (), complete=True)
    least = ceil(bound[0])
    most = least + ABOVE if most_cost is None else min(most_cost, least + ABOVE)
    for cost in range(least, most + 1):
        found = []
        for each in walk.solutions(tuple(wanted), every, cost, {}):
            found.append(each)
            walk.stopped |= len(found) >= MOST
        if found or walk.stopped:
            found.sort(key=lambda each: (len(each), sorted(each.items())))
            return WholeSolutions(cost if found else None, tuple(found), complete=not walk.stopped)
    return WholeSolutions(None, (), complete=most_cost is not None and most == most_cost)


class _Walk:
    """The walk over the columns; it stops when it has taken too many steps."""

    def __init__(self, columns: Sequence[WholeColumn], accept: Callable[[Mapping[int, int]], bool]) -> None:
        self.columns, self.accept = columns, accept
        self.steps, self.stopped = 0, False

    def bound(self, free: Sequence[int], left: Sequence[int]) -> tuple[Fraction, dict[int, Fraction]] | None:
        """The least cost of what is left, fractions allowed, and what each free column costs above it.

        The values are exact fractions; None when it cannot be done at all.
        """
        rows = [[self.columns[at].effects.get(row, 0) for at in free] for row in range(len(left))]
        found = linear_bound(rows, left, [self.columns[at].cost for at in free])
        return None if found is None else (found.value, dict(zip(free, found.reduced, strict=True)))

    def solutions(
        self, left: tuple[int, ...], free: Sequence[int], cost: int, chosen: dict[int, int]
    ) -> Iterator[dict[int, int]]:
        """Every way to bring ``left`` to 0 with the free columns at exactly this cost."""
        self.steps += 1
        self.stopped |= self.steps > STEPS
        if self.stopped:
            return
        bound = self.bound(free, left)
        if bound is None or bound[0] > cost:
            return
        free = [at for at in free if bound[1][at] <= cost - bound[0]]
        if not free:
            if cost == 0 and not any(left) and self.accept(chosen):
                yield {at: number for at, number in chosen.items() if number}
            return
        at, numbers = self._next(left, free, cost)
        rest = [each for each in free if each != at]
        for number in numbers:
            if self.stopped:
                return
            after = list(left)
            for touched, change in self.columns[at].effects.items():
                after[touched] -= change * number
            yield from self.solutions(tuple(after), rest, cost - self.columns[at].cost * number, {**chosen, at: number})

    def _next(self, left: Sequence[int], free: Sequence[int], cost: int) -> tuple[int, Sequence[int]]:
        """The column to set next, and its numbers: one that an equation leaves no choice, else a dear one."""
        in_row: dict[int, list[int]] = {}
        for at in free:
            for row in self.columns[at].effects:
                in_row.setdefault(row, []).append(at)
        for row, columns in in_row.items():
            if len(columns) == 1:
                number, rest = divmod(left[row], self.columns[columns[0]].effects[row])
                return columns[0], [] if rest or number < 0 else [number]
        at = max(free, key=lambda each: (self.columns[each].cost, -each))
        one = self.columns[at].cost
        if one:
            return at, range(cost // one + 1)
        limits = [
            left[row] // change
            for row, change in self.columns[at].effects.items()
            if len({self.columns[each].effects[row] > 0 for each in in_row[row]}) == 1
        ]
        return at, range(max(0, min(limits, default=sum(map(abs, left)))) + 1)
