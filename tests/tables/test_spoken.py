"""Tables for a person who listens: a line a cell, nothing that only the eye can follow."""

from __future__ import annotations

from decimal import Decimal

from kvadmin.tables import spoken
from kvadmin.tables.listing import facts
from kvadmin.tables.look import Look
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Column, Report, Table

COLUMNS = (
    Column("id", "Id"),
    Column("name", "Name"),
    Column("capacity", "Capacity", "int"),
    Column("open", "Open", "bool"),
)
COHORTS = Table("Cohorts", COLUMNS, (("P1", "Pulje  1", 28, True), ("P2", "", None, False)), ("One is full.",))


def test_a_line_a_cell_and_nothing_of_what_is_empty():
    assert spoken.write([COHORTS]) == (
        "Cohorts: 2\nId: P1\nName: Pulje 1\nCapacity: 28\nOpen: yes\n\nId: P2\nOpen: no\n\nOne is full.\n"
    )


def test_the_sheet_of_one_thing_is_its_facts():
    sheet = facts("Cohort P1", [("Name", "Pulje 1"), ("Quotas", "a=1.."), ("", "b=2.."), ("Score", Decimal("8.5"))])
    assert spoken.write([sheet]) == "Cohort P1\nName: Pulje 1\nQuotas: a=1..\nQuotas: b=2..\nScore: 8.5\n"


def test_a_column_alone_is_a_line_each():
    assert spoken.write([Table("Grounds", (Column("g", "Ground"),), (("One.",), ("Two.",)), ("All.",))]) == (
        "Grounds: 2\nGround: One.\nGround: Two.\nAll.\n"
    )


def test_nothing_says_so_once():
    assert spoken.write([Table("Cohorts", COLUMNS, ())]) == "Cohorts: none.\n"
    assert spoken.write([Table("Cohorts", COLUMNS, (), ("A note.",), empty="No cohort yet.")]) == "No cohort yet.\n"


def test_control_characters_are_shown_not_sent():
    assert spoken.write([Table("", (Column("a", "A"),), (("x\x1b[31m",),))]) == "A: x␛[31m\n"


def test_only_tables_are_read_aloud():
    report = Report({"schema": 1, "cohorts": []}, (COHORTS,))
    heard = Look(accessible=True)
    assert str(render(report, "table", look=heard)).startswith("Cohorts: 2\nId: P1\n")
    for name in ("json", "csv", "md"):
        assert render(report, name, look=heard) == render(report, name)
