"""Sheets: records that go out as a workbook, are edited in Excel, and come back as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.sheets.noun import (
        SheetColumn,
        SheetEdits,
        SheetNoun,
        SheetProblem,
        SheetRow,
        SheetScope,
    )

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.sheets.noun": "SheetColumn SheetEdits SheetNoun SheetProblem SheetRow SheetScope",
    },
)
