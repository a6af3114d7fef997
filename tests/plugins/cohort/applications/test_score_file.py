from __future__ import annotations

from decimal import Decimal

import pytest
from registers import register

from kvadmin.model.cohort import Criterion
from kvadmin.plugins.cohort.applications.score_file import ScoreRow, read_scores, scores_of
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


def scores(*texts: str) -> list[ScoreRow]:
    lines = ["kommune;poeng", *(f"{n};{text}" for n, text in zip(("0301", "0104", "0213"), texts, strict=False))]
    found = find_tables(read_bytes("\n".join(lines).encode(), "s.csv"), scores_of(()))
    return read_scores(found.tables, (), register()).rows


def test_a_column_with_two_meanings_of_one_mark_is_refused_by_name() -> None:
    rows = scores("9,8", "1.234", "7,25")
    assert [row.score for row in rows] == [Decimal("9.8"), None, Decimal("7.25")]
    assert "column 'poeng': 1.234 and 9,8 stand in one column" in rows[1].reason


@pytest.mark.parametrize("texts", [("7.125", "6.250"), ("7,125", "6,5"), ("7,5", "6.5")])
def test_points_with_three_decimals_are_read(texts: tuple[str, ...]) -> None:
    assert [row.reason for row in scores(*texts)] == ["", ""]
    assert [row.score for row in scores(*texts)] == [Decimal(text.replace(",", ".")) for text in texts]


def test_columns_of_criteria_are_judged_one_by_one() -> None:
    criteria = (Criterion(name="Mål", weight=Decimal(1)), Criterion(name="Plan", weight=Decimal(1)))
    text = "kommune;Mål;Plan\n0301;1.234;9,8\n0104;2.5;8,125\n"
    found = find_tables(read_bytes(text.encode(), "s.csv"), scores_of(criteria))
    rows = read_scores(found.tables, criteria, register()).rows
    assert [row.reason for row in rows] == ["", ""]
    assert rows[0].points == {"Mål": Decimal("1.234"), "Plan": Decimal("9.8")}
