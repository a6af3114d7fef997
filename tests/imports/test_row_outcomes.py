"""One kind of answer for the rows of every import."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kvadmin.errors import InvalidData, UnknownName
from kvadmin.imports.row_outcomes import OUTCOMES, RowOutcome, counts_of, row_place, rows_refusal, rows_report
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit(RowOutcome):
    guest: str = ""


def visit(row: int, outcome: str = "imported", **more: object) -> _Visit:
    return _Visit(sheet=None, row=row, outcome=outcome, **more)  # type: ignore[arg-type]


def test_a_place_names_the_sheet_where_there_is_one() -> None:
    assert visit(3).place == row_place(None, 3) == "row 3"
    assert row_place("Poeng", 3) == "sheet 'Poeng', row 3"


def test_counts_are_sorted_by_outcome() -> None:
    assert list(counts_of([visit(1, "waiting"), visit(2), visit(3, "waiting")]).items()) == [
        ("imported", 1),
        ("waiting", 2),
    ]


def test_a_report_has_every_row_with_the_importers_columns_between_place_and_reason() -> None:
    rows = [
        visit(2, municipality="0301", guest="Kari"),
        visit(3, "manual", reason="may be 0236", candidates=("0236", "0616")),
    ]
    report = rows_report(rows, "Visits", (Column("guest", "Guest"),), notes=("a note",), personal=True, day="today")
    assert report.personal
    assert report.data == {
        "schema": 1,
        "day": "today",
        "rows": [
            {"sheet": None, "row": 2, "outcome": "imported", "municipality": "0301", "guest": "Kari", "reason": "",
             "candidates": []},
            {"sheet": None, "row": 3, "outcome": "manual", "municipality": None, "guest": "", "reason": "may be 0236",
             "candidates": ["0236", "0616"]},
        ],
        "counts": {"imported": 1, "manual": 1},
    }  # fmt: skip
    shown = str(render(report, "table"))
    assert "may be 0236 (0616)" in shown, "a number that the reason names is not repeated"
    assert "imported: 1, manual: 1" in shown
    assert "a note" in shown


def test_a_refusal_names_every_row_that_cannot_be() -> None:
    rows = [visit(2), visit(3, "refused", reason="no day"), visit(4, "conflict", reason="two figures")]
    error = rows_refusal(rows, "a.csv")
    assert isinstance(error, InvalidData)
    assert error.exit_code == 3
    assert error.where == "a.csv"
    assert error.details == ("row 3: no day", "row 4: two figures")
    assert "2 row(s) cannot be used; nothing was written" in error.message
    assert error.hint
    other = rows_refusal(rows, "a.csv", "do this")
    assert other is not None
    assert other.hint == "do this"


def test_names_alone_are_exit_4_and_with_anything_else_exit_3() -> None:
    unknown = visit(2, "refused", reason="nobody", unknown=True)
    error = rows_refusal([unknown, visit(3)], "a.csv")
    assert isinstance(error, UnknownName)
    assert error.exit_code == 4
    assert isinstance(rows_refusal([unknown, visit(3, "refused")], "a.csv"), InvalidData)


def test_many_rows_are_named_up_to_a_number_and_then_counted() -> None:
    error = rows_refusal([visit(n, "refused", reason="x") for n in range(1, 31)], "a.csv")
    assert error is not None
    assert len(error.details) == 21
    assert error.details[-1] == "... and 10 more"


@pytest.mark.parametrize("outcome", sorted(set(OUTCOMES) - {"refused", "conflict"}))
def test_no_other_outcome_refuses_a_file(outcome: str) -> None:
    assert rows_refusal([visit(2, outcome)], "a.csv") is None
