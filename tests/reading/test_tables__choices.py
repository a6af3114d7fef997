"""Tables read as a person said: fields, headings, letters, sheets and lines; what is asked; lists beside lists."""

from __future__ import annotations

from typing import Any

import pytest
from books import Rows, xlsx

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.columns.choices import ReadingChoices
from kvadmin.reading.columns.fields import Field
from kvadmin.reading.importer import Importer
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import SheetTables, find_tables

IMPORTER = Importer(
    "visits",
    (
        Field("place", ("Kommune", "Sted"), kind="municipality"),
        Field("day", ("Dag",), (("dag",),), weak=("Dato",), kind="date"),
        Field("note", ("Merknad",), many=True),
        Field("decided", ("Vedtaksdato",), (("vedtak", "dato"),), kind="date"),
        Field("measures", ("Tiltak sykefravær",), (("syk", "tiltak"),)),
        Field("goal", ("Mål sykefravær",), (("syk", "mål"),)),
        Field("seats", ("Mål plasser",), (("plass", "mål"),)),
    ),
    (("place",), ("day",)),
    generic=("Dato", "Mål", "Tiltak"),
)
DAY = "1.4.2008"


def found(data: bytes, name: str = "a.xlsx", **said: Any) -> SheetTables:
    return find_tables(read_bytes(data, name), IMPORTER, ReadingChoices(**said))


def find(*rows: list[Any], **said: Any) -> SheetTables:
    return found(xlsx(("A", list(rows))), **said)


def csv(text: str, **said: Any) -> SheetTables:
    return found(text.encode(), "a.csv", **said)


def texts(tables: SheetTables, field: str) -> list[str]:
    return [table.text(row, field) for table in tables.tables for row in table.rows]


# -- what cannot be -------------------------------------------------------------------------------


def test_a_field_that_is_not_there_is_refused_with_those_that_are() -> None:
    for heading in ("Kommune", "Dag", "B", "nowhere"):
        with pytest.raises(UsageError, match="no field 'plase' in visits") as raised:
            find(["Kommune", "Dag"], ["Oslo", DAY], mapped={heading: "plase"})
        assert raised.value.where == "--map"
        assert raised.value.exit_code == 2
        assert raised.value.hint == "did you mean place?"
    with pytest.raises(UsageError, match="no field 'nonsense' in visits") as raised:
        find(["Kommune", "Dag"], ["Oslo", DAY], mapped={"Dag": "nonsense"})
    assert "place, day, note" in raised.value.hint


@pytest.mark.parametrize(
    ("said", "option", "hint"),
    [
        ({"mapped": {"Dag 2": "day"}}, "--map", "did you mean Dag?"),
        ({"ignored": ("D",)}, "--ignore", "there are: Kommune, Dag, Ymse"),
    ],
)
def test_a_heading_that_is_not_there_is_refused_with_those_that_are(said: Any, option: str, hint: str) -> None:
    with pytest.raises(UsageError, match="no column is called") as raised:
        find(["Kommune", "Dag", "Ymse"], ["Oslo", DAY, "x"], **said)
    assert raised.value.where == f"{option} (a.xlsx)"
    assert raised.value.hint == hint


def test_ignoring_a_required_column_is_refused_and_says_what_is_missing() -> None:
    with pytest.raises(InvalidData, match="missing columns: day") as raised:
        find(["Kommune", "Dag"], ["Oslo", DAY], ignored=("Dag",))
    assert raised.value.exit_code == 3
    assert "--map 'HEADING=day'" in raised.value.hint


def test_a_missing_column_is_offered_the_headings_that_nobody_knows_as_they_are_typed() -> None:
    with pytest.raises(InvalidData, match="missing columns: day") as raised:
        find(["Kommune", "Ymse", "Anna's"], ["Oslo", "x", "y"])
    assert "--map 'Ymse=day' | --map 'Anna'\\''s=day'" in raised.value.hint


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    data = xlsx(("Liste", [["Kommune", "Dag"], ["Oslo", DAY]]), ("Tom", []), ("Om", [["x", "y"]]))
    with pytest.raises(UsageError, match="there is no sheet 'Tom' with content") as raised:
        found(data, sheet="Tom")
    assert raised.value.hint == "there are: Liste, Om"
    with pytest.raises(UsageError, match="there is no sheet") as raised:
        csv(f"Kommune,Dag\nOslo,{DAY}\n", sheet="Liste")
    assert raised.value.hint == "there are: none (a csv file has no sheets)"


def test_a_line_without_headings_is_no_header() -> None:
    for line in (2, 9):
        with pytest.raises(InvalidData) as raised:
            find(["Kommune", "Dag"], ["Oslo", DAY], header_row=line)
        assert raised.value.exit_code == 3
        assert "--map" in raised.value.hint


# -- what is said ---------------------------------------------------------------------------------


def test_headings_are_mapped_however_they_are_written() -> None:
    header = ["Hvem = hva", "Når det\nskal skje", "Ymse"]
    tables = find(header, ["Oslo", DAY, "x"], mapped={"hvem = HVA": "place", "når det skal skje": "day"})
    assert (texts(tables, "place"), texts(tables, "day")) == (["Oslo"], [DAY])


def test_columns_are_mapped_by_their_letters_though_no_heading_is_known() -> None:
    tables = find(["Hvem", "Når"], ["Oslo", DAY], mapped={"A": "place", "b": "day"})
    assert (texts(tables, "place"), texts(tables, "day")) == (["Oslo"], [DAY])
    tables = find(["Liste"], [], ["Kommune", "Når", ""], ["Oslo", "x", DAY], mapped={"C": "day"})
    assert texts(tables, "day") == [DAY]


def test_letters_with_a_sheet_are_of_that_sheet_alone() -> None:
    one: Rows = [["Kommune", "Dato", "Dato"], ["Oslo", DAY, "2.4.2008"]]
    two: Rows = [["Kommune", "Merknad", "Dag"], ["Moss", "x", "3.4.2008"]]
    data = xlsx(("En", one), ("To", two))
    (question,) = found(data).questions
    answer = question.answers[0]
    assert answer.options == "--map 'En!B=day' --ignore 'En!C'"
    tables = found(data, mapped=answer.mapped, ignored=answer.ignored)
    assert (texts(tables, "day"), texts(tables, "note")) == ([DAY, "3.4.2008"], ["", "x"])


def test_one_sheet_alone_is_read() -> None:
    data = xlsx(("En", [["Kommune", "Dag"], ["Oslo", DAY]]), ("To", [["Kommune", "Dag"], ["Moss", DAY]]))
    assert texts(found(data), "place") == ["Oslo", "Moss"]
    only = found(data, sheet="to")
    assert texts(only, "place") == ["Moss"]
    assert only.other_sheets == ("En",)


def test_the_line_of_the_headings_in_a_workbook_and_in_csv() -> None:
    rows = [["Kommune", "Dag"], ["gammel", "liste"], ["Sted", "Dag", "Merknad"], ["Oslo", DAY, "x"]]
    tables = find(*rows, header_row=3)
    assert (tables.tables[0].header_rows, texts(tables, "place")) == ((3,), ["Oslo"])
    text = "\n".join(",".join(row) for row in rows)
    tables = csv(text, header_row=3)
    assert (tables.tables[0].header_rows, texts(tables, "place")) == ((3,), ["Oslo"])


def test_two_columns_that_are_joined_by_a_person_are_joined() -> None:
    tables = find(["Kommune", "Dag", "a", "b"], ["Oslo", DAY, "x", "y"], mapped={"a": "measures", "b": "measures"})
    assert tables.tables[0].columns.joined == {"measures"}
    assert [cell.text for cell in tables.tables[0].cells(tables.tables[0].rows[0], "measures")] == ["x", "y"]


# -- what is asked --------------------------------------------------------------------------------


def test_all_questions_of_a_file_come_at_once_and_the_same_of_two_sheets_once() -> None:
    rows: Rows = [["Hvem", "Dag en", "Dag to", "Merknad"], ["Oslo", DAY, "2.4.2008", "x"]]
    data = xlsx(("En", rows), ("To", rows))
    tables = found(data)
    assert [question.text for question in tables.questions] == [
        "which column is day: 'Dag en', 'Dag to'?",
        "is 'Hvem' the field place?",
    ]


def test_a_list_with_one_known_heading_is_asked_about_rather_than_not_found() -> None:
    tables = find(["Til styret"], [], ["Kommune", "Når", "Hva"], ["Oslo", DAY, "møte"], ["Moss", DAY, "kurs"])
    (question,) = tables.questions
    assert question.answers[0].options == "--map 'Når=day'"
    assert find(["Kommune", "Når"], ["Oslo", DAY], mapped={"Når": "day"}).questions == ()
    with pytest.raises(InvalidData, match="missing columns: day"):
        find(["Kommune", "Når"], ["Oslo", "snart"])


def test_one_known_heading_on_a_further_sheet_is_no_list() -> None:
    data = xlsx(("A", [["Kommune", "Dag"], ["Oslo", DAY]]), ("Om", [["Kommune", "Sendt"], ["Moss", DAY]]))
    tables = found(data)
    assert (texts(tables, "place"), tables.other_sheets, tables.questions) == (["Oslo"], ("Om",), ())


# -- headers in two rows, lists beside lists ------------------------------------------------------


def test_a_heading_above_carries_to_the_right_without_merges() -> None:
    rows = [
        ["Hvem", "", "Sykefravær", "", "Plasser"],
        ["Kommune", "Dag", "Tiltak", "Mål", "Mål"],
        ["Oslo", DAY, "lys", "færre", "flere"],
    ]
    tables = find(*rows)
    assert tables.tables[0].header_rows == (1, 2)
    assert {name: texts(tables, name) for name in ("measures", "goal", "seats")} == {
        "measures": ["lys"],
        "goal": ["færre"],
        "seats": ["flere"],
    }


def test_lists_that_stand_side_by_side_are_tables_of_their_own() -> None:
    rows = [
        ["Kommune", "Dag", "", "Kommune", "Dag"],
        ["Oslo", DAY, "", "Moss", "2.4.2008"],
        ["Bø", "3.4.2008", "", "", ""],
    ]
    tables = find(*rows)
    assert [table.sheet.name for table in tables.tables] == ["A", "A D:E"]
    assert (texts(tables, "place"), tables.questions) == (["Oslo", "Bø", "Moss"], ())
    assert [row.number for row in tables.tables[1].rows] == [2]


def test_headings_that_only_stand_twice_in_part_are_asked_about() -> None:
    tables = find(["Kommune", "Dag", "Merknad", "Kommune", "Dag"], ["Oslo", DAY, "x", "Moss", "2.4.2008"])
    assert len(tables.tables) == 1
    assert len(tables.questions) == 2


# -- what the next list has in common -------------------------------------------------------------


def test_headings_are_the_same_in_any_order_and_writing() -> None:
    one = find(["Kommune", "Dag", "Ymse"], ["Oslo", DAY, "x"])
    other = find(["YMSE", "Dag ", "kommune"], ["x", DAY, "Oslo"])
    assert one.headings == other.headings == ("dag", "kommune", "ymse")
    said = ReadingChoices(mapped={"Ymse": "note"})
    assert one.signature(said) == other.signature(said) == one.headings


def test_a_choice_by_letters_holds_for_the_same_order_only() -> None:
    said = ReadingChoices(mapped={"B": "day"}, ignored=("C",))
    one = find(["Kommune", "Dato", "Dato"], ["Oslo", DAY, DAY], mapped=said.mapped, ignored=said.ignored)
    assert one.signature(said) == ("A kommune", "B dato", "C dato")
    other = find(["Dato", "Kommune", "Dato"], [DAY, "Oslo", "2.4.2008"])
    assert other.headings == one.headings
    assert other.signature(said) != one.signature(said)
