"""What the cohort plugin offers to letters and selections."""

from __future__ import annotations

import pytest
from plugins.mail.office import Office

from kvadmin.api.records import Application
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.plugins.cohort.hooks.letter_context import context
from kvadmin.store.store import open_store


@pytest.fixture
def office(tmp_path, cli):
    return Office(tmp_path / "programme", cli)


def snapshot(office):
    plugins = Plugins(discover(frozenset(), third_party=False))
    return open_store(office.folder, plugins.gather("kvadmin_collections"), []).snapshot()


def test_the_context_follows_the_application_through_its_decision(office):
    before = context(snapshot(office), "1867", "nn", "P3")
    assert before["cohort"] == {"id": "P3", "name": "Pulje 3 (hausten)"}
    assert before["missing"] == ["overordna tidsplan"]
    assert "decision" not in before
    office.admit()
    data = snapshot(office)
    told = context(data, "1867", "nn", "P3")["decision"]
    assert (told["outcome"], told["waitlist_position"]) == ("rejected", None)
    assert told["reason"] == "Avslått: søknaden er ikkje fullstendig; det manglar: overordna tidsplan."
    assert told["complaint"] == "tre veker frå de fekk dette brevet"
    assert context(data, "1504", "nb", "P3")["decision"]["waitlist_position"] == 1
    assert "application" not in context(data, "", "nb", "P3")
    assert context(data, "1867", "nb", "") == context(data, "1867", "nb", "nobody") == {}


def test_one_that_has_withdrawn_is_no_longer_admitted_in_letters_and_selections(office):
    office.admit()
    assert len(office.plan("admitted", "--to", "admitted:P3")["letters"]) == 2
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn", "--why", "trekt", "--yes")
    data = snapshot(office)
    assert data.get(Application, "P3/0301").state == "withdrawn"
    assert context(data, "0301", "nb", "P3")["decision"]["outcome"] == "withdrawn"
    assert [x["key"][:4] for x in office.plan("admitted", "--to", "admitted:P3")["letters"]] == ["0821"]


def test_the_words_ask_for_a_cohort(office):
    office.run("mail", "plan", "rejected", "--to", "rejected", code=2)
    office.run("mail", "plan", "rejected", "--to", "rejected:P7", code=4)
