"""Reasons have words in three languages, and a person rejects with codes among them."""

from __future__ import annotations

from kvadmin.plugins.cohort.intake.reasons import OWN_REASON, REASONS, REJECTIONS


def test_every_code_has_three_texts_and_rejections_are_codes() -> None:
    assert all(len(texts) == 3 and all(texts) for texts in REASONS.values())
    assert set(REJECTIONS) <= set(REASONS)
    assert OWN_REASON in REJECTIONS
    assert len(set(REJECTIONS)) == len(REJECTIONS)


def test_what_the_admission_rule_decides_on_is_no_reason_to_reject_a_row() -> None:
    assert not {"late", "incomplete", "complete", "to-be-judged"} & set(REJECTIONS)
