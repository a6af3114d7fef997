"""Tables as Markdown, and the escaping that keeps a name from being markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kvadmin.tables.cells import is_numeric, screen_text, visible
from kvadmin.tables.table import Table
from kvadmin.translation import tr

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&#])")


def write(tables: Iterable[Table]) -> str:
    """The tables in the pipe format that most Markdown readers know, titles as second-level headings."""
    return "\n".join(_table(table) for table in tables)


def escape(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would take for markup."""
    shown = _SPECIAL.sub(r"\\\1", " ".join(text.splitlines()) if text else "")
    return visible(shown)


def pipe_table(titles: list[str], rows: list[list[str]], align: Sequence[str]) -> str:
    """A table in the pipe format; the texts are escaped already, ``align`` is left, right or center."""
    from tabulate import tabulate

    if rows:
        text: str = tabulate(rows, headers=titles, tablefmt="pipe", disable_numparse=True, colalign=list(align))
        return text
    rules = {"left": ":-----", "right": "-----:", "center": ":----:"}  # tabulate leaves them out without rows
    return f"| {' | '.join(titles)} |\n|{'|'.join(rules[side] for side in align)}|"


def _table(table: Table) -> str:
    parts = [f"## {escape(tr(table.title))}\n"] if table.title else []
    rows = [[escape(screen_text(cell)) for cell in row] for row in table.rows]
    align = ["right" if is_numeric(column) else "left" for column in table.columns]
    parts.append(pipe_table([escape(tr(column.title)) for column in table.columns], rows, align))
    parts.extend(f"\n{escape(note)}" for note in table.notes)
    return "\n".join(parts) + "\n"
