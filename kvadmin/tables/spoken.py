"""Tables for a person who listens to the screen: a line ``Field: value`` for each cell, a blank line between records.

No columns, no lines drawn, nothing repeated that is empty: a screen reader reads from the top to the bottom, and says
every blank and every dash it meets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kvadmin.tables.cells import screen_text, visible
from kvadmin.tables.table import Table
from kvadmin.translation import tr

#: The columns of the sheet of facts of one thing (``listing.facts``): the first names what the second says.
_FACTS = ("field", "value")


def write(tables: Iterable[Table]) -> str:
    """The tables one below the other, with their titles and notes.

    Args:
        tables: In print order.
    """
    return "\n".join("\n".join(_table(table)) + "\n" for table in tables)


def heard(text: str) -> str:
    """Lines beside the result as they are heard: none is set in, and a mark in front of one is no word.

    Commands in backquotes stay as they are: somebody copies them.
    """
    lines = (line.strip().removeprefix("- ") for line in text.split("\n"))
    return "\n".join(
        "".join(
            part if at % 2 else re.sub(r" {2,}", " ", part)  # every other part stands in backquotes
            for at, part in enumerate(re.split(r"(`[^`]*`)", line))
        )
        for line in lines
    )


def _table(table: Table) -> list[str]:
    notes = [_one_line(note) for note in table.notes]
    if not table.rows:
        nothing = tr("{title}: none.", title=_one_line(tr(table.title))) if table.title else tr("None.")
        return [table.empty] if table.empty else [nothing, *notes]
    keys = tuple(column.key for column in table.columns)
    if keys == _FACTS:
        return [*_heading(table.title, 1), *_facts(table), *notes]
    names = [_one_line(tr(column.title)) for column in table.columns]
    records = [list(_record(names, row)) for row in table.rows]
    lines = _heading(table.title, len(records))
    short = len(names) == 1
    for number, record in enumerate(records):
        lines += [""] if number and not short else []
        lines += record or [tr("None.")]
    return [*lines, *([""] if notes and not short else []), *notes]


def _heading(title: str, count: int) -> list[str]:
    """The title, with how many records follow: who listens cannot see how long a list is."""
    if not title:
        return []
    said = _one_line(tr(title))
    return [said if count == 1 or str(count) in said else f"{said}: {count}"]


def _facts(table: Table) -> Iterator[str]:
    """Name and value; a value that goes on with the one above is said by the same name."""
    name = ""
    for field, value in table.rows:
        name = _one_line(screen_text(field)) or name
        yield f"{name}: {_one_line(screen_text(value))}" if name else _one_line(screen_text(value))


def _record(names: list[str], row: tuple[object, ...]) -> Iterator[str]:
    """The cells of a row that say anything, each by its name."""
    for name, cell in zip(names, row, strict=True):
        if text := _one_line(screen_text(cell)):  # type: ignore[arg-type]  # a cell's value
            yield f"{name}: {text}"


def _one_line(text: str) -> str:
    """The text with single blanks: two of them are set for the eye."""
    return " ".join(visible(text).split())
