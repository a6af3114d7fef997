"""Tables as csv: plain for scripts, or the way a Norwegian Excel opens it by double-click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kvadmin.tables.cells import looks_like_formula, text_of, visible
from kvadmin.tables.table import CellValue, Table
from kvadmin.translation import tr


def write(tables: Iterable[Table], *, excel: bool = False) -> str:
    """One table as header and rows; several one below the other, each under its title, a blank line between.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; figures stay figures.
    Control characters other than tabs and line breaks are shown, since csv is often read on a terminal.

    Args:
        tables: In print order; their notes are not written.
        excel: Byte order mark, ``;`` between cells, decimal comma, line ends of Windows.
    """
    several = list(tables)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
    for index, table in enumerate(several):
        if index:
            writer.writerow([])
        if len(several) > 1 and table.title:
            writer.writerow([_guarded(table.title)])
        writer.writerow([_guarded(tr(column.title)) for column in table.columns])
        writer.writerows([_cell(cell, excel=excel) for cell in row] for row in table.rows)
    return ("\ufeff" if excel else "") + out.getvalue()


def _cell(cell: CellValue, *, excel: bool) -> str:
    return _guarded(cell) if isinstance(cell, str) else text_of(cell, decimal_comma=excel)


def _guarded(text: str) -> str:
    shown = visible(text, keep="\t\r\n")
    return f"'{shown}" if looks_like_formula(text) else shown
