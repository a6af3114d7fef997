from datetime import date, time
from decimal import Decimal

import pytest

from kvadmin.wording import language_forms as wording

AUG27, AUG28 = date(2008, 8, 27), date(2008, 8, 28)


def test_days() -> None:
    assert wording.day(date(2008, 5, 20), "nb") == "20. mai 2008"
    assert wording.day(date(2008, 5, 20), "nn", weekday=True) == "tysdag 20. mai 2008"
    assert wording.day(date(2008, 5, 20), "en") == "20 May 2008"


@pytest.mark.parametrize(
    ("start", "end", "language", "text"),
    [
        (AUG27, AUG28, "nb", "27.–28. august 2008"),
        (AUG27, AUG28, "en", "27–28 August 2008"),
        (AUG27, AUG27, "nn", "27. august 2008"),
        (AUG27, None, "nb", "27. august 2008"),
        (date(2008, 8, 30), date(2008, 9, 2), "nb", "30. august–2. september 2008"),
        (date(2008, 12, 30), date(2009, 1, 2), "nb", "30. desember 2008–2. januar 2009"),
    ],
)
def test_ranges(start: date, end: date | None, language: wording.Language, text: str) -> None:
    assert wording.day_range(start, end, language) == text


def test_clock() -> None:
    assert wording.clock(time(9), time(11, 30)) == "09.00–11.30"
    assert wording.clock(time(9), language="en") == "09:00"


@pytest.mark.parametrize(
    ("value", "decimals", "nb", "en"),
    [
        (1380, None, "1\u00a0380", "1,380"),
        (-2.66, None, "−2,66", "-2.66".replace("-", "−")),
        (Decimal("8.00"), None, "8,00", "8.00"),
        (Decimal("8.125"), 2, "8,12", "8.12"),
        (1234567.5, 1, "1\u00a0234\u00a0567,5", "1,234,567.5"),
        (0.1, None, "0,1", "0.1"),
        (1e21, None, "1" + "\u00a0000" * 7, "1" + ",000" * 7),
    ],
)
def test_numbers(value: float | Decimal, decimals: int | None, nb: str, en: str) -> None:
    assert wording.number(value, "nb", decimals) == nb
    assert wording.number(value, "nn", decimals) == nb
    assert wording.number(value, "en", decimals) == en


def test_no_figure_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nan"):
        wording.number(float("nan"), "nb")


def test_percent() -> None:
    assert wording.percent(9.8, "nb") == "9,8\u00a0%"
    assert wording.percent(9.8, "en") == "9.8%"


def test_lists() -> None:
    assert wording.join_words([], "nb") == ""
    assert wording.join_words(["Bø"], "nb") == "Bø"
    assert wording.join_words(["Bø", "Lyngdal", "Mandal", "Åmli"], "nb") == "Bø, Lyngdal, Mandal og Åmli"
    assert wording.join_words(("a", "b"), "nn", either=True) == "a eller b"
    assert wording.join_words(("a", "b"), "en") == "a and b"


def test_plurals() -> None:
    assert wording.count(1, "participant", "nb") == "1 deltaker"
    assert wording.count(40, "participant", "nb") == "40 deltakere"
    assert wording.count(0, "participant", "nn") == "0 deltakarar"
    assert wording.count(12, "municipality", "nn") == "12 kommunar"
    assert wording.count(1380, ("rad", "rader"), "nb") == "1\u00a0380 rader"
    for forms in wording.NOUNS.values():
        assert set(forms) == {"nb", "nn", "en"}
