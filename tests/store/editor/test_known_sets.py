"""Words of a field, where the class keeps them."""

from __future__ import annotations

from typing import ClassVar

import pytest

from kvadmin.model.cohort import Membership
from kvadmin.model.municipality import Contact, Municipality
from kvadmin.store.editor.known_sets import known_words


class Words:
    KINDS: ClassVar = {"a": ("A", "A"), "b": ("B", "B")}
    STATUSES: ClassVar = ("open", "shut")
    END_REASONS: ClassVar = ("gone",)
    LEVELS: ClassVar = (1, 2)
    ROLES: ClassVar = ()
    sizes: ClassVar = ("s",)


@pytest.mark.parametrize(
    ("field", "words", "closed"),
    [
        ("kind", ["a", "b"], True),
        ("status", ["open", "shut"], True),
        ("reason", ["gone"], False),
        ("level", [], False),
        ("role", [], True),
        ("size", [], False),
        ("other", [], False),
    ],
)
def test_by_the_name_of_the_set(field, words, closed):
    found = known_words(Words, field)
    assert found[0] == words
    assert not words or found[1] is closed


def test_those_of_a_base_count():
    class More(Words):
        KINDS: ClassVar = ("c",)

    assert known_words(More, "kind") == (["c"], True)
    assert known_words(More, "status") == (["open", "shut"], True)


def test_of_the_records():
    assert known_words(Municipality, "language_form") == (["bokmal", "nynorsk", "neutral"], True)
    assert known_words(Contact, "role")[0][0] == "project-leader"
    assert known_words(Membership, "reason") == (["withdrawn", "merged", "completed"], False)
