"""Workbooks made in tests, as bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def xlsx(*sheets: tuple[str, Rows], then: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of sheets (title, rows); ``then`` may change the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if then:
        then(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
