"""The year a list is about, when the call has no deadline that says it."""

from __future__ import annotations

import re
from datetime import date

from kvadmin.api.imports import SheetTables

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def latest_year(tables: SheetTables) -> int | None:
    """The newest year with four digits in the columns of the date received, or None."""
    years: list[int] = []
    for table in tables.tables:
        for row in table.rows:
            for cell in table.cells(row, "received"):
                if isinstance(cell.value, date):
                    years.append(cell.value.year)
                else:
                    years.extend(int(found) for found in _YEAR.findall(cell.text))
    return max(years, default=None)
