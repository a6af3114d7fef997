"""The order of every list: golden files of tricky names, and the laws of a sort key."""

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.wording.collation import municipality_key, person_key, sort_key

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("seed", range(3))
def test_persons_in_golden_order(seed: int) -> None:
    golden = [tuple(part.strip() for part in line.split("|")) for line in lines("persons.golden.txt")]
    shuffled = random.Random(seed).sample(golden, len(golden))
    assert sorted(shuffled, key=lambda row: person_key(row[0], row[1] or None, row[2])) == golden


@pytest.mark.parametrize("seed", range(3))
def test_names_in_golden_order(seed: int) -> None:
    golden = lines("names.golden.txt")
    assert sorted(random.Random(seed).sample(golden, len(golden)), key=sort_key) == golden


def test_letters_of_the_whole_name_come_before_variants() -> None:
    names = ["Aas Anne", "Ås Per", "Aas Ole", "Ås Kari"]
    assert sorted(names, key=sort_key) == ["Aas Anne", "Ås Kari", "Aas Ole", "Ås Per"]
    persons = ["Anne Aas", "Per Ås", "Ole Aas", "Kari Ås"]
    assert sorted(persons, key=person_key) == ["Anne Aas", "Kari Ås", "Ole Aas", "Per Ås"]
    commas = ["Aas, Anne", "Ås, Per", "Aas, Ole", "Ås, Kari"]
    assert sorted(commas, key=person_key) == ["Aas, Anne", "Ås, Kari", "Aas, Ole", "Ås, Per"]


def test_the_list_of_the_handout() -> None:
    wanted = "Aalto Čáhppe Dahl Lippe Solberg Šoŋgo Sætre Vik Wang Zachariassen Ærø Ødegård Åkre Ås Aas Aasen".split()
    given_order = sorted(wanted)
    assert given_order != wanted
    assert sorted(given_order, key=lambda name: sort_key(name, "Alto" if name == "Aalto" else None)) == wanted


@pytest.mark.parametrize("sort_as", ["Alto", "Alto, Riikka", "Alto Riikka"])
def test_sort_as_in_any_form(sort_as: str) -> None:
    others = ["Kari Alstad", "Siri Alto", "Ole Alvik", "Åse Åker"]
    key = {name: person_key(name) for name in others} | {"Riikka Aalto": person_key("Riikka Aalto", sort_as)}
    assert sorted(key, key=lambda name: key[name]) == [
        "Kari Alstad",
        "Riikka Aalto",
        "Siri Alto",
        "Ole Alvik",
        "Åse Åker",
    ]


def test_namesakes_by_place_then_number() -> None:
    assert person_key("Kari Hansen", None, "Ringebu") < person_key("Kari Hansen", None, "Øyer")
    assert municipality_key("Bø", "0821") < municipality_key("Bø", "1867") < municipality_key("Bømlo", "1219")


@given(st.text(max_size=12))
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))


@given(st.text(max_size=12), st.text(max_size=12))
def test_different_texts_never_tie(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (sort_key(one) == sort_key(other)) == same


@given(st.text(alphabet="aåAÅ æø", max_size=8))
def test_double_a_and_ring_differ_only_at_a_later_level(text: str) -> None:
    doubled = text.replace("å", "aa").replace("Å", "Aa")
    if "aa" not in text.casefold() and "aaa" not in doubled.casefold():
        assert sort_key(text)[0] == sort_key(doubled)[0]
        assert sort_key(text) <= sort_key(doubled)


@pytest.mark.parametrize(
    ("variant", "base"), [("č", "c"), ("đ", "d"), ("ŋ", "n"), ("š", "s"), ("ŧ", "t"), ("ž", "z"), ("á", "a"), ("ä", "æ"), ("ö", "ø"), ("ü", "y"), ("ǿ", "ø"), ("ð", "d")]
)  # fmt: skip
def test_variants_share_the_letter_and_follow_it(variant: str, base: str) -> None:
    assert sort_key(variant)[0] == sort_key(base)[0]
    assert sort_key(base) < sort_key(variant)
    assert sort_key(variant.upper())[0] == sort_key(base)[0]


def test_other_scripts_come_last() -> None:
    assert sorted(["Москва", "Å", "Ω", "Z"], key=sort_key) == ["Z", "Å", "Ω", "Москва"]
