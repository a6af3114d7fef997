"""Headings that say something about a field are not that field."""

from __future__ import annotations

import pytest

from kvadmin.reading.columns.fields import Field
from kvadmin.reading.columns.headings import Headings, is_scale

MEASURES = Headings([Field("measures", ("Sykefravær",), (("sykefrav", "!mål"),), kind="words")])


@pytest.mark.parametrize("heading", ["Sykefravær tiltak", "Tiltak mot sykefraværet", "Sykefravær / Sick leave"])
def test_the_field_is_known(heading):
    assert MEASURES.hit(heading).field.name == "measures"


@pytest.mark.parametrize(
    "heading",
    [
        "Poeng sykefravær",
        "Sykefravær poeng",
        "Budsjett sykefravær",
        "Sykefravær i prosent",
        "Sykefravær 2007",
        "Score sykefravær",
    ],
)
def test_points_money_shares_and_years_are_about_it(heading):
    assert MEASURES.hit(heading) is None


@pytest.mark.parametrize("heading", ["Sykefravær %", "Kvalitet (1-5)", "Kvalitet 0–10", "Tidsplan [1 - 3]"])
def test_a_scale_is_seen(heading):
    assert is_scale(heading)


@pytest.mark.parametrize("heading", ["Kvalitet", "Sykefravær 2008-2009", "Tiltak 11-12", "1. Kvalitet"])
def test_other_figures_are_no_scale(heading):
    assert not is_scale(heading)
