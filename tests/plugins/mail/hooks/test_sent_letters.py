"""Which letters count as having left, for those who must know that somebody was told."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.plugins.mail.hooks.sent_letters import sent_letters
from kvadmin.store.store import open_store


@pytest.fixture
def approved(office):
    """Two letters about P3: 0301 and 0821 are admitted."""
    office.admit()
    office.settings('transport = "mbox"\n')
    office.made = office.approved("admitted", "--to", "admitted:P3", "--name", "ja")
    return office


def told(office, about="P3"):
    plugins = Plugins(discover(frozenset(), third_party=False))
    return sent_letters(open_store(office.folder, plugins.gather("kvadmin_collections"), []).snapshot(), about)


def test_a_letter_has_left_when_it_was_sent_and_has_a_number_when_the_journal_gave_it_one(approved):
    assert told(approved) == []
    approved.run("mail", "send", "ja", "--confirm", 2)
    found = told(approved)
    assert {(each.letter, each.municipalities, each.mailing) for each in found} == {
        ("admitted", ("0301",), "ja"),
        ("admitted", ("0821",), "ja"),
    }
    assert {(each.case, each.journal, each.fingerprint) for each in found} == {("08/2", "", "")}
    assert all(isinstance(each.sent, date) for each in found)
    approved.run("journal", "export")
    assert {each.journal for each in told(approved)} <= {f"2008/{number}" for number in range(1, 8)}
    assert all(each.journal for each in told(approved))
    assert told(approved, "P2") == told(approved, "") == []


def test_a_draft_tells_nobody_until_somebody_says_that_it_left(approved, tmp_path):
    approved.run("mail", "drafts", "ja", "-o", tmp_path / "drafts")
    assert told(approved) == []
    approved.run("mail", "settle", "ja", "0301", "--came", "--why", "svarte")
    assert [each.municipalities for each in told(approved)] == [("0301",)]


def test_a_letter_that_came_back_told_nobody(approved):
    approved.run("mail", "send", "ja", "--confirm", 2)
    approved.run("mail", "settle", "ja", "0301", "--not-came", "--why", "ukjent")
    assert [each.municipalities for each in told(approved)] == [("0821",)]
