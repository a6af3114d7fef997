"""Every ground says the same in bokmål, nynorsk and English, and a protocol can be worded from what it keeps."""

from __future__ import annotations

from string import Formatter

import pytest

from kvadmin.plugins.cohort.verdict.change_phrases import ABOUT, change_phrase
from kvadmin.plugins.cohort.verdict.ground_words import (
    GROUNDS,
    ground_text,
    ground_texts,
    later_change_texts,
    verdict_word,
)

VALUES = {
    "on": "2008-06-01", "who": "Kari", "why": "a slip.", "old": "7.00", "new": "8.00", "name": "Lotto", "number": "1",
    "named": "2008-05-01", "deadline": "2008-05-20", "day": "2008-06-07", "count": "12", "file": "freezes/P3-1.json",
    "about": "score", "subject": "0604", "value": "01-02", "sent": "2008-06-02", "journal": "2008/12", "step": "freeze",
    "given": "2008-06-01", "clock": "2008-06-09", "earlier": "naming", "before": "2008-06-02",
}  # fmt: skip


def named(text):
    return sorted({field for _, field, _, _ in Formatter().parse(text) if field})


@pytest.mark.parametrize("code", GROUNDS)
def test_a_ground_names_the_same_in_every_language(code):
    nb, nn, en = GROUNDS[code]
    assert named(nb) == named(nn) == named(en)
    texts = [ground_text(code, VALUES, language) for language in ("nb", "nn", "en")]
    assert len(set(texts)) == 3
    assert all(each.endswith(".") and each[0].isupper() for each in texts)
    assert not any("{" in each or ".." in each for each in texts)


@pytest.mark.parametrize("about", ABOUT)
def test_a_change_names_whom_it_is_about(about):
    assert len({named(text).__repr__() for text in ABOUT[about]}) == 1
    assert change_phrase(about, "0604", "", "2", "nn").endswith(": ingen → 2")


def test_no_reason_is_said():
    told = {"on": "2008-06-09", "who": "", "why": " ", "old": "01-02", "new": ""}
    assert ground_text("draw-corrected", told, "nb") == (
        "Trekningen ble rettet 9. juni 2008 av noen utenfor kvadmin, fra 01-02 til ingenting, før noe opptak var kjørt "
        "eller prøvd; ingen begrunnelse er gitt."
    )
    assert "no reason was given" in ground_text("draw-corrected", told, "en")
    assert "inga grunngiving er gjeven" in ground_text("draw-corrected", told, "nn")


def test_one_municipality_is_one():
    values = {"sent": "2008-06-03", "count": "1"}
    assert "til 1 kommune," in ground_text("rests-on-letter", values, "nb")
    assert "to 1 municipality," in ground_text("rests-on-letter", values, "en")


def test_a_protocol_is_worded_from_what_it_keeps():
    later = {"on": "2008-06-04", "who": "Kari", "why": "", "what": "-", "command": "application set"}
    draw = {
        "verdict": "weak",
        "grounds": ["The list was closed.", "Something newer."],
        "reasons": [
            {"code": "frozen", "values": {"on": "2008-06-02", "number": "1"}},
            {"code": "of-another-version", "values": {}},
        ],
        "after_freeze": [{**later, "about": "score", "subject": "0604", "old": "7", "new": "8"}],
    }
    assert ground_texts(draw, "nn") == ["Lista vart lukka 2. juni 2008 (nr. 1).", "Something newer."]
    assert later_change_texts(draw, "nb") == ["4. juni 2008, Kari: 0604: poengsummen: 7 → 8; ingen begrunnelse er gitt"]
    assert ground_texts({"grounds": ["As it was."]}, "nb") == ["As it was."]
    assert ground_texts(None, "nb") == later_change_texts(None, "nb") == []
    assert [verdict_word("changed", language) for language in ("nb", "nn", "en")] == ["endret", "endra", "changed"]


def test_quotas_that_were_changed_are_in_words_where_a_municipality_reads_them():
    """A letter is no command: what cannot be read as quotas stays as it is."""
    old, new = "language_form:nynorsk=10.., region:Nord-Norge=..3", "region:Nord-Norge=1..3"
    assert change_phrase("quotas", "", old, new, "nb") == (
        "kvotene: minst 10 med målform nynorsk, høyst 3 med landsdel Nord-Norge → minst 1 og høyst 3 med landsdel Nord-Norge"
    )
    assert change_phrase("quotas", "", "", new, "nn") == "kvotane: ingen → minst 1 og høgst 3 med landsdel Nord-Norge"
    assert change_phrase("quotas", "", "10", "8", "nn") == "kvotane: 10 → 8"
    assert change_phrase("quotas", "", old, new, "en") == f"the quotas: {old} → {new}"
