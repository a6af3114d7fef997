"""A report as the screen says it: titles, and words of closed vocabularies (``admitted``), in its language.

Programs get the words as they are; a person reads ``tatt opp`` where JSON says ``admitted``.
"""

from __future__ import annotations

from dataclasses import replace

from kvadmin.tables.table import CellValue, Table
from kvadmin.translation import CATALOGUE, tr

#: Columns, and names of facts, whose cells are words of a closed vocabulary; ``tools/sentences.py`` takes the words
#: from the schemas of what commands print.
WORD_KEYS = frozenset(
    "assurance channel consent direction kind language_form on_time outcome period reason role severity size_class "
    "state status variation what wish".split()
)


def word_of(key: str, cell: CellValue) -> CellValue:
    """A cell in the language of the screen, where its column holds words; what is no such word stays as it is."""
    if isinstance(cell, str) and cell and key.lower().replace(" ", "_") in WORD_KEYS:
        return CATALOGUE[cell] or CATALOGUE[cell.replace(" ", "_")] or cell
    return cell


def in_words(table: Table) -> Table:
    """The table with its title, its headings and its words in the language of the screen."""
    columns = tuple(replace(column, title=tr(column.title)) for column in table.columns)
    worded = {index for index, column in enumerate(columns) if column.key in WORD_KEYS}
    rows = table.rows
    if worded:
        rows = tuple(
            tuple(word_of(columns[at].key, cell) if at in worded else cell for at, cell in enumerate(row))
            for row in rows
        )
    return replace(table, title=tr(table.title), columns=columns, rows=rows)
