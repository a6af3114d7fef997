"""How a row was settled: what is written is what is read back."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.plugins.cohort.intake.answers import (
    RowAnswer,
    answer_of,
    confirmed,
    identified,
    is_retired,
    rejected,
    retired,
)
from kvadmin.plugins.cohort.intake.records import IntakeRow
from kvadmin.plugins.cohort.intake.row_outcomes import RowRef


def settled(words: str) -> IntakeRow:
    return IntakeRow(row=2, outcome="manual", resolved_as=words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (identified("0236", date(2008, 5, 12)), RowAnswer("0236", date(2008, 5, 12))),
        (confirmed("0501"), RowAnswer("0501")),
        (rejected("merged"), RowAnswer(reject="merged")),
        (rejected("withdrawn"), RowAnswer(reject="withdrawn")),
        (retired("liste.csv", RowRef(row=3)), None),
        ("", None),
        ("somebody wrote this by hand", None),
    ],
)
def test_an_answer_is_read_as_it_was_written(words: str, answer: RowAnswer | None) -> None:
    assert answer_of(settled(words)) == answer


def test_a_retired_row_names_the_sheet_where_there_is_one() -> None:
    words = retired("liste.xlsx", RowRef(sheet="Ark 1", row=3))
    assert words == "retired by liste.xlsx, sheet 'Ark 1', row 3"
    assert is_retired(settled(words))
