from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.reading.damage import WILDCARD, damaged, may_be_damaged, repairs, wildcard_pattern
from kvadmin.wording.folding import fold

NAMES = ("Tromsø", "Kåre Sæther", "Øystre Slidre", "Gjøvik", "Måsøy", "VÅGÅ", "Ærlig Ås")
#: Written as, read as, and whether every name shows it for sure (letters of other alphabets are somebody's).
WRONG = [
    ("utf-8", "cp1252", True),
    ("utf-8", "latin-1", True),
    ("cp850", "cp1252", True),
    ("cp865", "cp1252", True),
    ("mac_roman", "cp1252", True),
    ("cp1252", "cp850", False),
    ("cp1252", "cp865", True),
    ("cp1252", "mac_roman", False),
    ("cp1252", "cp1250", False),
    ("cp850", "cp852", False),
    ("utf-8", "cp850", True),
    ("utf-8", "mac_roman", True),
    ("latin-1", "ascii", True),
]


@pytest.mark.parametrize(("written", "read", "sure"), WRONG)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_read_in_the_wrong_encoding_is_seen_and_may_be_mended(
    name: str, written: str, read: str, sure: bool
) -> None:
    wrong = name.encode(written).decode(read, errors="replace")
    assert may_be_damaged(wrong)
    assert damaged(wrong) or not sure or name == "VÅGÅ"
    patterns = [wildcard_pattern(fold(each)) for each in repairs(wrong)]
    assert name in repairs(wrong) or any(pattern.fullmatch(fold(name)) for pattern in patterns)


@pytest.mark.parametrize(
    "text", ["Troms›", "K†re", "V?g?", "Bod?", "?ystre Slidre", "Gj\ufffdvik", "M\x86s\x9by", "K}re"]
)
def test_signs_that_stand_in_no_name(text: str) -> None:
    assert damaged(text)


@pytest.mark.parametrize(
    "name",
    [
        *("Kåre Sæther", "O’Brien", "D’Amico", "M’Baye", "Novaković", "João", "JOÃO", "Šimić", "Łukasz", "Jürgen"),
        *("Renée", "Đorđe", "Þór", "Ana Õunapuu", "Françoise", "Kárášjohka", "Sør-Varanger", "Oslo†", "王小明"),
        *("Guovdageaidnu|Kautokeino", "Nilsen’s", "Ola “Lillegutt” Nordmann", "Kari & Co.", "Ærlig Ås", "ÅSE"),
    ],
)
def test_letters_that_are_somebodys_are_left_in_peace(name: str) -> None:
    assert not damaged(name)


def test_decoded_twice() -> None:
    twice = "Tromsø".encode().decode("cp1252").encode().decode("cp1252")
    assert damaged(twice)
    assert "Tromsø" in repairs(twice)


def test_terminals_of_old_had_their_letters_in_the_place_of_brackets() -> None:
    assert "Tromsø" in repairs("Troms|")
    assert "Kåre" in repairs("K}re")
    assert "Øystre Slidre" in repairs("\\ystre Slidre")
    assert repairs("Nes (Akershus)") == ()


def test_lost_letters_stand_for_one_letter_or_more_but_none_of_ascii() -> None:
    assert repairs("V?g?") == (f"V{WILDCARD}g{WILDCARD}",)
    assert wildcard_pattern(fold(f"V{WILDCARD}g{WILDCARD}")).fullmatch("vågå")
    assert not wildcard_pattern(fold(f"H{WILDCARD}l")).fullmatch("hol")
    assert wildcard_pattern(f"m{WILDCARD * 2}re").fullmatch("møre")


def test_a_whole_text_has_no_repairs() -> None:
    assert repairs("Tromsø kommune") == ()
    assert not may_be_damaged("Sør-Varanger, Møre og Romsdal (Åse)")


@given(st.text())
def test_any_text_may_be_asked_about(text: str) -> None:
    assert damaged(text) in (True, False)
    assert text not in repairs(text)
    assert may_be_damaged(text) or not repairs(text)


@given(st.text("abcdefgABCDEFGæøåÆØÅáčđŋšŧžéüöä -.'", max_size=30))
def test_letters_of_the_country_are_no_damage(text: str) -> None:
    assert not damaged(text)
