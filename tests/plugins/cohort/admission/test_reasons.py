from __future__ import annotations

from decimal import Decimal

import pytest

from kvadmin.errors import InvalidData
from kvadmin.plugins.cohort.admission import (
    CODES,
    OUTCOMES,
    Decision,
    QuotaRule,
    decision_text,
    quota_phrase,
    reason_text,
)
from kvadmin.plugins.cohort.admission.reasons import LANGUAGES, join_words

FULL = {"quota": "Q", "score": "S", "position": 3, "detail": "D"}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_a_whole_sentence_with_and_without_its_parts(code, language):
    for text in (reason_text(code, language), reason_text(code, language, **FULL)):
        assert text[0].isupper()
        assert text.endswith(".")
        assert not set("[]{}") & set(text)
        assert "  " not in text
    assert code.startswith(OUTCOMES[code])


def test_forms_of_norwegian_are_not_mixed():
    texts = {language: " ".join(reason_text(code, language, **FULL) for code in CODES) for language in ("nb", "nn")}
    assert not {"ikkje", "søkjarar", "kva", "teken"} & set(texts["nb"].lower().split())
    assert not {"ikke", "søkere", "hvilken", "tatt"} & set(texts["nn"].lower().split())


def test_a_decision_in_words():
    quotas = (QuotaRule("region", "Nord", 1), QuotaRule("language_form", "bokmal", 2, 4))
    decision = Decision("0501", "L", "waitlisted", "waitlisted-quota", 4, Decimal("8.50"), "t", 1, quotas)
    assert decision_text(decision, "nb") == (
        "På venteliste som nummer 1: ledige plasser er bundet av kvote: "
        "minst 1 med landsdel Nord og minst 2 og høyst 4 med målform bokmål."
    )
    scored = Decision("0501", "L", "admitted", "admitted-score", 4, Decimal("8.50"), "t")
    assert decision_text(scored, "nn") == "Teken opp på grunnlag av poengsummen (8,50)."
    assert decision_text(scored, "en") == "Admitted on the score (8.50)."


def test_brackets_in_a_value_stay():
    assert reason_text("rejected-ineligible", "en", detail="[x] {y} \\1") == (
        "Rejected: the applicant is not eligible: [x] {y} \\1."
    )


def test_quotas_in_words():
    assert quota_phrase(QuotaRule("county", "Oslo", None, 0), "nn") == "høgst 0 med fylke Oslo"
    assert quota_phrase(QuotaRule("own", "x", 0), "en") == "at least 0 with own x"
    assert join_words([], "nb") == ""
    assert join_words(["a", "b", "c"], "nb") == "a, b og c"


def test_unknown_codes_and_languages_are_refused():
    with pytest.raises(InvalidData, match="no reason code"):
        reason_text("admitted", "nb")
    with pytest.raises(InvalidData, match="no language"):
        reason_text("withdrawn", "no")
