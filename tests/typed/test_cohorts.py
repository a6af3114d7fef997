"""Arguments that commands share: the cohort as the first word or by ``--cohort``."""

from __future__ import annotations

import pytest

from kvadmin.errors import UsageError
from kvadmin.typed.cohorts import cohort_and_words, cohort_of


def test_the_cohort_is_the_first_word_or_an_option():
    assert cohort_and_words(["P3", "0301"], None, "NUMBER") == ["P3", "0301"]
    assert cohort_and_words(["0301"], "P3", "NUMBER") == ["P3", "0301"]
    assert cohort_and_words(["P3", "f", "a", "b"], None, "FIELD", "VALUE...") == ["P3", "f", "a", "b"]
    assert cohort_of("P3", None) == cohort_of(None, "P3") == "P3"


@pytest.mark.parametrize(("words", "cohort", "said"), [
    (["0301"], None, "too few"), (["P3", "0301", "x"], None, "too many"), (["P3", "0301"], "P3", "too many"),
])  # fmt: skip
def test_too_few_or_too_many_words_are_said_with_both_ways(words, cohort, said):
    with pytest.raises(UsageError, match=said) as caught:
        cohort_and_words(words, cohort, "NUMBER")
    assert caught.value.hint == "COHORT NUMBER, or NUMBER --cohort C"


@pytest.mark.parametrize(("word", "cohort", "said"), [(None, None, "which cohort"), ("P3", "P3", "twice")])
def test_the_cohort_alone_is_given_once(word, cohort, said):
    with pytest.raises(UsageError, match=said) as caught:
        cohort_of(word, cohort)
    assert caught.value.hint == "COHORT, or --cohort C"
