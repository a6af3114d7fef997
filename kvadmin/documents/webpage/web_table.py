"""A table as the markup of a page, with headings of columns and rows, and what makes a block of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kvadmin.tables.cells import is_numeric
from kvadmin.tables.screen_words import in_words
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.tables.table import CellValue, Column, Table

#: More columns than these are set smaller, and become blocks on a screen of middle width.
_MANY = 6


class Words(Protocol):
    """Makes markup of values, as :class:`~kvadmin.documents.webpage.web_page.WebPage` does."""

    def text(self, value: CellValue) -> str:
        """For an attribute."""

    def prose(self, value: CellValue) -> str:
        """Between elements."""

    def command(self, command: str) -> str:
        """A command to copy."""


def table_markup(table: Table, page: Words, *, titled: bool = True) -> str:
    """The table with its notes; a sentence where it has no rows.

    The roles say again what the elements are: a browser forgets it when the style makes blocks of rows.

    Args:
        table: As a report has it, its titles in English.
        page: Makes markup of values.
        titled: Whether the title is seen.
    """
    table = in_words(table)
    notes = "".join(f'<p class="quiet">{page.prose(note)}</p>\n' for note in table.notes)
    if not table.rows:
        return f"<p>{page.prose(_none(table))}</p>\n{notes}"
    many = ' class="many"' if len(table.columns) > _MANY else ""
    unseen = "" if titled else ' class="unseen"'
    caption = f"<caption{unseen}>{page.prose(table.title)}</caption>\n" if table.title else ""
    heads = "".join(
        f'<th role="columnheader" scope="col"{_side(column)}>{page.prose(column.title)}</th>'
        for column in table.columns
    )
    rows = "\n".join(_row(table.columns, row, page) for row in table.rows)
    return (
        f'<table role="table"{many}>\n{caption}<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n{notes}'
    )


def _none(table: Table) -> str:
    if table.empty:
        return table.empty
    return tr("{title}: none.", title=table.title) if table.title else tr("None.")


def _row(columns: tuple[Column, ...], row: tuple[CellValue, ...], page: Words) -> str:
    cells = []
    for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
        said = page.command(str(cell)) if column.kind == "command" and cell else page.prose(cell)
        label = f' data-label="{page.text(column.title)}"' if said else ""
        if at == 0 and said and len(columns) > 1:
            cells.append(f'<th role="rowheader" scope="row"{_side(column)}{label}>{said}</th>')
        else:
            cells.append(f'<td role="cell"{_side(column)}{label}>{said}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def _side(column: Column) -> str:
    if is_numeric(column):
        return ' class="number"'
    return ' class="day"' if column.kind == "date" else ""
