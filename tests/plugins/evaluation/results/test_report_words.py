"""The words of reports: both forms hold the same figures, and neither has a word of the other."""

from __future__ import annotations

import re

from kvadmin.plugins.evaluation.progress.goal_state import STATES
from kvadmin.plugins.evaluation.results import report_words

_OTHER = {
    0: r"ikkje|korleis|kva\b|frå\b|kommunar|tal\b|sjuke|mangl?ar|innbyggjar|eigne|sine\b|nokre|innan\b|dei\b|eit\b|veit\b|blir viste",
    1: r"ikke\b|hvordan|hva\b|fra\b|kommuner|tall\b|syke|mangler|innbyggere|egne|deres|noen\b|innen\b|de\b|et\b|vet\b|hver\b",
}


def test_both_forms_hold_the_same_figures():
    for key, (nb, nn) in report_words._WORDS.items():
        assert sorted(re.findall(r"{\w+}", nb)) == sorted(re.findall(r"{\w+}", nn)), key


def test_neither_form_has_a_word_of_the_other():
    for key, pair in report_words._WORDS.items():
        for at, text in enumerate(pair):
            assert not re.search(rf"(?i)\b(?:{_OTHER[at]})", text), (key, text)


def test_there_are_words_for_every_state_and_reader():
    for state in STATES:
        for kind in ("state", "says", "occurs"):
            assert report_words.report_word(f"{kind}_{state}", "nb")
    for reader in report_words.AUDIENCES:
        assert report_words.report_word(f"file_{reader}", "nn")
