"""Merged areas: every cell of one shows the content of its upper left cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Cell, column_letters, column_number
from kvadmin.translation import tr

#: Cells that merged areas of a sheet may cover in all: each becomes an object of its own, and one area over a whole
#: sheet has 17 thousand million, in a hundred bytes of the file.
_MOST_MERGED = 200_000
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")

#: The cells of a sheet by line from 1 and column from 0.
Lines = dict[int, dict[int, Cell]]


class Area(NamedTuple):
    """A merged area: lines from 1, columns from 0, the last of both included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def read_area(reference: str) -> Area | None:
    """The area of ``B2:C5``, whichever corners are named; None when it is a single cell or none that can be told."""
    found = _AREA.fullmatch(reference.strip().upper())
    if not found:
        return None
    left, right = sorted((column_number(found[1]) - 1, column_number(found[3]) - 1))
    top, bottom = sorted((int(found[2]), int(found[4])))
    return Area(top, left, bottom, right)


def refuse_giants(areas: list[Area], where: str) -> None:
    """Refuse areas that cover more cells than any list has.

    Raises:
        InvalidData: They do.
    """
    if (covered := sum(area.size for area in areas)) > _MOST_MERGED:
        raise InvalidData(
            tr(
                "merged areas cover {covered:,} cells of one sheet; {most_merged:,} is the most",
                covered=covered,
                most_merged=_MOST_MERGED,
            ),
            where=where,
            hint=tr("unmerge the cells of that sheet and save the file again"),
            code="damaged-file",
        )


def spread(areas: list[Area], lines: Lines) -> None:
    """Give every cell of a merged area the content of its upper left one, in lines that have content of their own.

    What stands in the file under a merged area is not seen in any program, and is left out; a note there is kept.
    """
    areas = sorted(areas)
    for area in areas:
        _clear(area, lines)
    for area in areas:
        first = lines.get(area.top, {}).get(area.left)
        if first is None or (first.blank and not first.error):
            continue
        corner = f"{column_letters(area.left)}{area.top}"
        for line in range(area.top, area.bottom + 1):
            cells = lines.get(line)
            if cells and any(cell.own for cell in cells.values()):
                _cover(cells, area, first, corner, line)


def _clear(area: Area, lines: Lines) -> None:
    for line in range(area.top, area.bottom + 1):
        cells = lines.get(line)
        for column in range(area.left, area.right + 1) if cells else ():
            if cells and column in cells and (line, column) != (area.top, area.left):
                under = cells.pop(column)
                if under.comment:
                    cells[column] = Cell(where=under.where, comment=under.comment)


def _cover(cells: dict[int, Cell], area: Area, first: Cell, corner: str, line: int) -> None:
    for column in range(area.left, area.right + 1):
        under = cells.get(column)
        if (line, column) == (area.top, area.left) or (under is not None and under.merged_from):
            continue
        notes = [note for note in (first.comment, under.comment if under else "") if note]
        cells[column] = Cell(
            first.value,
            first.text,
            first.where,
            first.struck,
            "\n".join(notes),
            first.formula,
            merged_from=corner,
            error=first.error,
        )
