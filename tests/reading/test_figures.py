from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.reading.figures import read_emails, read_figure, read_phones, read_whole


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("560 484", "560484"),
        ("560\u00a0484", "560484"),
        ("1 234 567,5", "1234567.5"),
        ("9,8 %", "9.8"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12.5", "12.5"),
        ("−0,5", "-0.5"),
        (0.1, "0.1"),
        (7, "7"),
    ],
)
def test_numbers(value: object, number: str) -> None:
    assert read_figure(value) == Decimal(number)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["", "-", ".", "abc", "1e5", "12 34", "nan", None, True, float("inf")])
def test_what_is_no_number(value: object) -> None:
    assert read_figure(value) is None  # type: ignore[arg-type]


def test_whole_numbers_have_thousands() -> None:
    assert read_whole("12.345") == read_whole("12,345") == read_whole("12 345") == read_whole(12345.0) == 12345
    assert read_whole("9,8") is None


def test_emails() -> None:
    assert read_emails("mailto:a@x.kommune.no; Ola <b@x.no>, a@x.kommune.no.") == ("a@x.kommune.no", "b@x.no")
    assert read_emails("ingen") == ()


@pytest.mark.parametrize(
    ("value", "phones"),
    [
        ("38 32 80 00 / 950 79502", ("+4738328000", "+4795079502")),
        (95079502, ("+4795079502",)),
        (95079502.0, ("+4795079502",)),
        ("0047 41470525", ("+4741470525",)),
        ("+47 41 47 05 25", ("+4741470525",)),
        ("tlf. 413 86091 el. 22", ("+4741386091",)),
        ("+46 8 123 456 78", ("+46812345678",)),
        ("12", ()),
        (None, ()),
    ],
)
def test_phones(value: object, phones: tuple[str, ...]) -> None:
    assert read_phones(value) == phones  # type: ignore[arg-type]


@given(st.integers(0, 10**9))
def test_grouped_numbers_are_read_back(number: int) -> None:
    assert read_figure(f"{number:,}".replace(",", " ")) == number


def test_the_mark_of_decimals_may_be_said() -> None:
    assert read_figure("1.234", decimal_mark=",") == read_figure("1,234", decimal_mark=".") == 1234
    assert read_figure("1.234") == read_figure("1.234", decimal_mark=".") == Decimal("1.234")
    assert read_figure("9.8", decimal_mark=",") == Decimal("9.8")
    assert read_figure("12,345,678") == read_figure("12.345.678") == 12345678
