from __future__ import annotations

import pytest

from kvadmin.reading.damage import damaged


@pytest.mark.parametrize("text", ["K†re", "K?re", "KÃ¥re", "PrÃ¸ve", "Br\ufffdten", "Hjelm\u2018land"])
def test_a_sign_between_letters_was_one(text):
    assert damaged(text)


@pytest.mark.parametrize(
    "text", ["Kåre", "O’Brien", "Anne-Lise", "Li (Bo)", "Áilu Čáhppe", "李小龍", "Hvem?", "A/S Bo & Co"]
)
def test_a_whole_name_is_left_in_peace(text):
    assert not damaged(text)
