"""What marks a row of a list as taken back."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.intake.row_kinds import withdrawal_mark
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("x", "remark"),
        ("12.03.2009", "remark"),
        ("Trukket av rådmannen", "remark"),
        ("Nei", None),
        ("-", None),
        ("?", None),
        ("ikke trukket", None),
        ("ikke aktuelt", None),
        ("vurderer å trekke", None),
        ("kanskje", None),
    ],
)
def test_a_column_of_withdrawals_says_so_or_not(text: str, mark: str | None) -> None:
    book = Workbook()
    for line in (["Kommune", "Mottatt", "Trukket"], ["Oslo", "18.05.2008", text]):
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    (table,) = find_tables(read_bytes(content.getvalue(), "a.xlsx"), APPLICATIONS).tables
    assert withdrawal_mark(table, table.rows[0], ()) == mark
