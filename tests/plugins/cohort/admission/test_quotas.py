from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.errors import UsageError
from kvadmin.plugins.cohort.admission import QuotaRule, parse_quota


@pytest.mark.parametrize(
    ("text", "quota"),
    [
        ("region:Nord-Norge=5..", QuotaRule("region", "Nord-Norge", 5)),
        ("county:Møre og Romsdal=..2", QuotaRule("county", "Møre og Romsdal", None, 2)),
        (" size_class : 5 000=1..3 ", QuotaRule("size_class", "5 000", 1, 3)),
        ("own:a=b:c=0..0", QuotaRule("own", "a=b:c", 0, 0)),
    ],
)
def test_quotas_are_read(text, quota):
    assert parse_quota(text) == quota
    assert parse_quota(quota.text) == quota


@pytest.mark.parametrize(
    "text",
    [
        "",
        "region",
        "region:Nord",
        "region:Nord=",
        "region:Nord=3",
        "region:Nord=..",
        "region:Nord=3..1",
        "region:Nord=-1..",
        "region:Nord=1.5..",
        "region:Nord=1...2",
        "region:=1..",
        ":Nord=1..",
        "region:Nord=²..",
        "a=b:Nord=1..",
        "region:Nord=" + "9" * 30 + "..",
    ],
)
def test_what_is_no_quota_is_refused_with_the_form(text):
    with pytest.raises(UsageError) as caught:
        parse_quota(text)
    assert "FIELD:VALUE=MIN..MAX" in caught.value.hint


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8)


@given(words.filter(lambda f: not set(":=") & set(f)), words, st.integers(0, 99), st.none() | st.integers(99, 999))
def test_what_is_written_is_read_back(field, value, low, high):
    quota = QuotaRule(field, value, low, high)
    assert parse_quota(quota.text) == quota
