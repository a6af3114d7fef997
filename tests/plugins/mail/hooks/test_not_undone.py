"""An undo says which letters it does not call back."""

from __future__ import annotations

import pytest


@pytest.fixture
def sent(office):
    """Two letters about P3 with a mail program, one mailing that waits; and the ids of the changes by command."""
    office.admit()
    office.settings('transport = "mbox"\n')
    made = office.approved("admitted", "--to", "admitted:P3", "--name", "ja")
    office.plan("waiting-list", "--to", "waitlisted:P3", "--name", "vent")
    office.run("mail", "send", "ja", "--confirm", made["count"])
    return office


def undo(office, command):
    entries = office.json("log")["entries"]
    change = next(one["id"] for one in reversed(entries) if one["command"] == command)
    return office.run("undo", change, "--dry-run", code=None).err


def test_letters_that_are_out_stay_out(sent):
    told = undo(sent, "cohort admit")
    assert "not taken back: 2 letters of the mailing ja are out and say what they say" in told
    assert "vent" not in told
    assert "a protocol that was saved elsewhere" in told


def test_a_change_of_something_else_says_nothing_of_them(sent):
    sent.run("municipality", "set", "0301", "note", "x")
    assert "not taken back" not in undo(sent, "municipality set")


def test_a_journal_that_was_given_out_keeps_its_numbers(sent):
    sent.run("journal", "export")
    assert "not taken back: a journal that was given out with these numbers still says them" in undo(
        sent, "journal export"
    )
