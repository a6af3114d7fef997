"""Lists and reports: the same answer as table, csv, Markdown, workbook and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.tables.answer_form import AnswerField, answer_form
    from kvadmin.tables.cells import looks_like_formula
    from kvadmin.tables.listing import facts, json_of, listing, table_of
    from kvadmin.tables.rendering import render
    from kvadmin.tables.table import Column, Report, Table

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
