"""Comments between brackets: each belongs to the item before it."""

from __future__ import annotations

import pytest

from kvadmin.model.changes import Insert, Remove, Set
from kvadmin.store.yamltext.text_edits import operate

TWO = "x: [a, # why a\n  b, # why b\n  c] # all\n"


def remove(text, *path):
    return operate(text, [Remove("c", "k", path)])


def insert(text, index, value="new"):
    return operate(text, [Insert("c", "k", ("x",), index, value)])


@pytest.mark.parametrize(
    ("text", "index", "left"),
    [
        (TWO, 0, "x: [\n  b, # why b\n  c] # all\n"),
        (TWO, 1, "x: [a, # why a\n  c] # all\n"),
        (TWO, 2, "x: [a, # why a\n  b, # why b\n  ] # all\n"),
        ("x: [a, b, c]\n", 0, "x: [b, c]\n"),
        ("x: [a, b, c]\n", 2, "x: [a, b]\n"),
        ("x: [a]\n", 0, "x: []\n"),
        ("x: [\n  a, # why\n]\n", 0, "x: [\n]\n"),
        ("x: [\n  # of the list\n  a # why\n]\n", 0, "x: [\n  # of the list\n]\n"),
        ("x: [\n  a # why\n  , b]\n", 0, "x: [\n  b]\n"),
        ("x: [\n  a,\n  # its own line\n  b\n]\n", 0, "x: [\n  # its own line\n  b\n]\n"),
        ("x: [\n  a,\n  # its own line\n  b\n]\n", 1, "x: [\n  a,\n  # its own line\n]\n"),
        ("x: [a, b, # why b\n  c]\n", 0, "x: [b, # why b\n  c]\n"),
        ("x: [\n  a,\n  b\n]\n", 1, "x: [\n  a\n]\n"),
        ("x: [\r\n  a, # why\r\n  b\r\n]\r\n", 0, "x: [\r\n  b\r\n]\r\n"),
    ],
)
def test_an_item_takes_its_comment_along(text, index, left):
    assert remove(text, "x", index) == left


def test_the_same_in_a_mapping():
    text = "x: {a: 1, # why a\n  b: 2, # why b\n  c: 3}\n"
    assert remove(text, "x", "b") == "x: {a: 1, # why a\n  c: 3}\n"
    assert operate(text, [Set("c", "k", ("x", "d"), "4")]) == text.replace("c: 3}", "c: 3, d: '4'}")


@pytest.mark.parametrize(
    ("text", "index", "grown"),
    [
        (TWO, 1, "x: [a, # why a\n  new, b, # why b\n  c] # all\n"),
        (TWO, 3, "x: [a, # why a\n  b, # why b\n  c, new] # all\n"),
        ("x: [\n  a # why a\n]\n", 1, "x: [\n  a, # why a\n  new\n]\n"),
        ("x: [\n  a, # why a\n]\n", 1, "x: [\n  a, # why a\n  new,\n]\n"),
        ("x: [\n  a, b # why b\n]\n", 2, "x: [\n  a, b, # why b\n  new\n]\n"),
        ("x: [\r\n  a # why a\r\n]\r\n", 1, "x: [\r\n  a, # why a\r\n  new\r\n]\r\n"),
    ],
)
def test_a_new_item_does_not_come_between(text, index, grown):
    assert insert(text, index) == grown
