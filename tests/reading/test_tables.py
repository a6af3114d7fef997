from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from books import Rows, xlsx

from kvadmin.errors import InvalidData
from kvadmin.reading.columns.fields import Field
from kvadmin.reading.importer import Importer
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import SheetTables, find_tables

IMPORTER = Importer(
    "things",
    (
        Field("name", ("Kommune", "Municipality")),
        Field("received", ("Mottatt", "Motteken", "Received"), (("mottatt",),), weak=("Dato",), kind="date"),
        Field("goal", ("Mål sykefravær", "Mål sjukefråvær"), (("syk", "mål"), ("sjuk", "mål"))),
        Field("measures", ("Tiltak sykefravær",), (("syk", "tiltak"),)),
        Field("decided", ("Vedtaksdato",), (("vedtak", "dato"),)),
        Field("both", ("Tiltak og mål",), also=("goal", "measures")),
    ),
    (("name",), ("received",)),
    generic=("Dato",),
)


def _find(*sheets: tuple[str, Rows], **options: Any) -> SheetTables:
    return find_tables(read_bytes(xlsx(*sheets), "a.xlsx"), replace(IMPORTER, **options))


@pytest.mark.parametrize(
    "header",
    [
        ["Kommune", "Mottatt", "Mål sykefravær"],
        ["KOMMUNE ", "mottatt\ndato", "2. Mål sykefravær"],
        ["Municipality", "Received", "Mål (sykefravær)"],
        ["kommune:", "a) Motteken", "Mål sjukefråvær (i %)"],
    ],
)
def test_headings_are_known_however_written(header: list[str]) -> None:
    table = _find(("A", [header, ["Oslo", "19.5.", "7 %"]])).tables[0]
    assert {name: at for name, at in table.columns.by_field.items() if name != "measures"} == {
        "name": (0,),
        "received": (1,),
        "goal": (2,),
    }
    assert table.text(table.rows[0], "goal") == "7 %"


def test_the_header_stands_below_titles_in_two_rows() -> None:
    rows = [
        ["Søknader", None, None, None],
        [],
        ["Hvem", "Sykefravær", "Sykefravær", "Vedtak", "Inn"],
        ["Kommune", "Tiltak", "Mål", "Dato", "Mottatt"],
        ["Oslo", "a", "b", "1.4.", "19.5."],
    ]
    table = _find(("A", rows)).tables[0]
    assert table.header_rows == (3, 4)
    assert dict(table.columns.by_field) == {
        "name": (0,),
        "measures": (1,),
        "goal": (2,),
        "decided": (3,),
        "received": (4,),
    }
    assert [row.number for row in table.rows] == [5]


def test_several_sheets_tables_and_page_breaks() -> None:
    one = [
        ["Kommune", "Mottatt"],
        ["Oslo", "1"],
        ["Kommune", "Mottatt"],
        ["Moss", "2"],
        ["Mottatt", "Kommune", "x"],
        ["3", "Ski"],
    ]
    found = _find(
        ("A", one), ("B", [["Received", "Municipality"], ["4", "Bø"]]), ("Om", [["Slik gjør du"]]), ("Tom", [])
    )
    assert [(table.sheet.name, table.header_rows) for table in found.tables] == [("A", (1,)), ("A", (5,)), ("B", (1,))]
    first, second, third = found.tables
    assert first.repeated == (3,)
    assert second.text(second.rows[0], "name") == "Ski"
    assert third.text(third.rows[0], "received") == "4"
    assert found.other_sheets == ("Om",)
    assert found.unknown_columns == (("A", "x"),)


def test_a_lesser_sheet_is_taken_along_only_beside_a_whole_one() -> None:
    full, lesser = ("A", [["Kommune", "Mottatt"], ["Oslo", "1"]]), ("B", [["Kommune", "Vedtaksdato"], ["Moss", "2"]])
    less = (("name",), ("decided",))
    assert [table.sheet.name for table in _find(full, lesser, lesser=less).tables] == ["A", "B"]
    assert _find(full, lesser).other_sheets == ("B",)
    with pytest.raises(InvalidData, match="missing columns: received"):
        _find(lesser, lesser=less)


def test_missing_columns_name_what_is_missing_and_what_was_found() -> None:
    with pytest.raises(InvalidData) as raised:
        _find(("A", [["Kommune", "Tlf", "Vedtaksdato"], ["Oslo", "1", "2"]]))
    assert raised.value.message == "missing columns: received"
    assert raised.value.where == "a.xlsx (sheet A)"
    assert raised.value.details == ("found: Kommune, Tlf, Vedtaksdato",)
    with pytest.raises(InvalidData, match="no header row") as raised:
        _find(("A", [["Hei", "på"], ["deg", "du"]]))
    assert raised.value.details == ("sheet A, first row with content: Hei | på",)


def test_a_column_may_answer_two_fields_and_a_field_have_two_columns() -> None:
    table = _find(("A", [["Kommune", "Mottatt", "Tiltak og mål", "Motteken"], ["Oslo", None, "x", "19.5."]])).tables[0]
    assert table.text(table.rows[0], "goal") == table.text(table.rows[0], "measures") == "x"
    assert table.text(table.rows[0], "received") == "19.5."
