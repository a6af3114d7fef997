from __future__ import annotations

import pytest
from registers import register

from kvadmin.register.damaged_names import numbers_of_damaged
from kvadmin.register.name_forms import NameCell

NAMES = register().names


@pytest.mark.parametrize(
    ("text", "county", "numbers"),
    [
        ("Troms›", "", ("1902",)),
        ("V?g?", "", ("0515",)),
        ("Her?y", "", ("1515", "1818")),
        ("Her?y", "Nordland", ("1818",)),
        ("Her›y (M&R)", "", ("1515",)),
        ("H?l", "", ()),
        ("Oslo", "", ()),
    ],
)
def test_who_may_be_meant(text: str, county: str, numbers: tuple[str, ...]) -> None:
    assert numbers_of_damaged(text, county, NAMES, lambda _: ()) == numbers


def test_names_of_another_time_are_asked_for_too() -> None:
    asked: list[str] = []

    def past(cell: NameCell) -> tuple[str, ...]:
        asked.append(cell.text)
        return ("1505",) if cell.text == "Møre" else ()

    assert numbers_of_damaged("M›re", "", NAMES, past) == ("1505",)
    assert "Møre" in asked
