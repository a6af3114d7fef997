"""How a list of applications writes its dates: judged for each column of a table over all of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kvadmin.api.imports import ColumnDates, DateOrder, SheetTable, judge_date_columns

from ..applications.items import DECISION_DATE

#: Columns of longer texts, in which ``12/08`` alone is a case number.
_TEXTS = ("political_treatment", "remarks")


@dataclass(frozen=True, slots=True)
class TableDates:
    """The order of day, month and year in the columns of one table; day first where nothing is said."""

    received: ColumnDates = field(default_factory=ColumnDates)
    postmark: ColumnDates = field(default_factory=ColumnDates)
    decided: ColumnDates = field(default_factory=ColumnDates)
    political: ColumnDates = field(default_factory=ColumnDates)
    remarks: ColumnDates = field(default_factory=ColumnDates)


def dates_of(
    table: SheetTable, year: int, remarks: Sequence[str] = (), *, order: DateOrder | None = None
) -> TableDates:
    """Judge the columns of a table that hold dates.

    Args:
        table: The table.
        year: The year the list is about, by which years of two digits are known.
        remarks: The texts beside the list's own columns, of all rows.
        order: What the person has said, if anything.
    """
    columns: dict[str, list[Any]] = {
        name: [cell.value for row in table.rows for cell in table.cells(row, name)]
        for name in ("received", "postmark", DECISION_DATE, "political_treatment")
    }
    columns["remarks"] = list(remarks)
    judged = judge_date_columns(columns, order=order, year=year, texts=_TEXTS)
    return TableDates(
        judged["received"],
        judged["postmark"],
        judged[DECISION_DATE],
        judged["political_treatment"],
        judged["remarks"],
    )
