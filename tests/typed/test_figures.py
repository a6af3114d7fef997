from __future__ import annotations

from decimal import Decimal

import pytest

from kvadmin.errors import UsageError
from kvadmin.translation import CATALOGUE
from kvadmin.typed.figures import parse_figure, parse_whole


@pytest.mark.parametrize(
    ("text", "value"), [("8", "8"), ("7.50", "7.50"), ("7,50", "7.50"), ("-3.5", "-3.5"), ("\u22123,5", "-3.5")]
)
def test_figures_are_exact_with_point_or_comma(text, value):
    assert parse_figure(text) == Decimal(value)
    assert str(parse_figure(text)) == value


@pytest.mark.parametrize("text", ["", "eight", "nan", "inf", "1,234.5", "1 00", "1_000", "٣٨"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(UsageError):
        parse_figure(text, where="score")


def test_thousands_or_decimals_are_asked_for_on_a_norwegian_screen():
    assert parse_figure("1.380") == Decimal("1.380"), "as programs write it"
    with CATALOGUE.speaking("nb"):
        assert parse_figure("1,380") == Decimal("1.380")
        assert parse_figure("0.125") == Decimal("0.125")
        with pytest.raises(UsageError) as refused:
            parse_figure("1.380", where="score")
    assert "1380" in refused.value.message


def test_whole_numbers_have_a_least():
    assert parse_whole(" 36 ", least=1) == 36
    assert parse_whole("-2") == -2
    for text in ("0", "3.5", "many", "1_000", "٣٨"):
        with pytest.raises(UsageError):
            parse_whole(text, least=1)
