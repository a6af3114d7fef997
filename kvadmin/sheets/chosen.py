"""Whose rows a sheet shows when it was asked for a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.sheets.noun import SheetScope

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def chosen_numbers(run: Session, scope: SheetScope) -> frozenset[str] | None:
    """The numbers of the municipalities that the selection chooses; None without one: every municipality.

    Raises:
        UsageError: The selection cannot be read.
        UnknownName: It names something that there is not.

    Added in version 0.2.
    """
    from kvadmin.selection.subjects import select

    if not scope.selection:
        return None
    words = run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
    found = select(run.data, scope.selection, run.today, predicates=words)
    return frozenset(each.municipality.number for each in found)
