"""Where the figures stand in a file: long (a row each) or wide, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import find_tables

from .figure_reading import HEADINGS, SheetLayout
from .long_layout import NEEDS, read_by_content, read_long
from .wide_layout import read_wide


def read_layout(book: Any, is_place: Callable[[str], bool] = lambda _: False) -> SheetLayout:
    """Every figure of a book.

    Args:
        book: As ``read_file`` gives it.
        is_place: Whether a text is a municipality or what stands beside them, for tables with a column for each.

    Raises:
        InvalidData: No sheet has figures of municipalities by period.
    """
    layout = SheetLayout()
    failed: InvalidData | None = None
    for sheet in book.sheets:
        if not sheet.rows:
            continue
        alone = replace(book, sheets=(sheet,))
        try:
            tables = find_tables(alone, HEADINGS, NEEDS)
        except InvalidData as error:
            if not read_wide(sheet, layout, is_place) and not read_by_content(alone, layout):
                failed = failed or error
                layout.other_sheets.append(sheet.name or "")
            continue
        for table in tables.tables:
            read_long(table, layout)
    if not layout.readings and failed:
        raise InvalidData(
            failed.message,
            where=failed.where,
            details=failed.details,
            hint=tr("long: indicator, municipality, period, value; wide: municipality and a column per period"),
        )
    return layout
