"""Whether the cells of a column are what a field holds."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.reading.cells import Cell, Value
from kvadmin.reading.columns.contents import bare_number, fits, is_empty, read_yes_no
from kvadmin.reading.columns.fields import KINDS

KNOWN = {"Oslo", "Bø", "0301", "0821"}


def cells(*values: Value) -> list[Cell]:
    return [Cell(value, "" if value is None else str(value)) for value in values]


def fit(kind: str, *values: Value) -> bool:
    return fits(kind, cells(*values), KNOWN.__contains__)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("municipality", ("Oslo", "0821"), ("Kari", "Ola")),
        ("number", ("0301", '="0821"'), ("9876", "12")),
        ("date", ("1.4.2008", date(2008, 5, 2)), ("snart", "12")),
        ("figure", ("7,5", 8), ("mye", "lite")),
        ("email", ("kari@oslo.no",), ("Kari",)),
        ("phone", ("22 33 44 55",), ("Kari",)),
        ("yes-no", ("Ja", "x"), ("kanskje",)),
        ("words", ("mer lys", "7 stoler"), (4, "3,5", "12 %")),
        ("person", ("Kari Ås",), ("kari@oslo.no", "K2")),
        ("case", ("KS 34/08", "Formannskapet sak 12/2008"), ("09/112", "09/118")),
    ],
)
def test_each_kind_knows_its_own(kind: str, right: tuple[Value, ...], wrong: tuple[Value, ...]) -> None:
    assert fit(kind, *right)
    assert not fit(kind, *wrong)


@pytest.mark.parametrize("kind", ["text", "county", "code"])
def test_some_kinds_hold_anything(kind: str) -> None:
    assert kind in KINDS
    assert fit(kind, "x", 4)


def test_most_of_the_cells_with_something_in_them_decide() -> None:
    assert fit("date", "1.4.2008", "2.4.2008", "uten dato", None, None)
    assert not fit("date", "1.4.2008", "uten", "uten", "uten")
    assert not fit("date")
    assert not fit("date", None)
    assert fit("words", "mer lys", "nye stoler", 12, 13)


def test_a_case_of_a_body_and_the_number_of_an_archive() -> None:
    assert fit("case", "34/08", "12/08", "7/08")
    assert not fit("case", "08/34", "08/112", "08/7")
    assert not fit("case", "200800123", "200800124")
    assert fit("case", "sak 34/08")


def test_without_a_register_four_digits_are_a_number_and_words_a_name() -> None:
    assert fits("municipality", cells("Hvor som helst"), None)
    assert not fits("municipality", cells("K2 og K3"), None)
    assert fits("number", cells("9876"), None)
    assert not fits("number", cells("12345"), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ja", True), ("x", True), ("✓", True), ("1", True), ("YES", True), ("[✔]", True),
        ("nei", False), ("0", False), ("✗", False), ("ikkje", False), ("No", False),
        ("kanskje", None), ("", None), ("19.5.2008", None),
    ],
)  # fmt: skip
def test_yes_and_no_as_people_tick_them(text: str, said: bool | None) -> None:
    assert read_yes_no(text) is said


def test_the_number_inside_a_formula_of_a_csv() -> None:
    assert bare_number('="1411"') == "1411"
    assert bare_number("1411") == "1411"
    assert bare_number(' ="0301" ') == "0301"
    assert bare_number("=A1") == "=A1"
    assert bare_number("Oslo") == "Oslo"


def test_merged_and_blank_cells_are_nothing() -> None:
    assert is_empty(cells(None, "", "  "))
    assert is_empty([Cell("x", "x", merged_from="A1")])
    assert not is_empty([Cell(formula="=A1")])
