"""Tables for the terminal, by tabulate; cells are wrapped so that a row fits the window."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from kvadmin.documents.cells import is_numeric, text_of, visible
from kvadmin.documents.table import Table

_GAP = 2  # blanks between columns in tabulate's "simple" format
_NARROWEST = 6  # below this a wrapped column cannot be read; then the table is wider than the window


def write(tables: Iterable[Table], *, width: int | None = None) -> str:
    """The tables one below the other, with their titles and notes.

    Args:
        tables: In print order.
        width: Columns of the window; cells are wrapped to fit it. Not wrapped when not given.
    """
    return "\n".join(_table(table, width) for table in tables)


def _table(table: Table, width: int | None) -> str:
    from tabulate import tabulate

    titles = [visible(column.title) for column in table.columns]
    rows = [titles, *([visible(text_of(cell)) for cell in row] for row in table.rows)]
    widths = column_widths(rows, width)
    wrapped = [[_wrapped(text, room) for text, room in zip(row, widths, strict=True)] for row in rows]
    # The header is a row like the others: tabulate would make every column wider than its own header.
    wrapped.insert(1, ["-" * room for room in widths])
    align = ["right" if is_numeric(column) else "left" for column in table.columns]
    parts = [visible(table.title)] if table.title else []
    parts.append(tabulate(wrapped, tablefmt="plain", disable_numparse=True, colalign=align))
    if not table.rows:
        parts.append("(no rows)")
    parts.extend(visible(note) for note in table.notes)
    return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n")) + "\n"


def column_widths(rows: list[list[str]], width: int | None) -> list[int]:
    """How many characters each column gets: its own width, the widest giving way until the row fits.

    Args:
        rows: Texts, header included.
        width: Characters that a whole row may take; as many as it likes when not given.
    """
    wanted = [max((len(row[index]) for row in rows), default=0) for index in range(len(rows[0]))]
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


def _wrapped(text: str, room: int) -> str:
    return "\n".join(textwrap.wrap(text, max(room, 1))) if len(text) > room else text
