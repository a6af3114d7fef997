"""A list of nothing says so once: one line on the screen, an empty list in JSON."""

from __future__ import annotations

import pytest

LISTS = [
    ("log zzz", "entries", "History: none."),
    ("check", "findings", "Everything is in order."),
    ("reading list", "readings", "No reading is kept."),
    ("contact list", "contacts", "No contacts."),
    ("application list --cohort P4", "applications", "No applications to P4."),
    ("application list --cohort P4 --state admitted", "applications", "No applications to P4 are admitted."),
    ("network list", "networks", "Networks: none."),
    ("gathering agenda list g", "agenda", "Programme: none."),
    ("participants list g", "participants", "Ingen påmeldte."),
    ("gathering invite g --to cohort:P4", "invited", "cohort:P4 chooses nobody."),
    ("plan list", "plans", "Project plans: none."),
    ("plan overdue", "overdue", "Nothing is overdue on 2008-06-10."),
    ("evaluation indicators list", "indicators", "Indicators: none."),
    ("mail status", "mailings", "Mailings: none."),
    ("mail suppression list", "addresses", "Suppression list: none."),
    ("journal export", "documents", "Journal: none."),
]


@pytest.fixture
def empty(cli, programme):
    cli("-C", programme, "cohort", "new", "P4", "--name", "Pulje 4", check=True)
    cli("-C", programme, "gathering", "new", "g", "--name", "G", "--from", "2008-09-01", check=True)
    return lambda words, *more: cli("-C", programme, "--today", "2008-06-10", *words.split(), *more)


@pytest.mark.parametrize(("words", "key", "line"), LISTS, ids=[words for words, *_ in LISTS])
def test_a_list_of_nothing(empty, words, key, line):
    ran = empty(words)
    assert (ran.code, ran.out.rstrip("\n")) == (0, line)
    assert empty(words, "--format", "json").json[key] == []


def test_two_lists_of_nothing_are_a_line_each(empty):
    out = empty("application missing --cohort P4").out
    assert out.split("\n\n") == ["No application to P4 lacks anything.\n".rstrip("\n"), "No row waits for a person.\n"]


def test_no_invitation_of_nobody_is_noted(empty):
    empty("gathering invite g --to cohort:P4")
    assert "invit" not in empty("log gatherings/g").out
