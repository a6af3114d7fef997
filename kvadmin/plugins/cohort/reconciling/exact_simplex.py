"""A linear program of whole numbers, solved exactly: the bound that the search for whole solutions leans on.

Minimise ``c x`` under ``A x = b``, ``x >= 0``. The tableau holds whole numbers over one common denominator
(fraction-free pivoting, Edmonds 1967), so that nothing is rounded; Bland's rule (1977) keeps it from going in circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class LinearBound:
    """The least cost of any solution, fractions allowed.

    Every solution costs ``value`` plus ``reduced[j]`` for each unit of column ``j``; none of them is below 0.
    """

    value: Fraction
    reduced: tuple[Fraction, ...]


def linear_bound(rows: Sequence[Sequence[int]], wanted: Sequence[int], costs: Sequence[int]) -> LinearBound | None:
    """Solve the program.

    Args:
        rows: The matrix, equation by equation, a coefficient for each column.
        wanted: What each equation must come to.
        costs: Of one unit of each column; none below 0.

    Returns:
        None when no solution exists, not even in fractions.
    """
    width, height = len(costs), len(rows)
    table = []
    for index, (row, value) in enumerate(zip(rows, wanted, strict=True)):
        sign = -1 if value < 0 else 1
        artificial = [int(index == each) for each in range(height)]
        table.append([sign * each for each in row] + artificial + [sign * value])
    basis = [width + index for index in range(height)]
    artificial_cost = [0] * width + [1] * height + [0]
    first = [cost - sum(row[at] for row in table) for at, cost in enumerate(artificial_cost)]
    second = [*costs, *([0] * height), 0]
    tableau = _Tableau([*table, second, first], basis, width)
    tableau.minimise()
    if tableau.rows[-1][-1] != 0:
        return None
    tableau.rows.pop()
    tableau.leave_artificial()
    tableau.minimise()
    goal, over = tableau.rows[-1], tableau.over
    return LinearBound(Fraction(-goal[-1], over), tuple(Fraction(each, over) for each in goal[:width]))


class _Tableau:
    """Whole numbers over ``over``; the last row is what is minimised, rows of other goals stand above it."""

    def __init__(self, rows: list[list[int]], basis: list[int], width: int) -> None:
        self.rows, self.basis, self.width, self.over = rows, basis, width, 1

    def minimise(self) -> None:
        """Pivot until no column lowers the last row. The costs are not below 0, so that there is a least."""
        while True:
            goal = self.rows[-1]
            entering = next((at for at in range(self.width) if goal[at] < 0), None)
            if entering is None:
                return
            leaving = self._leaving(entering)
            if leaving is None:  # cannot be with costs of 0 and more
                return
            self._pivot(leaving, entering)

    def leave_artificial(self) -> None:
        """Take columns of our own in place of artificial ones that stayed at 0."""
        for row, held in enumerate(self.basis):
            if held >= self.width:
                entering = next((at for at in range(self.width) if self.rows[row][at]), None)
                if entering is not None:
                    self._pivot(row, entering)

    def _leaving(self, entering: int) -> int | None:
        best: tuple[Fraction, int, int] | None = None
        for row, held in enumerate(self.basis):
            step = self.rows[row][entering]
            if step > 0:
                found = (Fraction(self.rows[row][-1], step), held, row)
                best = found if best is None or found < best else best
        return None if best is None else best[2]

    def _pivot(self, row: int, column: int) -> None:
        chosen = self.rows[row]
        by = chosen[column]
        if by < 0:  # only where the row is at 0: the sign of the whole row may turn
            chosen = self.rows[row] = [-each for each in chosen]
            by = -by
        for at, each in enumerate(self.rows):
            if at != row:
                factor = each[column]
                if factor:
                    self.rows[at] = [
                        (value * by - factor * other) // self.over for value, other in zip(each, chosen, strict=True)
                    ]
                elif by != self.over:
                    self.rows[at] = [value * by // self.over for value in each]
        self.over = by
        self.basis[row] = column
