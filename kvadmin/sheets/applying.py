"""Taking changed cells one by one: what cannot be becomes a problem of its cell, the others are looked at as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kvadmin.errors import KvadminError
from kvadmin.sheets.noun import SheetProblem


def problem_of(error: KvadminError, key: str, column: str = "") -> SheetProblem:
    """An error of the function that a command calls, as the problem of a cell or, without a column, of its row.

    Added in version 0.2.
    """
    message = f"{error.message}: {'; '.join(error.details)}" if error.details else error.message
    return SheetProblem(key, column, message, error.hint or "")


def cell_by_cell(rows: Mapping[str, Mapping[str, Any]], put: Callable[[str, str, Any], object]) -> list[SheetProblem]:
    """Let ``put`` take each cell; an error for the reader that it raises is the problem of that cell.

    Args:
        rows: Key of a row -> name of a column -> value, as :class:`SheetEdits` has them.
        put: Gets key, name and value.

    Added in version 0.2.
    """
    problems = []
    for key, cells in rows.items():
        for name, value in cells.items():
            try:
                put(key, name, value)
            except KvadminError as error:
                problems.append(problem_of(error, key, name))
    return problems


def row_by_row(
    rows: Mapping[str, Mapping[str, Any]], put: Callable[[str, Mapping[str, Any]], object]
) -> list[SheetProblem]:
    """Let ``put`` take each row; an error for the reader that it raises is the problem of that row.

    Args:
        rows: Key of a row -> name of a column -> value, as :class:`SheetEdits` has them.
        put: Gets key and values.

    Added in version 0.2.
    """
    problems = []
    for key, cells in rows.items():
        try:
            put(key, cells)
        except KvadminError as error:
            problems.append(problem_of(error, key))
    return problems
