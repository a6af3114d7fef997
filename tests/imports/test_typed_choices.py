from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kvadmin.errors import UsageError
from kvadmin.imports.typed_choices import pairs, typed_choices, typed_conditions
from kvadmin.reading.columns.choices import ReadingChoices


def run(**options: Any) -> Any:
    return SimpleNamespace(import_options=options)


def test_options_become_choices() -> None:
    typed = run(map=["A = b=received"], ignore=["x"], sheet="S", header_row=3, date_order="mdy")
    assert typed_choices(typed) == ReadingChoices({"A = b": "received"}, ("x",), "S", 3, "mdy")
    assert typed_choices(run()) == ReadingChoices()


def test_conditions_are_columns_and_values() -> None:
    assert typed_conditions(run(where=["kjønn=begge", "alder = alle"])) == {"kjønn": "begge", "alder": "alle"}
    assert typed_conditions(run()) == {}


@pytest.mark.parametrize("text", ["Dato", "=received", "Dato=", " = ", ""])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        pairs([text], "--map", "HEADING=FIELD")
    assert raised.value.where == "--map"
    assert raised.value.hint == "write HEADING=FIELD"


@pytest.mark.parametrize("other", ["Dato", "DATO:", " dato "])
def test_a_heading_with_two_meanings_is_refused_however_written(other: str) -> None:
    with pytest.raises(UsageError, match="'Dato' is given twice: received and postmark"):
        pairs(["Dato=received", f"{other}=postmark"], "--map", "HEADING=FIELD")
    assert pairs(["Dato=received", f"{other}=received"], "--map", "HEADING=FIELD") == {"Dato": "received"}


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"date_order": "ddmmyy"}, "--date-order"),
        ({"header_row": 0}, "--header-row"),
        ({"header_row": -2}, "--header-row"),
        ({"map": ["Dato"]}, "--map"),
        ({"map": ["Dato=received"], "ignore": ["DATO"]}, "--map, --ignore"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, Any], where: str) -> None:
    with pytest.raises(UsageError) as raised:
        typed_choices(run(**options))
    assert raised.value.where == where
    assert raised.value.exit_code == 2
    assert raised.value.hint
