"""Tables for the terminal: rows that fit the window, with no word, number, day or command broken.

What does not fit gives way in this order: commands move onto lines of their own, cells are wrapped at blanks, columns
go, those of the highest rank first (named below the table; ``--all-columns`` keeps them); at last each row becomes a
block of ``Field: value``. tabulate (which writes Markdown tables) would set columns too, but importing it costs more
than two start-ups of Python, and every list that a person looks at would pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from kvadmin.tables.blocks import block_lines, field_lines
from kvadmin.tables.cells import is_numeric, screen_text, visible
from kvadmin.tables.look import UNBOUNDED, Look
from kvadmin.tables.table import Column, Table
from kvadmin.tables.wrapping import longest_word, padded, width_of, wrapped
from kvadmin.translation import tr

_GAP = 2  # blanks between columns
_INDENT = 6  # of a command on a line of its own
_READABLE = 18  # a text wrapped to this can still be read
_TIGHT = 12  # and to this, where it saves the rows from becoming blocks


def write(tables: Iterable[Table], look: Look = UNBOUNDED) -> str:
    """The tables one below the other, with their titles and notes.

    Args:
        tables: In print order.
        look: How wide the window is, which the rows fit, and whether columns may go for that.
    """
    return "\n".join(_table(table, look) for table in tables)


def _table(table: Table, look: Look) -> str:
    if not table.rows:
        return _empty(table, look.width)
    notes = [visible(note) for note in table.notes]
    parts = _text_lines(visible(tr(table.title)), look.width) if table.title else []
    grid = _Grid.of(table)
    if look.width is None:
        parts += grid.lines(range(len(grid.columns)), (), grid.full)
    else:
        lines, gone = _fitted(grid, look.width, all_columns=look.all_columns)
        parts += lines
        if gone:
            notes.append(
                tr(
                    "Not shown for want of room: {columns} (--all-columns, a wider window, or -o FILE.xlsx)",
                    columns=", ".join(grid.titles[index] for index in gone),
                )
            )
    for note in notes:
        parts += _text_lines(note, look.width)
    return "\n".join(line.rstrip(" ") for line in parts) + "\n"


def _empty(table: Table, width: int | None) -> str:
    """One line instead of headings over nothing; what a list says of being empty is not said twice."""
    if table.empty:
        lines = [table.empty]
    else:
        lines = [tr("{title}: none.", title=tr(table.title)) if table.title else tr("None."), *table.notes]
    return "\n".join(part for line in lines for part in _text_lines(visible(line), width)) + "\n"


def _text_lines(text: str, width: int | None) -> list[str]:
    """A title or a note; the further lines of one that is indented are, too."""
    if width is None:
        return [text]
    indent = text[: len(text) - len(text.lstrip(" "))]
    return wrapped(text[len(indent) :], width, first=indent, further=indent)


class _Grid(NamedTuple):
    """A table as texts, and how much room each column takes.

    Args:
        columns: Of the table.
        titles: As they are shown.
        rows: As they are shown.
        full: Width of each column whose cells stand on one line each.
    """

    columns: Sequence[Column]
    titles: list[str]
    rows: list[list[str]]
    full: list[int]

    @classmethod
    def of(cls, table: Table) -> _Grid:
        titles = [visible(tr(column.title)) for column in table.columns]
        rows = [
            [(visible(cell if type(cell) is str else screen_text(cell))).strip(" ") for cell in row]
            for row in table.rows
        ]
        full = [max(map(width_of, column)) for column in zip(titles, *rows, strict=True)]
        return cls(table.columns, titles, rows, full)

    def filled(self) -> list[int]:
        """The columns with anything in them, and those that always stay."""
        return [
            index
            for index, column in enumerate(self.columns)
            if not column.rank or any(row[index] for row in self.rows)
        ]

    def least(self, readable: int) -> list[int]:
        """The room below which a column breaks a word or can't be read; only texts are wrapped, and titles."""
        found = []
        for index, column in enumerate(self.columns):
            title = longest_word(self.titles[index])
            cells = [row[index] for row in self.rows]
            if column.kind == "text":
                wide = max(map(width_of, cells))
                found.append(max(title, min(wide, readable), *map(longest_word, set(cells))))
            else:
                found.append(max(title, *map(width_of, cells)))
        return found

    def lines(
        self, inside: Sequence[int], own_line: Sequence[int], widths: Sequence[int], width: int = 0
    ) -> Iterator[str]:
        """The columns, each as wide as said; below each row the commands that stand on lines of their own."""
        right = [is_numeric(self.columns[index]) for index in inside]
        heading = [wrapped(self.titles[index], room) for index, room in zip(inside, widths, strict=True)]
        height = max(map(len, heading))
        yield from _set([[""] * (height - len(title)) + title for title in heading], widths, right)
        yield (" " * _GAP).join("-" * room for room in widths)
        if not own_line and all(self.full[index] <= room for index, room in zip(inside, widths, strict=True)):
            yield from self._single_lines(inside, widths, right)
            return
        for row in self.rows:
            yield from _set([wrapped(row[at], room) for at, room in zip(inside, widths, strict=True)], widths, right)
            yield from (_set_in(row[index], width) for index in own_line if row[index])

    def _single_lines(self, inside: Sequence[int], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
        """Rows of which no cell is wrapped, column by column, since they may be many."""
        columns = (
            [padded(row[index], room, right=to_right) for row in self.rows]
            for index, room, to_right in zip(inside, widths, right, strict=True)
        )
        return map((" " * _GAP).join, zip(*columns, strict=True))


def _set_in(command: str, width: int) -> str:
    """A command on a line of its own, as far in as it fits."""
    return " " * min(_INDENT, max(0, width - width_of(command))) + command


def _set(cells: Sequence[list[str]], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Cells of one row, each in lines, beside one another."""
    for texts in zip_longest(*cells, fillvalue=""):
        yield (" " * _GAP).join(
            padded(text, room, right=to_right) for text, room, to_right in zip(texts, widths, right, strict=True)
        )


def _fitted(grid: _Grid, width: int, *, all_columns: bool) -> tuple[list[str], list[int]]:
    """The lines of the rows, and which columns are not in them."""
    everything = list(range(len(grid.columns)))
    if _room(grid.full, everything) <= width:
        return list(grid.lines(everything, (), grid.full)), []
    everything = grid.filled()  # what says nothing anywhere goes first, and nobody need be told
    # The command that a row is about, its first cell, stays there.
    own_line = [index for index in everything[1:] if grid.columns[index].kind == "command"]
    inside = [index for index in everything if index not in own_line]
    least = grid.least(_READABLE)
    kept = inside if all_columns else _that_fit(grid.columns, inside, least, width)
    if _room(least, kept) > width:
        least = grid.least(_TIGHT)
    gone = [index for index in inside if index not in kept]
    if kept and _room(least, kept) <= width:
        return list(grid.lines(kept, own_line, column_widths(grid.full, least, kept, width), width)), gone
    shown = [index for index in everything if index not in gone]
    return list(_blocks(grid, shown, width)), gone


def _that_fit(columns: Sequence[Column], inside: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """The columns for which there is room: those of the highest rank go first, from the right; of rank 0 none goes."""
    kept, gone = list(inside), []
    while _room(least, kept) > width and (rank := max((columns[index].rank for index in kept), default=0)) > 0:
        gone.append(max(index for index in kept if columns[index].rank == rank))
        kept.remove(gone[-1])
    for index in reversed(gone):  # one that is narrow may find room where a wide one of its rank did not
        if _room(least, [*kept, index]) <= width:
            kept = sorted([*kept, index])
    return kept


def _blocks(grid: _Grid, shown: Sequence[int], width: int) -> Iterator[str]:
    rows = [[row[index] for index in shown] for row in grid.rows]
    if [grid.columns[index].key for index in shown] == ["field", "value"]:  # the sheet of one thing
        return (line for name, value in rows for line in field_lines(name, value, width))
    whole = [grid.columns[index].kind == "command" for index in shown]
    return block_lines([grid.titles[index] for index in shown], rows, width, whole)


def _room(widths: Sequence[int], indexes: Sequence[int]) -> int:
    return sum(widths[index] for index in indexes) + _GAP * (len(indexes) - 1)


def column_widths(full: Sequence[int], least: Sequence[int], kept: Sequence[int], width: int) -> list[int]:
    """How much room each column gets: its own width, the widest giving way until the row fits.

    Args:
        full: What each column wants.
        least: What each must have; together they fit.
        kept: The columns that are shown.
        width: Of the window.
    """
    wanted, needed = [full[index] for index in kept], [least[index] for index in kept]
    room = width - _GAP * (len(kept) - 1)
    highest = max(wanted)
    while sum(widths := [max(low, min(own, highest)) for own, low in zip(wanted, needed, strict=True)]) > room:
        highest -= 1
    for at, own in enumerate(wanted):  # what is left over, a blank each
        if sum(widths) < room and widths[at] == highest < own:
            widths[at] += 1
    return widths
