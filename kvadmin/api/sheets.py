"""Sheets: records that go out as a workbook, are edited in Excel, and come back as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.sheets.answers import SheetAnswers as SheetAnswers
    from kvadmin.sheets.applying import cell_by_cell as cell_by_cell
    from kvadmin.sheets.applying import problem_of as problem_of
    from kvadmin.sheets.applying import row_by_row as row_by_row
    from kvadmin.sheets.chosen import chosen_numbers as chosen_numbers
    from kvadmin.sheets.exchange import sheet_in as sheet_in
    from kvadmin.sheets.exchange import sheet_out as sheet_out
    from kvadmin.sheets.field_columns import extra_columns as extra_columns
    from kvadmin.sheets.field_columns import extra_values as extra_values
    from kvadmin.sheets.field_columns import field_column as field_column
    from kvadmin.sheets.noun import SheetColumn as SheetColumn
    from kvadmin.sheets.noun import SheetEdits as SheetEdits
    from kvadmin.sheets.noun import SheetNoun as SheetNoun
    from kvadmin.sheets.noun import SheetProblem as SheetProblem
    from kvadmin.sheets.noun import SheetRow as SheetRow
    from kvadmin.sheets.noun import SheetScope as SheetScope
    from kvadmin.sheets.shown_municipality import check_shown_municipality as check_shown_municipality

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
