"""A forgotten value: the option behind it is not taken for it, and nothing is written."""

from __future__ import annotations

import pytest
from support import folder_bytes


@pytest.mark.parametrize(
    "words",
    [
        ("municipality", "set", "0301", "population", "7", "--why", "--dry-run"),
        ("contact", "add", "0301", "Kari Ås", "--email", "--dry-run"),
        ("cohort", "new", "P1", "--name", "Pulje 1", "--quota", "--dry-run"),
        ("programme", "set", "name", "--why", "--dry-run"),
        ("cohort", "new", "P1", "--name", "--no-input"),
    ],
    ids=" ".join,
)
def test_an_option_is_no_value(words, programme, cli):
    before = folder_bytes(programme)
    ran = cli("-C", programme, *words)
    assert (ran.code, folder_bytes(programme)) == (2, before), ran.out + ran.err


def test_a_text_with_dashes_is_one(programme, cli):
    assert cli("-C", programme, "municipality", "set", "0301", "population", "7", "--why", "-- it grew").code == 0
    assert cli("-C", programme, "--why", "--dry-run was forgotten", "undo", "--yes").code == 0
