from __future__ import annotations

import pytest

from kvadmin.reading.letters import likeness


@pytest.mark.parametrize(
    "word", ["Kåre", "Tromsø", "TRØNDELAG", "Ærlig", "Kárášjohka", "D’Amico", "1½", "10–12", "Malmö", "Excel®"]
)
def test_words_as_they_are(word):
    assert likeness(word).wrong == likeness(word).odd == 0


@pytest.mark.parametrize(
    "word",
    [
        "K†re",
        "Troms›",
        "KÃ¥re",
        "BodÃ¸",
        "KÜre",
        "kÂre",
        "L¾rer",
        "Troms¿",
        "K√•re",
        "KÕre",
        "Kσre",
        "K├Ñre",
        "Troms\x9b",
    ],
)
def test_words_in_the_wrong_encoding(word):
    assert likeness(word).wrong


def test_a_sign_of_quotation_with_its_partner_in_the_line_is_none():
    assert likeness("her”").odd
    assert not likeness("her”", "“”").odd
