"""Tables as Markdown, and the escaping that keeps a name from being markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kvadmin.documents.cells import is_numeric, text_of, visible
from kvadmin.documents.table import Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&#])")


def write(tables: Iterable[Table]) -> str:
    """The tables in the pipe format that most Markdown readers know, titles as second-level headings."""
    return "\n".join(_table(table) for table in tables)


def escape(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would take for markup."""
    shown = _SPECIAL.sub(r"\\\1", " ".join(text.splitlines()) if text else "")
    return visible(shown)


def _table(table: Table) -> str:
    from tabulate import tabulate

    parts = [f"## {escape(table.title)}\n"] if table.title else []
    rows = [[escape(text_of(cell)) for cell in row] for row in table.rows]
    titles = [escape(column.title) for column in table.columns]
    align = ["right" if is_numeric(column) else "left" for column in table.columns]
    if rows:
        parts.append(tabulate(rows, headers=titles, tablefmt="pipe", disable_numparse=True, colalign=align))
    else:  # tabulate leaves out the line of dashes when there is no row
        rule = "|".join("-----:" if side == "right" else ":-----" for side in align)
        parts.append(f"| {' | '.join(titles)} |\n|{rule}|")
    parts.extend(f"\n{escape(note)}" for note in table.notes)
    return "\n".join(parts) + "\n"
