"""Sheets: records that go out as a workbook, are edited in Excel, and come back as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.sheets.answers import SheetAnswers
    from kvadmin.sheets.applying import cell_by_cell, problem_of, row_by_row
    from kvadmin.sheets.chosen import chosen_numbers
    from kvadmin.sheets.exchange import sheet_in, sheet_out
    from kvadmin.sheets.field_columns import extra_columns, extra_values, field_column
    from kvadmin.sheets.noun import (
        SheetColumn,
        SheetEdits,
        SheetNoun,
        SheetProblem,
        SheetRow,
        SheetScope,
    )
    from kvadmin.sheets.shown_municipality import check_shown_municipality

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.sheets.answers": "SheetAnswers",
        "kvadmin.sheets.applying": "cell_by_cell problem_of row_by_row",
        "kvadmin.sheets.chosen": "chosen_numbers",
        "kvadmin.sheets.exchange": "sheet_in sheet_out",
        "kvadmin.sheets.field_columns": "extra_columns extra_values field_column",
        "kvadmin.sheets.noun": "SheetColumn SheetEdits SheetNoun SheetProblem SheetRow SheetScope",
        "kvadmin.sheets.shown_municipality": "check_shown_municipality",
    },
)
