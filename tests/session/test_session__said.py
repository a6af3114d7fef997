"""What a session says of its own accord: of copies beside what is changed, of days that have not come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest


@pytest.fixture
def copied(cli, programme):
    cli("-C", programme, "cohort", "new", "P3", "--name", "Pulje 3", check=True)
    cli("-C", programme, "cohort", "new", "P4", "--name", "Pulje 4", check=True)
    file = programme / "cohorts/P3.yaml"
    (programme / "cohorts/P3 (1).yaml").write_bytes(file.read_bytes())
    return programme


def test_a_change_says_that_a_copy_lies_beside(cli, copied):
    ran = cli("-C", copied, "cohort", "set", "P3", "capacity", "7", check=True)
    assert "warning: cohorts/P3 (1).yaml lies beside cohorts/P3.yaml" in ran.err
    assert "capacity" not in (copied / "cohorts/P3 (1).yaml").read_text(encoding="utf-8")


def test_a_change_of_something_else_does_not(cli, copied):
    assert "lies beside" not in cli("-C", copied, "cohort", "set", "P4", "capacity", "7", check=True).err


def test_what_the_folder_will_say_nobody_knows(cli, programme):
    tomorrow = datetime.now().astimezone().date() + timedelta(days=2)
    ran = cli("-C", programme, "cohort", "list", "--known-on", tomorrow.isoformat())
    assert (ran.code, "is yet to come" in ran.err, ran.out) == (2, True, "")
    assert cli("-C", programme, "--today", tomorrow, "cohort", "list", "--known-on", tomorrow.isoformat()).code == 0
