"""The text by which values are compared: the same for the programme and for a cell, whatever program saved it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api.sheets import SheetColumn
from kvadmin.reading.cells import Cell
from kvadmin.reading.shown import shown
from kvadmin.sheets.values import cell_text, labels_of, number_text, read_cell, value_text, words_by_label
from kvadmin.typed.fields import Settable, yes_or_no
from kvadmin.typed.figures import parse_figure


def _column(kind="text", **more):
    return SheetColumn("x", "X", kind, **more)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8, "8"),
        (Decimal("8.00"), "8"),
        (Decimal("7.50"), "7.5"),
        (7.1, "7.1"),
        (7.1000000000000014, "7.1"),
        (1e15, "1000000000000000"),
        (Decimal("-0.10"), "-0.1"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_a_number_has_one_text(value, text):
    assert number_text(value) == text


@settings(max_examples=50)
@given(st.decimals(-1000, 1000, places=3))
def test_a_figure_comes_back_as_it_went_out(value):
    column = _column("number", field=Settable("x", parse_figure, empty=None))
    back = read_cell(column, Cell(float(value), shown(float(value))), {})
    assert value_text(column, back) == value_text(column, value)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_three_decimals_are_no_thousands(language):
    from kvadmin.translation import CATALOGUE

    column = _column("number", field=Settable("x", parse_figure, empty=None))
    with CATALOGUE.speaking(language):
        assert read_cell(column, Cell(1.385, "1.385"), {}) == Decimal("1.385")


@settings(max_examples=50)
@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_a_day_has_one_text(day):
    column = _column("day")
    moment = datetime.combine(day, time())
    assert value_text(column, day) == cell_text(column, Cell(moment, shown(moment)), {}) == day.isoformat()


def test_yes_and_no_in_two_languages():
    from kvadmin.translation import CATALOGUE

    column = _column("yes-no", field=Settable("x", yes_or_no, empty=None))
    with CATALOGUE.speaking("nb"):
        labels = labels_of(column)
    assert labels == {"yes": "ja", "no": "nei"}
    words = words_by_label(labels)
    assert [read_cell(column, Cell(text, text), words) for text in ("Ja", "nei", "no")] == [True, False, False]
    assert read_cell(column, Cell(True, "TRUE"), words) is True


def test_labels_that_would_be_one_stay_words():
    assert labels_of(_column(words=("a b", "A  b", "c"))) == {"a b": "a b", "A  b": "A  b", "c": "c"}


def test_items_that_are_sentences_stand_on_lines():
    column = _column(many=True, field=Settable("x", many=True, parted=None))
    assert value_text(column, ["Først; så.", "Ferdig."]) == "Først; så.\nFerdig."
    text = "Først; så.\n\nFerdig."
    assert read_cell(column, Cell(text, text), {}) == ["Først; så.", "Ferdig."]
