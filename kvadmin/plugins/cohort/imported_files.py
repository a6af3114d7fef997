"""Files that people name: their content, and in messages where a row stands and what is unclear in it."""

from __future__ import annotations

from pathlib import Path

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.imports import SheetTables, no_file


def named_content(path: Path) -> bytes:
    """The content of a file that a person names.

    Raises:
        UsageError: It is not there, or cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as problem:
        raise no_file(path, problem) from None
    except OSError as problem:
        raise UsageError(
            tr("cannot read {path}: {strerror}", path=path, strerror=problem.strerror),
            where=str(path),
            hint=tr("check it"),
        ) from problem


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
