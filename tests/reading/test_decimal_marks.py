from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.reading.decimal_marks import judge_figures


def read(*values: object, **said: str) -> list[str | None]:
    column = judge_figures(values, **said)  # type: ignore[arg-type]
    numbers = [column.read(value) for value in values]  # type: ignore[arg-type]
    return [None if number is None else str(number) for number in numbers]


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (("9,8", "1,234", "-12,5 %"), ["9.8", "1.234", "-12.5"]),
        (("9.8", "1.234"), ["9.8", "1.234"]),
        (("0.125", "1.234"), ["0.125", "1.234"]),
        (("1234.567", "1.234"), ["1234.567", "1.234"]),
        (("12 345,6", "1,234"), ["12345.6", "1.234"]),
        (("1'234.5", "1.234"), ["1234.5", "1.234"]),
        (("12.345.678", "1.234"), ["12345678", "1234"]),
        (("12,345,678", "1,234"), ["12345678", "1234"]),
        (("12.345,6", "1.234,5", "9,8"), ["12345.6", "1234.5", "9.8"]),
        (("9,8", "9.8", "12 345"), ["9.8", "9.8", "12345"]),
        (("2007", "", "x", 1.234, None), ["2007", None, None, "1.234", None]),
    ],
)
def test_a_column_that_agrees_is_read(values: tuple[object, ...], numbers: list[str | None]) -> None:
    column = judge_figures(values)  # type: ignore[arg-type]
    assert (column.doubt, column.conflict) == ("", False)
    assert read(*values) == numbers


@pytest.mark.parametrize(
    ("values", "numbers", "conflict", "words"),
    [
        (("12.345,6", "1.234", "12.345"), ["12345.6", None, None], True, "1.234 and 12.345,6"),
        (("9,8", "1.234"), ["9.8", None], True, "1.234 and 9,8"),
        (("9.8", "7,125 %"), ["9.8", None], True, "7,125 and 9.8"),
        (("9,8", "9.8", "1.234"), ["9.8", "9.8", None], True, "stand in one column"),
        (("12.345.678", "9.8", "1.234"), ["12345678", "9.8", None], True, "1.234 and 9.8"),
        (("1,234", "1.234"), [None, None], True, "1,234 and 1.234"),
        (("1.234", "-12.345", "560"), [None, None, "560"], False, "no other value"),
        (("kr 1.234",), [None], False, "no other value"),
    ],
)
def test_a_column_that_does_not_is_in_doubt(
    values: tuple[str, ...], numbers: list[str | None], conflict: bool, words: str
) -> None:
    column = judge_figures(values)
    assert words in column.doubt
    assert column.conflict == conflict
    assert read(*values) == numbers
    assert [column.doubtful(value) for value in values] == [number is None for number in numbers]


def test_both_marks_for_decimals_are_said_even_when_every_value_has_one_reading() -> None:
    assert judge_figures(["9,8", "9.8"]).mixed
    assert not judge_figures(["9,8", "8"]).mixed


def test_a_person_may_say_the_mark() -> None:
    assert read("12.345,6", "1.234", decimal_mark=",") == ["12345.6", "1234"]
    assert read("1.234", decimal_mark=".") == ["1.234"]
    assert read("9.8", "1,234", decimal_mark=".") == ["9.8", "1234"]


_NUMBERS = st.lists(st.decimals(0, 10**7, places=3), min_size=1, max_size=20)


@given(_NUMBERS, st.sampled_from([(",", "."), (".", ","), (",", " "), (".", "'"), (",", ""), (".", "")]))
def test_a_column_written_in_one_way_is_read_back_or_in_doubt(numbers: list[Decimal], marks: tuple[str, str]) -> None:
    decimal, thousands = marks
    column = [f"{number:,.3f}".replace(",", "t").replace(".", decimal).replace("t", thousands) for number in numbers]
    judged = judge_figures([*column, f"9{decimal}8"])
    assert judged.doubt == ""
    assert [judged.read(text) for text in column] == numbers


@given(st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from(".,"), st.booleans())))
def test_no_figure_is_misread_where_both_marks_part_decimals(written: list[tuple[int, str, bool]]) -> None:
    """Whole numbers with thousands and with none, and decimals of one place, by hands of both kinds."""
    meant = [Decimal(number) if whole else Decimal(number) / 10 for number, _, whole in written]
    column = [
        f"{number:,}".replace(",", mark) if whole else f"{number // 10}{mark}{number % 10}"
        for number, mark, whole in written
    ]
    judged = judge_figures([*column, "9,8", "9.8"])
    for number, text in zip(meant, column, strict=True):
        assert judged.read(text) in (number, None)
        assert (judged.read(text) is None) == judged.doubtful(text)
