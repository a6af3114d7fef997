"""From cells by place to rows: merged areas spread over their cells, bounds on what a small file can unfold to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Cell, Row, column_letters
from kvadmin.translation import tr

#: Cells that merged areas may cover in all: one area over a whole sheet is 17 thousand million cells.
_MOST_MERGED = 200_000
#: Cells of a sheet from its first column to its last one with content.
_MOST_CELLS = 10_000_000


_letters = lru_cache(maxsize=1024)(column_letters)


class MergedArea(NamedTuple):
    """Lines from 1 and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


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
        self._cells: dict[int, dict[int, Cell]] = {}
        self._areas: list[MergedArea] = []

    def where(self, line: int, column: int) -> str:
        """``sheet!A5``."""
        return f"{self.title}!{_letters(column)}{line}"

    def put(self, line: int, column: int, cell: Cell) -> None:
        """Keep the cell; one that is nothing but blank is not worth it."""
        if not cell.blank or cell.formula or cell.comment or cell.error:
            self._cells.setdefault(line, {})[column] = cell

    def merge(self, area: MergedArea) -> None:
        """Remember a merged area."""
        self._areas.append(area)

    def rows(self) -> tuple[Row, ...]:
        """The rows that have content of their own.

        Raises:
            InvalidData: Merged areas or the sheet itself are larger than any list.
        """
        covered = sum((each.bottom - each.top + 1) * (each.right - each.left + 1) for each in self._areas)
        if covered > _MOST_MERGED:
            raise InvalidData(
                tr(
                    "merged areas cover {covered:,} cells of one sheet; {most_merged:,} is the most",
                    covered=covered,
                    most_merged=_MOST_MERGED,
                ),
                where=self._where,
                hint=tr("unmerge the cells of that sheet and save the file again"),
            )
        areas = sorted(self._areas)
        for area in areas:
            self._uncover(area)
        own = {line: cells for line, cells in self._cells.items() if any(cell.own for cell in cells.values())}
        for area in areas:
            _spread(area, own, self._cells.get(area.top, {}).get(area.left))
        if (size := sum(max(cells) + 1 for cells in own.values())) > _MOST_CELLS:
            raise InvalidData(
                tr("the sheet has {size:,} cells; {most:,} is the most", size=size, most=_MOST_CELLS),
                where=self._where,
                hint=tr("delete what stands far to the right of the list"),
            )
        return tuple(Row(line, self._dense(line, own[line]), line in self.hidden_lines) for line in sorted(own))

    def _uncover(self, area: MergedArea) -> None:
        """Leave out what the file holds under a merged area, where no program shows it; a note there is kept."""
        for line in range(area.top, area.bottom + 1):
            cells = self._cells.get(line, {})
            for column in range(area.left, area.right + 1) if cells else ():
                if column in cells and (line, column) != (area.top, area.left):
                    under = cells.pop(column)
                    if under.comment:
                        cells[column] = Cell(where=under.where, comment=under.comment)

    def _dense(self, line: int, cells: Mapping[int, Cell]) -> tuple[Cell, ...]:
        return tuple(cells.get(at) or Cell(where=self.where(line, at)) for at in range(max(cells) + 1))


def _spread(area: MergedArea, own: Mapping[int, dict[int, Cell]], first: Cell | None) -> None:
    """Give every cell of the area the content of its upper left one, in rows that have content of their own."""
    if first is None or (first.blank and not first.error):
        return
    corner = f"{column_letters(area.left)}{area.top}"
    for line in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1) if line in own else ():
            under = own[line].get(column)
            if (line, column) == (area.top, area.left) or (under is not None and under.merged_from):
                continue
            notes = "\n".join(note for note in (first.comment, under.comment if under else "") if note)
            own[line][column] = Cell(
                first.value, first.text, first.where, first.struck, notes, first.formula, corner, first.error
            )
