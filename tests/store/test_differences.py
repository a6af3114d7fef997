"""From two values to edits and back, and how small the edits are."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from store.handwriting import documents

from kvadmin.model.changes import Insert, Remove, Set
from kvadmin.store import differences as diff
from kvadmin.store.differences import edits_between


@settings(max_examples=300, deadline=None)
@given(documents(), documents())
def test_the_edits_turn_old_into_new(old, new):
    assert diff.apply(old, edits_between("c", "k", old, new)) == new
    assert edits_between("c", "k", old, old) == []


members = st.lists(
    st.fixed_dictionaries(
        {"municipality": st.sampled_from("abcd"), "from": st.integers(0, 2)}, optional={"to": st.just(1)}
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(members, members)
def test_lists_of_named_items(old, new):
    edits = edits_between("c", "k", {"m": old}, {"m": new})
    assert diff.apply({"m": old}, edits) == {"m": new}


def test_one_changed_item_is_one_edit():
    old = [{"number": str(n), "name": "x", "phone": ""} for n in range(100)]
    new = [dict(item) for item in old]
    new[57]["phone"] = "22"
    assert edits_between("c", "k", {"m": old}, {"m": new}) == [Set("c", "k", ("m", 57, "phone"), "22")]
    del new[3]
    new.append({"number": "new"})
    assert edits_between("c", "k", {"m": old}, {"m": new}) == [
        Remove("c", "k", ("m", 3)),
        Insert("c", "k", ("m",), 99, {"number": "new"}),
        Set("c", "k", ("m", 56, "phone"), "22"),
    ]


def test_a_moved_item_moves_alone():
    old = ["a", "b", "c", "d"]
    edits = edits_between("c", "k", {"m": old}, {"m": ["d", "a", "b", "c"]})
    assert edits == [Remove("c", "k", ("m", 3)), Insert("c", "k", ("m",), 0, "d")]


def test_two_memberships_of_one_municipality():
    old = [{"municipality": "0301", "from": 1, "to": 2}, {"municipality": "0301", "from": 3}]
    new = [old[0], old[1] | {"to": 4}]
    assert edits_between("c", "k", {"m": old}, {"m": new}) == [Set("c", "k", ("m", 1, "to"), 4)]


def test_numbers_that_are_equal_may_still_differ():
    old, new = {"a": Decimal("8.0"), "b": 1}, {"a": Decimal("8.00"), "b": True}
    assert [edit.path for edit in edits_between("c", "k", old, new)] == [("a",), ("b",)]


def test_a_value_in_the_middle_of_a_text_list():
    edits = edits_between("c", "k", {"m": ["a", "b", "c"]}, {"m": ["a", "x", "c"]})
    assert edits == [Set("c", "k", ("m", 1), "x")]
