from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.register import field_values as register


@pytest.mark.parametrize("raw", ["0301", "301", 301, 301.0, "301.0", " 0301 ", Decimal(301)])
def test_a_lost_zero_is_put_back(raw):
    assert register.municipality_number(raw) == "0301"


@pytest.mark.parametrize("raw", ["", "31", 3, 30100, "03O1", "K-0301", 301.5, True, None, float("nan"), "٠٣٠١"])
def test_what_is_no_number_is_refused(raw):
    with pytest.raises(ValueError, match="municipality number"):
        register.municipality_number(raw)


@given(st.integers(100, 9999))
def test_every_number_survives_a_workbook(number):
    assert register.municipality_number(number) == register.municipality_number(float(number)) == f"{number:04}"


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("bokmål", "bokmal"),
        ("BOKMÅL", "bokmal"),
        ("nb", "bokmal"),
        ("Nynorsk", "nynorsk"),
        ("nøytral", "neutral"),
        ("Nøytralt", "neutral"),
        ("neutral", "neutral"),
    ],
)
def test_language_forms(raw, form):
    assert register.language_form(raw) == form


@pytest.mark.parametrize("raw", ["svensk", "", "n", "ja"])
def test_no_language_form_is_guessed(raw):
    with pytest.raises(ValueError, match="language form"):
        register.language_form(raw)


@pytest.mark.parametrize("raw", ["28092", "28 092", "28\u00a0092", "28.092", "28,092", 28092, 28092.0])
def test_population_with_and_without_groups(raw):
    assert register.population(raw) == 28092


@pytest.mark.parametrize("raw", ["-5", "2,8", "28 09", "ca. 500", 2.5, float("inf"), "１２"])
def test_what_is_no_population(raw):
    with pytest.raises(ValueError, match="number of inhabitants"):
        register.population(raw)


@pytest.mark.parametrize(("raw", "degrees"), [("59,9139", 59.9139), (59.9139, 59.9139), ("−3.5", -3.5), ("10°", 10.0)])
def test_degrees(raw, degrees):
    assert register.latitude(raw) == degrees


@pytest.mark.parametrize("raw", ["north", "NaN", "inf", "90.0001", "1e99"])
def test_what_is_no_latitude(raw):
    with pytest.raises(ValueError, match="latitude"):
        register.latitude(raw)


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31)),
        (2008, date(2008, 1, 1), date(2008, 12, 31)),
        ("2008-02-29", date(2008, 2, 29), date(2008, 2, 29)),
        ("29.2.2008", date(2008, 2, 29), date(2008, 2, 29)),
        ("29.02.08", date(2008, 2, 29), date(2008, 2, 29)),
        ("1.1.94", date(1994, 1, 1), date(1994, 1, 1)),
        (datetime(2008, 2, 29, 12), date(2008, 2, 29), date(2008, 2, 29)),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_a_year_begins_and_ends(raw, first, last):
    assert (register.read_first_day(raw), register.read_last_day(raw)) == (first, last)


@pytest.mark.parametrize("raw", ["29.02.2007", "08-01-01", "2008-13-01", "i fjor", "1/1-08"])
def test_what_is_no_date(raw):
    with pytest.raises(ValueError, match="not a date"):
        register.read_first_day(raw)


@pytest.mark.parametrize("number", ["958935420", "958 935 420", 958935420])
def test_organisation_numbers_have_a_check_digit(number):
    assert register.organisation_number(number) == "958935420"
    with pytest.raises(ValueError, match="check digit"):
        register.organisation_number("958935421")


def test_several_texts_stand_once_each():
    fields = register.MUNICIPALITY_FIELDS
    assert register.read_cell(fields.find("aliases"), " a ;b;; a") == ["a", "b"]
    assert register.read_cell(fields.find("successors"), "301; 1103,0821 1103") == ["0301", "1103", "0821"]
    assert register.read_cell(fields.find("successors"), 301.0) == ["0301"]
