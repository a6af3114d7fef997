"""Rows of imported files in messages: where one stands, why its municipality is unclear, which columns are left out."""

from __future__ import annotations

from kvadmin.api import Session, tr
from kvadmin.api.imports import SheetTables


def no_match(text: str, candidates: tuple[str, ...]) -> str:
    """Why a municipality cell names nobody, in words."""
    if not text:
        return tr("no municipality is named")
    if len(candidates) > 1:
        return tr(
            "several municipalities may be meant by {text!r}: {numbers}", text=text, numbers=", ".join(candidates)
        )
    if candidates:
        return tr(
            "there is no municipality {text!r} in the register (is {candidate} meant?)",
            text=text,
            candidate=candidates[0],
        )
    return tr("there is no municipality {text!r} in the register", text=text)


def row_place(sheet: str | None, row: int) -> str:
    """Where a row stands: ``sheet 'Poeng', row 3``."""
    return tr("sheet {sheet!r}, row {row}", sheet=sheet, row=row) if sheet else tr("row {row}", row=row)


def warn_of_unknown_columns(run: Session, tables: SheetTables) -> None:
    """Say which columns of a file were left out because nobody knows their headings."""
    for sheet, label in tables.unknown_columns:
        if sheet:
            run.warn(tr("column {label!r} of sheet {sheet} is not known and was left out", label=label, sheet=sheet))
        else:
            run.warn(tr("column {label!r} is not known and was left out", label=label))
