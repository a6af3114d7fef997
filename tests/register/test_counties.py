from __future__ import annotations

import pytest

from kvadmin.register.counties import county_named, is_county_itself, same_county


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("M&R", "Møre og Romsdal"),
        ("Møre og R.", "Møre og Romsdal"),
        ("Moere og Romsdal", "Møre og Romsdal"),
        ("02 Akershus", "Akershus"),
        ("Finnmárku", "Finnmark"),
        ("Finnmark - Finnmárku", "Finnmark"),
        ("Romsa", "Troms"),
        ("S-Tr.lag", "Sør-Trøndelag"),
        ("NORD-TRØNDELAG", "Nord-Trøndelag"),
        ("Sogn & Fj.", "Sogn og Fjordane"),
        ("Nordland fylke", "Nordland"),
        ("Romerike", "Akershus"),
        ("Vesterålen", "Nordland"),
        ("Østlandet", None),
        ("", None),
    ],
)
def test_ways_to_write_a_county(text: str, county: str | None) -> None:
    assert county_named(text) == county


def test_only_the_countys_own_name_is_the_county() -> None:
    assert is_county_itself("Hordaland fylkeskommune")
    assert is_county_itself("finnmárku")
    assert not is_county_itself("M&R")
    assert not is_county_itself("Romerike")


def test_later_counties_agree_with_the_earlier_ones_they_cover() -> None:
    assert same_county("Innlandet", "Hedmark")
    assert same_county("M&R", "Møre og Romsdal")
    assert not same_county("Hedmark", "Oppland")
    assert not same_county("Innlandet", "Buskerud")
