from __future__ import annotations

import pytest

from kvadmin.reading.columns.choices import ReadingChoices, heading_key


def test_what_is_said_now_beats_what_was_said_before_and_the_rest_stays() -> None:
    now = ReadingChoices(mapped={"DATO": "received"}, ignored=("Ymse",), sheet="A")
    before = ReadingChoices(
        mapped={"Dato": "postmark", "Hvem": "municipality", "ymse": "note"},
        ignored=("x", "dato"),
        sheet="B",
        header_row=3,
        date_order="mdy",
    )
    assert now.over(before) == ReadingChoices(
        mapped={"Hvem": "municipality", "DATO": "received"},
        ignored=("x", "Ymse"),
        sheet="A",
        header_row=3,
        date_order="mdy",
    )


def test_nothing_said_is_false() -> None:
    assert not ReadingChoices()
    assert ReadingChoices(header_row=1)
    assert ReadingChoices(ignored=("x",))


@pytest.mark.parametrize(
    ("one", "other"), [("Dato", "DATO:"), ("Søker/ Municipality", "søker municipality"), ("Mål\nnå", "mål nå")]
)
def test_headings_that_are_the_same(one: str, other: str) -> None:
    assert heading_key(one) == heading_key(other)


def test_a_heading_of_signs_alone_is_itself() -> None:
    assert heading_key(" # ") == "#"
    assert heading_key("#") != heading_key("%")
