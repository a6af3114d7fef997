from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from example_register import example_entries
from registers import register, shared_entries, some_entries

from kvadmin.errors import UnknownName
from kvadmin.model.municipality import Municipality
from kvadmin.register.matching import read_number

REGISTER = register()


@pytest.mark.parametrize(
    ("number", "name", "county", "expected"),
    [
        ("301", "Oslo", "", "0301"),
        ("301.0", "", "", "0301"),
        ("2021 ", "Karasjok kommune", "Finnmárku", "2021"),
        ("", "Guovdageaidnu-Kautokeino", "Finnmark", "2011"),
        ("", "Kautokeino/Guovdageaidnu", "", "2011"),
        ("", "Kárášjohka - Karasjok", "", "2021"),
        ("", "Kárášjoga gielda", "", "2021"),
        ("", "Kaivuono", "", "1940"),
        ("", "Gaivuotna", "", "1940"),
        ("", "Snåasen tjïelte", "", "1736"),
        ("", "Herøy", "Nordland", "1818"),
        ("", "Herøy (M&R)", "", "1515"),
        ("", "Bø i Telemark", "", "0821"),
        ("", "Nes", "Akershus", "0236"),
        ("", "Våler i Solør", "", "0426"),
        ("", "Aalesund", "", "1504"),
        ("", "Alesund", "", "1504"),
        ("", "Tonsberg", "", "0704"),
        ("", "Kristiansund N", "", "1505"),
        ("", "Sør Varanger", "", "2030"),
        ("", "Nordodal", "", "0418"),
        ("", "Øystre Slidre\u00a0", "", "0544"),
        ("", "VÅGÅ", "", "0515"),
        ("", "Nore & Uvdal", "", "0633"),
        ("", "0301 Oslo", "", "0301"),
        ("Oslo", "", "", "0301"),
        ("Nes", "Nes", "Akershus", "0236"),
        ("0236", "Nes", "", "0236"),
        ("0236", "", "", "0236"),
        ("0501", "Lillehamer", "", "0501"),
    ],
)
def test_found(number: str, name: str, county: str, expected: str) -> None:
    match = REGISTER.match(number=number, name=name, county=county)
    assert (match.verdict, match.number) == ("found", expected)
    assert match.candidates == ()


@pytest.mark.parametrize(
    ("number", "name", "county", "verdict", "candidates"),
    [
        ("", "Nes", "", "ambiguous", ("0236", "0616")),
        ("", "Bo", "", "ambiguous", ("0821", "1867")),
        ("", "Bø", "Østfold", "ambiguous", ("0821", "1867")),
        ("", "Sande kommune", "", "ambiguous", ("0713", "1514")),
        ("", "Lom og Skjåk", "", "several", ("0513", "0514")),
        ("0625", "Øvre Eiker", "Buskerud", "conflict", ("0624", "0625")),
        ("0236", "Nes", "Buskerud", "conflict", ("0236", "0616")),
        ("0501", "Lågendalen", "", "conflict", ("0501",)),
        ("9999", "Oslo", "", "conflict", ("0301",)),
        ("1201", "Hordaland fylkeskommune", "", "conflict", ("1201",)),
        ("1902", "Troms", "", "conflict", ("1902",)),
        ("1556", "Frei", "Møre og Romsdal", "abolished", ("1505",)),
        ("1503", "Kristiansund", "", "abolished", ("1505",)),
        ("", "Skjerstad", "", "abolished", ("1804",)),
        ("", "Ølen", "", "abolished", ("1160",)),
        ("0716", "Våle", "", "abolished", ("0716",)),
        ("5001", "Trondheim", "", "abolished", ("1601",)),
        ("1556", "", "", "abolished", ("1505",)),
        ("1200", "Hordaland fylkeskommune", "Hordaland", "not-a-municipality", ()),
        ("2111", "Longyearbyen lokalstyre", "Svalbard", "not-a-municipality", ()),
        ("", "Jan Mayen", "", "not-a-municipality", ()),
        ("9876", "", "", "unknown", ()),
        ("", "Ukjentby", "", "unknown", ()),
        ("", "Kristiansnd", "", "unknown", ("1001", "1505")),
        ("", "-", "", "absent", ()),
        ("?", "", "", "absent", ()),
    ],
)
def test_not_found(number: str, name: str, county: str, verdict: str, candidates: tuple[str, ...]) -> None:
    match = REGISTER.match(number=number, name=name, county=county)
    assert (match.verdict, match.candidates) == (verdict, candidates)
    assert match.number is None


@pytest.mark.parametrize(
    ("name", "county", "number"),
    [
        ("Lillehamer", "", "0501"),
        ("Trondhiem", "", "1601"),
        ("Kristiansnd", "Vest-Agder", "1001"),
        ("Oslo", "Hordaland", "0301"),
    ],
)
def test_suggested_and_never_taken(name: str, county: str, number: str) -> None:
    match = REGISTER.match(name=name, county=county)
    assert (match.verdict, match.number) == ("suggested", number)


def test_short_names_are_never_suggested() -> None:
    assert REGISTER.match(name="Osl").verdict == "unknown"
    assert REGISTER.match(name="Rex").verdict == "unknown"


def test_an_exact_name_goes_before_ascii_forms_and_aliases() -> None:
    entries = [
        Municipality(number="0001", name="Bo", county="X"),
        Municipality(number="0002", name="Bø", county="X", aliases=["Bo"]),
    ]
    register_ = register(entries)
    assert register_.match(name="Bo").number == "0001"
    assert register_.match(name="Bø").number == "0002"
    assert register_.match(name="Boe").number == "0002"


def test_ended_entries_of_the_register_point_to_their_successors() -> None:
    entries = [
        Municipality(number="0001", name="Gammel", valid_to=date(2007, 12, 31), successors=["0002"]),
        Municipality(number="0002", name="Nydal", valid_from=date(2008, 1, 1)),
    ]
    register_ = register(entries)
    assert register_.match(number="0001", name="Gammel").candidates == ("0002",)
    assert register_.match(name="Gammel").verdict == "abolished"
    assert register(entries, on=date(2007, 6, 1)).match(name="Gammel").number == "0001"


def test_find_is_for_the_command_line() -> None:
    assert REGISTER.find("301").name == "Oslo"
    assert REGISTER.find("Bø i Telemark").number == "0821"
    with pytest.raises(UnknownName) as raised:
        REGISTER.find("Herøy")
    assert raised.value.exit_code == 4
    assert raised.value.details == ("1515 Herøy (Møre og Romsdal)", "1818 Herøy (Nordland)")
    with pytest.raises(UnknownName, match="no municipality is called") as raised:
        REGISTER.find("Lillehamer")
    assert raised.value.near == {"0501": "0501 Lillehammer (Oppland)"}
    with pytest.raises(UnknownName, match="not a municipality"):
        REGISTER.find("Svalbard")


def test_numbers_are_repaired_and_nothing_else() -> None:
    assert read_number("301") == ("0301", True)
    assert read_number("0301") == ("0301", False)
    assert read_number(" 301,0 ") == ("0301", True)
    assert read_number("'0301") == ("0301", False)
    assert read_number("-") == ("", False)
    assert read_number("03 01") == ("0301", False)
    assert read_number("12/34") == ("12/34", False)


def everybody_is_found(entries: list[Municipality]) -> None:
    everybody = register(entries, on=None)
    for entry in entries:
        number, county = entry.number, entry.county
        assert everybody.match(number=number.lstrip("0"), name=entry.name).number == number
        assert everybody.match(name=f"{entry.name.upper()} KOMMUNE", county=county).number == number, entry.name
        assert everybody.match(name=entry.name, county=county).number == number, entry.name
        found = everybody.match(name=entry.name)
        assert found.number == number or number in found.candidates


@pytest.mark.parametrize("name", ["plain", "full"])
def test_everybody_is_found_by_number_name_and_county(name: str) -> None:
    everybody_is_found(example_entries(name))


def test_everybody_of_the_shared_registers_is_found(shared: Path) -> None:
    for file in ("kommuner-2008.csv", "kommuner-2025.csv"):
        for name in ("navn", "navn_norsk"):
            everybody_is_found(shared_entries(shared, file, name))


def test_the_six_ambiguous_names_of_2008() -> None:
    entries = example_entries()
    everybody = register(entries)
    named = Counter(each.name for each in entries)
    assert {name for name, count in named.items() if count > 1} == {"Bø", "Herøy", "Nes", "Os", "Sande", "Våler"}
    for name in ("Bø", "Herøy", "Nes", "Os", "Sande", "Våler"):
        match = everybody.match(name=name)
        assert match.verdict == "ambiguous", name
        assert match.candidates == tuple(each.number for each in entries if each.name == name)


def test_order_of_the_register_does_not_matter() -> None:
    backwards = register(some_entries()[::-1])
    for name in ("Nes", "Kristiansnd", "Lom og Skjåk", "Senja", "Bo"):
        assert backwards.match(name=name) == REGISTER.match(name=name)
