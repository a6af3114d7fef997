"""From cells by place to rows, with a bound on what a small file can unfold to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Cell, Row, column_letters
from kvadmin.reading.xlsx.merged import Area, Lines, refuse_giants, spread
from kvadmin.translation import tr

#: Cells of a sheet from its first column to its last one with content.
_MOST_CELLS = 10_000_000


_letters = lru_cache(maxsize=1024)(column_letters)


class SheetCells:
    """The cells of one sheet while it is read: line from 1 -> column from 0 -> cell.

    Args:
        book: The file's name, for messages.
        title: The sheet's name.
    """

    def __init__(self, book: str, title: str) -> None:
        self.title = title
        self.hidden_lines: set[int] = set()
        self._where = f"{book}: {title}"
        self._cells: Lines = {}
        self._areas: list[Area] = []

    def where(self, line: int, column: int) -> str:
        """``sheet!A5``."""
        return f"{self.title}!{_letters(column)}{line}"

    def put(self, line: int, column: int, cell: Cell) -> None:
        """Keep the cell; one that is nothing but blank is not worth it."""
        if not cell.blank or cell.formula or cell.comment or cell.error:
            self._cells.setdefault(line, {})[column] = cell

    def merge(self, area: Area) -> None:
        """Remember a merged area."""
        self._areas.append(area)

    def rows(self) -> tuple[Row, ...]:
        """The rows that have content of their own.

        Raises:
            InvalidData: Merged areas or the sheet itself are larger than any list.
        """
        refuse_giants(self._areas, self._where)
        spread(self._areas, self._cells)
        own = {line: cells for line, cells in self._cells.items() if any(cell.own for cell in cells.values())}
        if (size := sum(max(cells) + 1 for cells in own.values())) > _MOST_CELLS:
            raise InvalidData(
                tr("the sheet has {size:,} cells; {most:,} is the most", size=size, most=_MOST_CELLS),
                where=self._where,
                hint=tr("delete what stands far to the right of the list"),
                code="too-large",
            )
        return tuple(Row(line, self._dense(line, own[line]), line in self.hidden_lines) for line in sorted(own))

    def _dense(self, line: int, cells: Mapping[int, Cell]) -> tuple[Cell, ...]:
        return tuple(cells.get(at) or Cell(where=self.where(line, at)) for at in range(max(cells) + 1))
