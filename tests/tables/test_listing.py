"""A list is declared once: the same columns give the table, csv, workbook and JSON."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from kvadmin.tables.listing import facts, json_of, listing, table_of
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Column


@dataclass
class Visit:
    number: str
    on: date | None
    hours: Decimal
    tags: tuple[str, ...] = ()


VISITS = [Visit("0301", date(2008, 5, 20), Decimal("12.60"), ("a", "b")), Visit("1504", None, Decimal(3))]
COLUMNS = (
    Column("number", "No."),
    Column("on", "Day", "date"),
    Column("hours", "Hours", "decimal"),
    Column("tags", "Tags"),
    Column("long", get=lambda each: each.hours > 10),
    Column("short", "Short", get=lambda each: each.hours < 10, show=lambda value: "short" if value else "", json=False),
)


def report(**about):
    return listing("visits", COLUMNS, VISITS, **about)


def test_json_has_every_key_in_order_with_values_as_they_are():
    data = json.loads(str(render(report(as_of=date(2008, 6, 10)), "json")))
    assert list(data) == ["schema", "as_of", "visits"]
    assert data["visits"][0] == {
        "number": "0301",
        "on": "2008-05-20",
        "hours": "12.60",
        "tags": ["a", "b"],
        "long": True,
    }


def test_tables_have_the_columns_with_a_title_and_say_values_as_people_do():
    text = str(render(report(), "csv"))
    assert text.splitlines() == ["No.,Day,Hours,Tags,Short", '0301,2008-05-20,12.60,"a, b",', "1504,,3,,short"]
    assert report().tables[0].title == "Visits"


def test_figures_are_numbers_in_a_workbook_and_have_a_comma_for_norwegian_excel():
    sheet = openpyxl.load_workbook(io.BytesIO(render(report(), "xlsx"))).active
    assert sheet["C2"].value == 12.6
    assert "12,60" in str(render(report(), "csv", excel=True))


def test_a_figure_that_json_writes_as_text_is_a_number_in_the_table():
    made = listing("rows", (Column("score", "Score", "decimal"),), [{"score": "8.00"}, {"score": "under 5"}])
    assert made.data["rows"] == [{"score": "8.00"}, {"score": "under 5"}]
    assert made.tables[0].rows == ((Decimal("8.00"),), ("under 5",))


def test_personal_lists_say_so():
    assert report(personal=True).personal
    assert not report().personal


def test_parts_of_a_larger_report_come_from_the_same_columns():
    assert json_of(COLUMNS, VISITS) == report().data["visits"]
    assert table_of("Visits", COLUMNS, VISITS) == report().tables[0]


def test_facts_leave_out_what_is_not_there():
    table = facts("Cohort P3", [("Name", "Pulje 3"), ("Note", ""), ("Capacity", None), ("Places", 0)])
    assert table.rows == (("Name", "Pulje 3"), ("Places", 0))


def test_an_item_without_the_attribute_is_a_mistake_of_the_declaration():
    with pytest.raises(AttributeError):
        listing("visits", (Column("missing", "Missing"),), VISITS)
