"""What in a text points to a person, and what only looks like it."""

from __future__ import annotations

import pytest
from kvadmin_website.bank.personal_traits import PersonNames, is_identity_number, traits_in


def found(text, names=()):
    return [(each.kind, each.text) for each in traits_in(text, PersonNames(names))]


@pytest.mark.parametrize(
    "phone",
    [
        "22 24 90 90",
        "22249090",
        "950 79 502",
        "+47 950 79 502",
        "0047 22249090",
        "815 00 123",
        "41\u00a022\u00a033\u00a044",
    ],
)
def test_telephone_numbers(phone):
    assert found(f"Ring oss på {phone}.") == [("phone", phone)]
    assert found(f"(tlf. {phone}, hele dagen)") == [("phone", phone)]


@pytest.mark.parametrize(
    "text",
    [
        "Postboks 8112 Dep, 0032 Oslo",
        "i 2007, 2008 og 2009",
        "20.05.2008",
        "2008-05-20",
        "sak 2008/1234567",
        "se https://a.example/22249090",
        "1 250 000 kroner, 12 000 000",
        "kommune 0415 og 1244",
        "ISBN 978-82-7121-999-1",
        "22 24 90 prosent",
        "konto 1234 56 78903",
        "10 11 12 13",
        "versjon 22249090.5",
    ],
)
def test_figures_that_are_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["Skriv til ola.å@post.loten.kommune.no!", "<ola.å@post.loten.kommune.no>"])
def test_addresses(text):
    assert found(text) == [("email", "ola.å@post.loten.kommune.no")]


def test_places():
    traits = traits_in("En linje.\n\nRing 22 24 90 90 eller a@b.example.\n")
    assert [(each.line, each.column) for each in traits] == [(3, 6), (3, 24)]


def numbers(day):
    """Every identity number of a day, by the definition: nine digits and two that make both sums divisible by 11."""
    for person in range(0, 999, 37):
        nine = f"{day}{person:03}"
        for first in range(10):
            for second in range(10):
                digits = [*map(int, nine), first, second]
                one = sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), digits, strict=False))
                two = sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), digits, strict=True))
                if one % 11 == two % 11 == 0:
                    yield "".join(map(str, digits))


@pytest.mark.parametrize("day", ["010107", "290208", "311299", "410107", "014107", "018107"])
def test_identity_numbers_are_those_of_the_definition(day):
    right = set(numbers(day))
    assert right
    for each in sorted(right):
        assert is_identity_number(each)
        assert found(f"nr. {each[:6]} {each[6:]}") == [("identity-number", f"{each[:6]} *****")]
    every = {f"{day}{rest:05}" for rest in range(0, 99999, 7)} - right
    same = {each[:9] for each in right}
    assert not [each for each in every if each[:9] in same and is_identity_number(each)]


def test_no_identity_number_of_a_day_that_there_is_not():
    assert not any(is_identity_number(each) for each in numbers("310207"))
    assert not any(is_identity_number(each) for each in numbers("001307"))


def test_names_that_are_known_in_any_case_and_with_marks_about_them():
    known = ("Prøvestad, Kari", "Anne-Lise Ås", "Berg")
    assert found("Så sa KARI PRØVESTAD, og *Anne-Lise Ås*.", known) == [
        ("name", "KARI PRØVESTAD"),
        ("name", "Anne-Lise Ås"),
    ]
    assert found("Berg kommune. Kari og Prøvestad", known) == []


def test_a_genitive_names_her_too():
    known = ("Kari Prøvestad", "Lars Moss")
    assert found("Kari Prøvestads plan og Lars Moss’ plan", known) == [
        ("name", "Kari Prøvestads"),
        ("name", "Lars Moss"),
    ]
