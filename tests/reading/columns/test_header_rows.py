"""Headings that get their meaning from the one above or before them."""

from __future__ import annotations

import pytest

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


def taken(*lines: str) -> dict[str, tuple[int, ...]]:
    (table,) = find_tables(read_bytes("\n".join(lines).encode(), "l.csv"), APPLICATIONS).tables
    return dict(table.columns.by_field)


@pytest.mark.parametrize(
    "header",
    [
        ["Kommune;Mottatt;Kvalitet;Mål;Sykefravær;Mål"],
        [";;Kvalitet;;Sykefravær;", "Kommune;Mottatt;Tiltak;Mål;Tiltak;Mål"],
        ["Kommune;Mottatt;Kvalitet;;Sykefravær;", ";;Tiltak;Mål;Tiltak;Mål"],
    ],
)
def test_a_goal_is_the_goal_of_what_stands_before_or_above_it(header: list[str]) -> None:
    assert taken(*header, "Oslo;05.05.2008;a;b;c;d") == {
        "municipality": (0,),
        "received": (1,),
        "quality_focus": (2,),
        "quality_goal": (3,),
        "sick_leave_measures": (4,),
        "sick_leave_goal": (5,),
    }


def test_a_goal_that_stands_once_after_another_heading_is_not_guessed() -> None:
    assert taken("Kommune;Mottatt;Trepartssamarbeid;Mål", "Oslo;05.05.2008;a;b") == {
        "municipality": (0,),
        "received": (1,),
        "tripartite_cooperation": (2,),
    }


def test_a_column_with_nothing_in_it_leaves_its_field_to_no_lesser_one_unasked() -> None:
    text = "Kommune;Mottatt;Mottatt purring\nMoss;;01.03.2009\n"
    (question,) = find_tables(read_bytes(text.encode(), "l.csv"), APPLICATIONS).questions
    assert "received" in question.text
    assert "Mottatt purring" in question.text
