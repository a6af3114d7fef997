"""Arguments that commands share: the cohort as the first word or by ``--cohort``."""

from __future__ import annotations

import pytest

from kvadmin.errors import UsageError
from kvadmin.plugins.cohort.commands.arguments import cohort_and_words, cohort_of


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


def test_every_command_takes_the_cohort_as_an_option(ten):
    assert ten.json("cohort", "show", "--cohort", "P3") == ten.json("cohort", "show", "P3")
    assert ten.json("cohort", "admit", "--cohort", "P3") == ten.json("cohort", "admit", "P3")
    assert ten.json("cohort", "verify", "--cohort", "P3")["identical"] is True
    ten("cohort", "withdraw", "0101", "--cohort", "P3", "--reason", "withdrawn")
    assert ten.json("cohort", "promote", "--cohort", "P3")["promoted"] == ["0602"]
    ten("application", "confirm", "0301", "--cohort", "P3")
    assert ten.json("application", "show", "0301", "--cohort", "P3")["state"] == "confirmed"
    assert "--as NUMBER" in ten.refused("application", "resolve", "5", "--cohort", "P3", code=2)
