"""Ids of changes: long enough, told apart by their beginnings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.errors import UnknownName
from kvadmin.store.history.ids import ALPHABET, LENGTH, matching, named_id, new_id, short_ids

ids = st.lists(st.text("bc", min_size=8, max_size=10), min_size=1, unique=True)


def test_an_id_has_at_least_64_bits():
    assert len(ALPHABET) ** LENGTH >= 2**64
    made = {new_id() for _ in range(2000)}
    assert len(made) == 2000
    assert all(len(one) == LENGTH and set(one) <= set(ALPHABET) for one in made)


@given(ids)
def test_what_is_shown_names_that_one_and_no_other(known):
    short = short_ids(known)
    for one, shown in short.items():
        assert one.startswith(shown)
        assert len(shown) >= min(8, len(one))
        assert [other for other in known if other.startswith(shown)] == [one] or shown == one


@given(ids, st.integers(0, 10))
def test_a_beginning_names_one_change_or_is_refused(known, length):
    name = known[0][:length]
    if len(matching(name, known)) == 1:
        found = named_id(name, known)
        assert found.startswith(name) or found.endswith(name)
    else:
        with pytest.raises(UnknownName):
            named_id(name, known)


def test_the_candidates_are_listed():
    with pytest.raises(UnknownName) as caught:
        named_id("bcdf", ["bcdfgh", "bcdfjk", "zzzz"])
    assert "bcdfgh, bcdfjk" in caught.value.message
    with pytest.raises(UnknownName):
        named_id("", ["bcdfgh"])
