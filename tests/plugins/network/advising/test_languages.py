"""The languages of advisors, as people type them."""

from __future__ import annotations

import pytest

from kvadmin.api import UsageError
from kvadmin.api.records import Advisor
from kvadmin.plugins.network.advising.languages import in_words, language_of, languages_of, works_in


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("bokmal", "bokmal"), ("Bokmål", "bokmal"), ("nb", "bokmal"), ("NN", "nynorsk"), (" nynorsk ", "nynorsk"),
        ("Nordsamisk", "northern-sami"), ("lulesamisk", "lule-sami"), ("sørsamisk", "southern-sami"), ("kvensk", "kven"),
        ("engelsk", "english"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_what_people_call_it(typed, stored):
    assert language_of(typed) == stored
    assert stored in Advisor.LANGUAGES


@pytest.mark.parametrize(
    ("typed", "near"), [("bokmaal", "bokmal"), ("nynorks", "nynorsk"), ("nordsamsk", "northern-sami")]
)
def test_a_slip_is_refused_with_what_may_have_been_meant(typed, near):
    with pytest.raises(UsageError) as refused:
        language_of(typed)
    assert near in refused.value.near
    with pytest.raises(UsageError, match="no language"):
        language_of("latin")


def test_any_takes_all_away_and_stands_alone():
    assert languages_of(["any"]) == []
    assert languages_of(["nynorsk", "bokmål", "nn"]) == ["bokmal", "nynorsk"]
    with pytest.raises(UsageError, match="only one of the two"):
        languages_of(["any", "nynorsk"])


def test_every_language_has_a_word_and_old_ones_stand_as_they_are():
    assert in_words([*Advisor.LANGUAGES, "latin"]).endswith("English, latin")
    assert works_in([], "nynorsk")
    assert works_in(["bokmal"], None)
    assert not works_in(["bokmal"], "nynorsk")
