"""Tables for the terminal; cells are wrapped so that a row fits the window.

Every cell is wrapped to its column's width before it is set, so all that is left is padding.
tabulate (which writes Markdown tables) would do that too, but importing it costs more than
two start-ups of Python, and every list that a person looks at would pay for it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from kvadmin.tables.cells import is_numeric, screen_text, visible
from kvadmin.tables.look import UNBOUNDED, Look
from kvadmin.tables.table import Table
from kvadmin.translation import tr

_GAP = 2  # blanks between columns
_INDENT = 6  # of a command on a line of its own
_READABLE = 18  # a text wrapped to this can still be read
_NARROWEST = 6  # below this a wrapped column cannot be read; then the table is wider than the window


def write(tables: Iterable[Table], look: Look = UNBOUNDED) -> str:
    """The tables one below the other, with their titles and notes.

    Args:
        tables: In print order.
        look: How wide the window is, to which cells are wrapped.
    """
    return "\n".join(_table(table, look.width) for table in tables)


def _table(table: Table, width: int | None) -> str:
    if not table.rows:
        return _empty(table, width)
    table = table if width is None else _narrowed(table, width)
    titles = [visible(tr(column.title)) for column in table.columns]
    rows = [
        titles,
        *([visible(cell if type(cell) is str else screen_text(cell)) for cell in row] for row in table.rows),
    ]
    own_line = _own_line(table, rows, width)
    inside = [index for index in range(len(titles)) if index not in own_line]
    cells = [[row[index] for index in inside] for row in rows] if own_line else rows
    widths = column_widths(cells, width)
    numeric = [is_numeric(table.columns[index]) for index in inside]
    parts = [visible(tr(table.title))] if table.title else []
    parts += _lines(cells[0], widths, numeric)
    parts.append((" " * _GAP).join("-" * room for room in widths))
    if not own_line and (width is None or widths == column_widths(cells, None)):
        parts += _single_lines(cells[1:], widths, numeric)
    else:
        for row, inner in zip(rows[1:], cells[1:], strict=True):
            parts += _lines(inner, widths, numeric)
            parts += [f"{' ' * _INDENT}{row[index]}" for index in own_line if row[index]]
    for note in table.notes:
        parts += _wrapped(visible(note), width) if width else [visible(note)]
    return "\n".join(line.rstrip() for line in parts) + "\n"


def _empty(table: Table, width: int | None) -> str:
    """One line instead of headings over nothing; what a list says of being empty is not said twice."""
    if table.empty:
        return visible(table.empty) + "\n"
    line = tr("{title}: none.", title=visible(tr(table.title))) if table.title else tr("None.")
    notes = [visible(note) for note in table.notes]
    return "\n".join([line, *(part for note in notes for part in (_wrapped(note, width) if width else [note]))]) + "\n"


def _narrowed(table: Table, width: int) -> Table:
    """The table without the columns that may go first, until its rows can be read in the window.

    Texts are wrapped, so a row fits when its texts get :data:`_READABLE` characters each and all else stands whole.
    """
    gone: list[str] = []
    while (rank := max((column.rank for column in table.columns), default=0)) > 0 and _least_width(table) > width:
        out = max(index for index, column in enumerate(table.columns) if column.rank == rank)
        gone.insert(0, tr(table.columns[out].title))
        rest = [index for index in range(len(table.columns)) if index != out]
        table = Table(
            table.title,
            tuple(table.columns[index] for index in rest),
            tuple(tuple(row[index] for index in rest) for row in table.rows),
            table.notes,
        )
    if not gone:
        return table
    note = tr("Not shown for want of room: {columns} (a wider window, or -o FILE.xlsx)", columns=", ".join(gone))
    return Table(table.title, table.columns, table.rows, (*table.notes, note))


def _least_width(table: Table) -> int:
    titles = [tr(column.title) for column in table.columns]
    wanted = column_widths([titles, *([screen_text(cell) for cell in row] for row in table.rows)], None)
    wraps = [column.kind == "text" for column in table.columns]
    least = [min(room, _READABLE) if wrap else room for room, wrap in zip(wanted, wraps, strict=True)]
    return sum(least) + _GAP * (len(least) - 1)


def _own_line(table: Table, rows: list[list[str]], width: int | None) -> list[int]:
    """The columns of commands, when the rows with them do not fit the window: a wrapped command cannot be copied."""
    if width is None:
        return []
    wanted = column_widths(rows, None)
    if sum(wanted) + _GAP * (len(wanted) - 1) <= width:
        return []
    return [index for index, column in enumerate(table.columns) if column.kind == "command"]


def column_widths(rows: list[list[str]], width: int | None) -> list[int]:
    """How many characters each column gets: its own width, the widest giving way until the row fits.

    Args:
        rows: Texts, header included.
        width: Characters that a whole row may take; as many as it likes when not given.
    """
    wanted = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if width is None:
        return wanted
    room = width - _GAP * (len(wanted) - 1)
    widths = list(wanted)
    while sum(widths) > room:
        widest = max(widths)
        if widest <= _NARROWEST:
            break
        second = max([w for w in widths if w < widest], default=0)
        among = [index for index, w in enumerate(widths) if w == widest]
        surplus = sum(widths) - room
        lowered = max(second, widest - -(-surplus // len(among)), _NARROWEST)
        for index in among:
            if sum(widths) > room:
                widths[index] -= min(widest - lowered, sum(widths) - room)
    return widths


def _lines(row: list[str], widths: list[int], numeric: list[bool]) -> Iterator[str]:
    """One row as lines: cells that are wrapped take several, figures stand to the right."""
    cells = [_wrapped(text, room) for text, room in zip(row, widths, strict=True)]
    for number in range(max((len(cell) for cell in cells), default=0)):
        texts = [cell[number] if number < len(cell) else "" for cell in cells]
        yield (" " * _GAP).join(
            text.rjust(room) if right else text.ljust(room)
            for text, room, right in zip(texts, widths, numeric, strict=True)
        )


def _single_lines(rows: list[list[str]], widths: list[int], numeric: list[bool]) -> Iterator[str]:
    """The same for rows of which no cell is wrapped, column by column, since they may be many."""
    columns = (
        [(text.strip().rjust if right else text.strip().ljust)(room) for text in column]
        for column, room, right in zip(zip(*rows, strict=True), widths, numeric, strict=False)
    )
    return map((" " * _GAP).join, zip(*columns, strict=True))


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, max(room, 1)) if len(text) > room else [text.strip()]
