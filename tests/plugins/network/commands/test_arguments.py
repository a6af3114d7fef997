"""The cohort as the first word or by --cohort, in every command that takes one."""

from __future__ import annotations

import pytest

from kvadmin.testing import Kit

#: Commands with the cohort as their first word, and what follows it.
COMMANDS = [
    (["list"], []),
    (["show"], []),
    (["export"], []),
    (["host"], []),
    (["repair"], ["--dry-run"]),
    (["wish"], ["--together", "1001,1002"]),
    (["split"], ["--size", "4..6", "--dry-run"]),
    (["advisor", "list"], []),
    (["advisor", "assign"], ["--dry-run"]),
    (["advisor", "set"], ["Liv", "--home", "2001", "--dry-run"]),
    (["advisor", "give"], ["1", "Anne", "--dry-run"]),
    (["advisor", "give"], ["1", "", "--dry-run"]),
    (["advisor", "remove"], ["Anne", "--dry-run"]),
]


@pytest.mark.parametrize(("command", "more"), COMMANDS, ids=" ".join)
def test_the_cohort_may_be_given_either_way(split_kit: Kit, command, more):
    split_kit.run("network", "advisor", "set", "P1", "Anne", "--home", "2001", "--capacity", "3")
    first = split_kit.run("network", *command, "P1", *more, "--format", "json")
    assert first.code == 0, first.err
    option = split_kit.run("network", *command, *more, "--cohort", "P1", "--format", "json")
    assert (option.code, option.out, option.err) == (first.code, first.out, first.err)
    twice = split_kit.run("network", *command, "P1", *more, "--cohort", "P1")
    assert twice.code == 2
    assert "named twice" in twice.err or "too many words" in twice.err


@pytest.mark.parametrize("command", [["host"], ["repair"], ["wish"], ["advisor", "assign"]])
def test_a_cohort_that_is_needed_is_asked_for(split_kit: Kit, command):
    ran = split_kit.run("network", *command)
    assert ran.code == 2
    assert "which cohort?" in ran.err


def test_a_missing_name_is_said(split_kit: Kit):
    ran = split_kit.run("network", "advisor", "remove", "P1")
    assert ran.code == 2
    assert "COHORT NAME, or NAME --cohort C" in ran.err
