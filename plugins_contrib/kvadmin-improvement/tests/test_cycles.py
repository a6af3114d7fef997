"""PDSA cycles of measures."""

from __future__ import annotations

import pytest


@pytest.fixture
def one(done):
    done("measure", "add", "P1", "0415", "Ny vaktordning")


def test_a_cycle_is_begun_ended_and_removed(kit, one, done):
    done("cycle", "add", "0415-1", "Ønsketurnus", "prediction", "Færre vikarer", "start", "2008-03-01", undone=True)
    done("cycle", "add", "0415-1", "To avdelinger")
    done("cycle", "set", "0415-1", "1", "end", "2008-05-01", "learned", "Kveldsvaktene må med", undone=True)
    found = kit.json("cycle", "list", "0415-1")["cycles"]
    assert [(each["number"], each["learned"], each["end"]) for each in found] == [
        (1, "Kveldsvaktene må med", "2008-05-01"),
        (2, "", None),
    ]
    done("cycle", "remove", "0415-1", "1", "--yes", undone=True)
    done("cycle", "add", "0415-1", "Tre avdelinger")
    assert [each["number"] for each in kit.json("cycle", "list", "--cohort", "P1")["cycles"]] == [2, 3]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "0415-1", " "], "needs a plan"),
        (["add", "0415-1", "X", "lerned", "Y"], "did you mean learned"),
        (["add", "0415-1", "X", "start", "2008-03-01", "end", "2008-02-01"], "ends before it begins"),
        (["add", "0415-1", "X", "end", "2008-12-01"], "still to come"),
        (["add", "0415-1", "x" * 40_000], "characters"),
        (["add", "0415-1", "a\x00b"], ""),
        (["add", "0415-9", "X"], "there is no measure '0415-9'"),
        (["set", "0415-1", "1", "learned", "X"], "has no cycle 1"),
        (["set", "0415-1", "en", "learned", "X"], "en"),
        (["remove", "0415-1", "1", "--yes"], "kvadmin cycle add 0415-1 PLAN"),
    ],
)
def test_what_cannot_be(one, refused, words, says):
    assert says in refused("cycle", *words)
