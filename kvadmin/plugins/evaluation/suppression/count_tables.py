"""Tables of counts with their margins, and which of their cells are hidden.

A table of R rows and C columns is held with its totals: row R holds the column totals, column C the row totals,
and (R, C) the total of all. Every row and every column then says "the parts are the total", which makes the table
a network: a cell is an edge between its row and its column, and hidden cells can only vary around closed loops of
hidden cells. Cox, "Network models for complementary cell suppression" (1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kvadmin.api import InvalidData, tr

Margins = Literal["both", "rows"]


class CountCell(NamedTuple):
    """A place in a table with its totals: ``row`` R and ``column`` C are the totals."""

    row: int
    column: int


class Edge(NamedTuple):
    """A cell in the network: it joins node ``tail`` (a row) to node ``head`` (a column).

    ``sign`` is -1 for a total on one side, so that signed values add up to 0 in every row and column.
    """

    cell: CountCell
    tail: int
    head: int
    sign: int
    value: int
    margin: bool


@dataclass(frozen=True, slots=True)
class PublishedCounts:
    """A table as its reader sees it: (R + 1) x (C + 1) with totals; ``None`` where a cell is hidden.

    ``margins`` is ``rows`` for lists: each row has a total, and the columns none (the last row is then absent).
    ``lowest`` is the least value that a hidden cell can have: 1 for a reader who knows that zeros are always shown.
    """

    cells: tuple[tuple[int | None, ...], ...]
    margins: Margins = "both"
    lowest: int = 1

    @property
    def hidden(self) -> tuple[CountCell, ...]:
        """The hidden cells, in reading order."""
        return tuple(CountCell(i, j) for i, row in enumerate(self.cells) for j, v in enumerate(row) if v is None)


@dataclass(frozen=True, slots=True)
class SuppressedCounts:
    """A table after suppression.

    Attributes:
        primary: Cells that are themselves too small, in reading order.
        secondary: Cells hidden to protect them.
        published: What may be shown.
    """

    primary: tuple[CountCell, ...]
    secondary: tuple[CountCell, ...]
    published: PublishedCounts


def with_totals(counts: Sequence[Sequence[int]], margins: Margins = "both") -> list[list[int]]:
    """``counts`` with a column of row totals and, for ``both``, a row of column totals.

    Raises:
        InvalidData: No cells, rows of unequal length, or a count that is negative or no integer.
    """
    if not counts or not counts[0] or any(len(row) != len(counts[0]) for row in counts):
        raise InvalidData(tr("A table to be suppressed needs at least one cell, and rows of equal length."))
    for i, row in enumerate(counts):
        for j, value in enumerate(row):
            if not _is_count(value):
                raise InvalidData(tr("{value!r} is not a count.", value=value), where=f"row {i + 1}, column {j + 1}")
    table = [[*row, sum(row)] for row in counts]
    if margins == "both":
        table.append([sum(column) for column in zip(*table, strict=True)])
    return table


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def edges(table: Sequence[Sequence[int]], margins: Margins) -> list[Edge]:
    """The network of a table with totals; hidden or not, every cell is an edge."""
    rows, columns = len(table), len(table[0])
    last_row = rows - 1 if margins == "both" else -1
    found = []
    for i, row in enumerate(table):
        for j, value in enumerate(row):
            at_total = (i == last_row) + (j == columns - 1)
            head = rows + j if margins == "both" else rows  # a list has no column totals: one node for all
            found.append(Edge(CountCell(i, j), i, head, -1 if at_total == 1 else 1, value, at_total > 0))
    return found
