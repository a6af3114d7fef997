"""Days and figures on the screen in Norwegian."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from kvadmin.translation import CATALOGUE, tr
from kvadmin.typed.days import parse_day
from kvadmin.typed.figures import parse_figure, parse_whole
from kvadmin.wording.sentence_values import cell_text, shape_in


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2008, 6, 7), "07.06.2008"),
        (Decimal("-2.660"), "−2,660"),
        (1380.5, "1\u00a0380,5"),
        (2008, "2008"),
        ("0301", "0301"),
    ],
)
def test_a_cell(value, shown):
    assert cell_text(value, "nb") == cell_text(value, "nn") == shown


def test_a_value_in_a_sentence_obeys_its_form():
    shape = shape_in("nb")
    assert f"{shape(12.345):.1f} {shape(1234567):,} {shape(-0.5):+.2f} {shape(7)}" == "12,3 1\u00a0234\u00a0567 −0,50 7"
    assert f"{shape(1.5)!r}" == "1.5"
    moment = datetime(2008, 6, 7, 10, 0)  # noqa: DTZ001 - as it is read from a file
    assert f"{shape(moment):%Y-%m-%d %H:%M}" == str(shape(moment)) == "07.06.2008 kl. 10.00"


def test_what_the_system_says_is_looked_up():
    with CATALOGUE.speaking("nb", shape_in("nb")):
        CATALOGUE["No such file or directory"] = "filen finnes ikke"
        CATALOGUE["the mailbox cannot be read: {error}"] = "postkassen kan ikke leses: {error}"
        said = tr("the mailbox cannot be read: {error}", error="No such file or directory")
        assert shape_in("nb")("Kari Nordmann") == "Kari Nordmann"
    assert said.endswith(": filen finnes ikke")
    assert said.english == "the mailbox cannot be read: No such file or directory"


@pytest.mark.parametrize("text", ["1 380,5", "1\u202f380.5", "1380,5", "1\u00a0380,50"])
def test_figures_as_people_type_them(text):
    assert parse_figure(text) == Decimal("1380.5")
    assert parse_whole("1 380") == parse_whole("1\u00a0380") == 1380


@pytest.mark.parametrize("text", ["07.06.2008", "7.6.2008", "2008-06-07"])
def test_days_as_people_type_them(text):
    assert parse_day(text) == date(2008, 6, 7)


@pytest.mark.parametrize("value", [Decimal("-2.66"), Decimal(1380), Decimal("1234567.50"), Decimal("0.5")])
def test_what_is_shown_can_be_typed_again(value):
    assert parse_figure(cell_text(value, "nb")) == value
    assert parse_day(cell_text(date(2008, 6, 7), "nn")) == date(2008, 6, 7)


@pytest.mark.parametrize("text", ["1 38", "1\u00a038", "12\u00a034567", "1\u00a0380\u00a05"])
def test_blanks_in_other_places_are_refused(text):
    with pytest.raises(Exception, match="is not a figure"):
        parse_figure(text)
