"""Status words, and yes or no under one."""

from __future__ import annotations

import pytest

from kvadmin.plugins.gathering.registrations.status_text import read_status, said_yes_no


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("påmeldt", "active"),
        ("Meldt avbud", "cancelled"),
        ("Avmeldt 12.8. (sykdom)", "cancelled"),
        ("Kommer ikke", "cancelled"),
        ("På venteliste", "waiting"),
        ("Venteliste nr. 2", "waiting"),
    ],
)
def test_words_for_a_status(text, status):
    assert read_status(text) == status


@pytest.mark.parametrize("text", ["kanskje", "nei", "avmeldt?", "Avmeldt ikke", "", "venter på svar"])
def test_another_status_is_not_guessed(text):
    with pytest.raises(ValueError, match="no status"):
        read_status(text)


def test_yes_no_and_blank():
    assert [said_yes_no(text, "Avmeldt") for text in ("Ja", "x", "✓", "TRUE", "1", "AVMELDT")] == [True] * 6
    assert [said_yes_no(text, "Avmeldt") for text in ("Nei", "FALSE", "0", "ikke")] == [False] * 4
    assert [said_yes_no(text) for text in ("", " ", "-")] == [None] * 3


@pytest.mark.parametrize("text", ["kanskje", "?", "12.08.2008", "Ja, tror jeg", "2"])
def test_a_third_value_is_neither(text):
    with pytest.raises(ValueError, match="neither yes nor no"):
        said_yes_no(text)
