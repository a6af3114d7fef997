"""Names whose letters a wrong decoding has damaged: never surely nobody, never surely a body, never guessed."""

from __future__ import annotations

import pytest
from example_register import example_entries
from hypothesis import given
from hypothesis import strategies as st
from registers import register

from kvadmin.model.municipality import Municipality
from kvadmin.register.matching import Register

REGISTER = register()


@pytest.mark.parametrize(
    ("number", "name", "county", "verdict", "found", "candidates"),
    [
        ("", "Troms›", "", "suggested", "1902", ("1902",)),  # the county Troms without its last letter
        ("", "Troms?", "", "suggested", "1902", ("1902",)),
        ("", "Troms\ufffd", "", "suggested", "1902", ("1902",)),
        ("", "TROMS› KOMMUNE", "", "suggested", "1902", ("1902",)),
        ("Troms›", "", "", "suggested", "1902", ("1902",)),
        ("", "Tromsř", "", "suggested", "1902", ("1902",)),
        ("", "Troms|", "", "suggested", "1902", ("1902",)),
        ("", "VÃ¥gÃ¥ kommune", "", "suggested", "0515", ("0515",)),
        ("", "?ystre Slidre", "", "suggested", "0544", ("0544",)),
        ("", "B› i Telemark", "", "suggested", "0821", ("0821",)),
        ("", "Her›y", "", "ambiguous", None, ("1515", "1818")),
        ("", "Her›y", "Nordland", "suggested", "1818", ("1818",)),
        ("", "Her?y", "Nordland", "suggested", "1818", ("1818",)),
        ("1902", "Troms›", "", "found", "1902", ()),
        ("", "Troms› (1902)", "", "found", "1902", ()),
        ("0301", "Troms›", "", "conflict", None, ("0301", "1902")),
        ("", "Tr›ndelag", "", "unknown", None, ()),
        ("", "Tr›ndelag fylkeskommune", "", "unknown", None, ()),
        ("", "X›y", "", "unknown", None, ()),
        ("", "Oslo?", "", "suggested", "0301", ("0301",)),
    ],
)
def test_damaged(
    number: str, name: str, county: str, verdict: str, found: str | None, candidates: tuple[str, ...]
) -> None:
    match = REGISTER.match(number=number, name=name, county=county)
    assert (match.verdict, match.number, match.candidates) == (verdict, found, candidates)
    assert "damaged-letters" in match.notes
    assert match.body is None


@pytest.mark.parametrize(
    ("name", "number"),
    [("Kárášjohka", "2021"), ("Guovdageaidnu|Kautokeino", "2011"), ("Oslo†", "0301"), ("Gáivuona suohkan", "1940")],
)
def test_signs_that_belong_there_change_nothing(name: str, number: str) -> None:
    match = REGISTER.match(name=name)
    assert (match.verdict, match.number) == ("found", number)
    assert "damaged-letters" not in match.notes


def test_a_name_known_without_its_accents_is_doubted_when_a_repair_means_another() -> None:
    some = Register([Municipality(number="1001", name="Ha"), Municipality(number="1002", name="Hå")])
    assert some.match(name="HÂ").verdict == "ambiguous"
    assert Register([Municipality(number="1002", name="Hå")]).match(name="HÂ").number == "1002"


def test_a_body_by_its_number_stays_one() -> None:
    assert REGISTER.match(number="1200", name="Hordaland fylkeskommune").verdict == "not-a-municipality"
    assert REGISTER.match(name="Troms").verdict == "not-a-municipality"


_NAMES = ("Tromsø", "Vågå", "Øystre Slidre", "Ålesund", "Tønsberg", "Måsøy", "Bærum", "Sør-Varanger", "Ås", "Å")
_PEOPLE = Register(Municipality(number=f"{1000 + at}", name=name) for at, name in enumerate(_NAMES))


@given(
    st.sampled_from(_NAMES),
    st.sampled_from(
        ["utf-8 cp1252", "cp850 cp1252", "mac_roman cp1252", "cp1252 cp850", "cp1252 cp1250", "latin-1 ascii"]
    ),
    st.sampled_from(["", " kommune"]),
)
def test_no_name_of_a_register_is_lost_in_a_wrong_encoding(name: str, wrong: str, suffix: str) -> None:
    written, read = wrong.split()
    match = _PEOPLE.match(name=name.encode(written).decode(read, errors="replace") + suffix)
    number = str(1000 + _NAMES.index(name))
    assert match.verdict in ("suggested", "ambiguous"), (match, name.encode(written).decode(read, errors="replace"))
    assert number in match.candidates


@pytest.mark.parametrize(
    "wrong",
    [
        *("utf-8 cp1252", "cp850 cp1252", "mac_roman cp1252", "cp1252 cp850"),
        *("cp1252 mac_roman", "cp1252 cp1250", "cp850 cp852", "latin-1 ascii"),
    ],
)
def test_every_name_of_the_register_in_a_wrong_encoding_is_asked_about_with_the_right_one_among_them(
    wrong: str,
) -> None:
    written, read = wrong.split()
    entries = list(example_entries())
    register = Register(entries)
    for entry in entries:
        name = entry.name.partition(" (")[0]
        damaged = name.encode(written, errors="replace").decode(read, errors="replace")
        if not name.isascii() and damaged != name:
            match = register.match(name=damaged)
            assert match.verdict in ("suggested", "ambiguous") or match.number == entry.number, damaged
            assert entry.number in (match.candidates or (match.number,)), damaged
