"""The notes of a judgement on the screen: each in its language, and the same English as JSON has."""

from __future__ import annotations

from pathlib import Path

import pytest

import kvadmin.plugins.evaluation
from kvadmin.api import english
from kvadmin.plugins.evaluation.spc.note_words import NOTES, note_text, shown_note
from kvadmin.plugins.evaluation.spc.types import Note
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in

LOCALE = str(Path(kvadmin.plugins.evaluation.__file__).parent / "locale")


def note(code: str) -> Note:
    named = "{list}" in NOTES[code]["en"]  # periods, or the texts of limits; else figures
    return Note(code, "2008-Q1", ("2008-Q1", "2008-Q2") if named else (7.5, 12, 3, 4))


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("code", NOTES)
def test_a_note_is_said_in_the_language_of_the_screen(code, language):
    with CATALOGUE.speaking(language, shape_in(language)):
        CATALOGUE.read([LOCALE])
        shown = shown_note(note(code))
    assert shown != english(shown) == note_text(note(code), "en")
    assert "7.5" not in shown


@pytest.mark.parametrize("code", NOTES)
def test_the_english_is_that_of_programs(code):
    assert shown_note(note(code)) == note_text(note(code), "en")
