"""The audit: what a reader who knows the rules can work out about the hidden cells.

It sees only the published table, never the figures behind it, so that a package can be re-checked by anyone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kvadmin.api import InvalidData, tr

from .count_tables import CountCell, PublishedCounts
from .integer_solver import highs, is_optimal, model


class Interval(NamedTuple):
    """The least and the greatest value that a hidden cell can have; ``high`` is ``None`` when nothing bounds it."""

    cell: CountCell
    low: int
    high: int | None

    @property
    def derivable(self) -> bool:
        """Whether the reader knows the value exactly."""
        return self.low == self.high


def audit(published: PublishedCounts) -> list[Interval]:
    """The interval of every hidden cell, by linear programming over rows and columns.

    The systems are totally unimodular, so the bounds are those of whole counts too.
    """
    hidden = published.hidden
    if not hidden:
        return []
    solver = _system(published)
    sense = highs().ObjSense
    found = []
    for place, cell in enumerate(hidden):
        solver.changeColCost(place, 1.0)
        low = _bound(solver, sense.kMinimize)
        high = _bound(solver, sense.kMaximize)
        solver.changeColCost(place, 0.0)
        found.append(Interval(cell, published.lowest if low is None else low, high))
    return found


def derivable(published: PublishedCounts) -> list[Interval]:
    """The hidden cells that a reader can derive exactly: none in a table that may be shown."""
    return [interval for interval in audit(published) if interval.derivable]


def _system(published: PublishedCounts) -> Any:
    """A HiGHS model with one column per hidden cell and one equation per row and column of the table."""
    solver = model(presolve="off")  # hundreds of tiny problems, each warm from the last
    place = {cell: column for column, cell in enumerate(published.hidden)}
    for _ in place:
        solver.addVar(float(published.lowest), highs().kHighsInf)
    for line in _lines(published):
        known = sum(
            sign * value for sign, cell in line if (value := published.cells[cell.row][cell.column]) is not None
        )
        columns = [place[cell] for _, cell in line if cell in place]
        signs = [float(sign) for sign, cell in line if cell in place]
        if columns:
            solver.addRow(float(-known), float(-known), len(columns), columns, signs)
    return solver


def _lines(published: PublishedCounts) -> list[list[tuple[int, CountCell]]]:
    """Every row and column as signed cells that add up to 0: the parts, minus their total."""
    rows, columns = len(published.cells), len(published.cells[0])
    lines = [[(-1 if j == columns - 1 else 1, CountCell(i, j)) for j in range(columns)] for i in range(rows)]
    if published.margins == "both":
        lines += [[(-1 if i == rows - 1 else 1, CountCell(i, j)) for i in range(rows)] for j in range(columns)]
    return lines


def _bound(solver: Any, sense: Any) -> int | None:
    """The bound in one direction, None when there is none.

    Raises:
        InvalidData: The solver came to no answer; nothing may be published on a guess.
    """
    solver.changeObjectiveSense(sense)
    solver.run()
    status = highs().HighsModelStatus
    if solver.getModelStatus() == status.kUnknown:  # warm from a problem without a bound it may not get anywhere
        solver.clearSolver()
        solver.run()
    if solver.getModelStatus() == status.kUnknown:
        raise InvalidData(tr("it could not be worked out whether a hidden count can be derived"), code="disclosure")
    return round(float(solver.getInfo().objective_function_value)) if is_optimal(solver) else None
