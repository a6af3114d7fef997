"""Lists and reports: the same answer as table, csv, Markdown, workbook and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.tables.answer_form import AnswerField as AnswerField
    from kvadmin.tables.answer_form import answer_form as answer_form
    from kvadmin.tables.cells import looks_like_formula as looks_like_formula
    from kvadmin.tables.listing import facts as facts
    from kvadmin.tables.listing import json_of as json_of
    from kvadmin.tables.listing import listing as listing
    from kvadmin.tables.listing import table_of as table_of
    from kvadmin.tables.rendering import render as render
    from kvadmin.tables.table import Column as Column
    from kvadmin.tables.table import Report as Report
    from kvadmin.tables.table import Table as Table

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.tables.answer_form": "AnswerField answer_form",
        "kvadmin.tables.cells": "looks_like_formula",
        "kvadmin.tables.listing": "facts json_of listing table_of",
        "kvadmin.tables.rendering": "render",
        "kvadmin.tables.table": "Column Report Table",
    },
)
