"""``cohort confirm``: several take their places at once, or nobody does."""

from __future__ import annotations

import pytest
from plugins.mail.office import Office


@pytest.fixture
def office(tmp_path, cli):
    office = Office(tmp_path / "programme", cli)
    office.admit()
    return office


def confirmed(office):
    return {one["municipality"] for one in office.json("cohort", "show", "P3")["members"] if one["confirmed"]}


def test_several_by_number_or_name(office):
    said = office.run("cohort", "confirm", "P3", "0301", "Bø (Telemark)").err
    assert confirmed(office) == {"0301", "0821"}
    assert "0 with a place in P3 have not confirmed it." in said


def test_who_has_confirmed_already_stays_as_it_is(office):
    office.run("cohort", "confirm", "--cohort", "P3", "0301", "--why", "phoned")
    office.run("cohort", "confirm", "P3", "0301", "0821", "--yes")
    text = (office.folder / "applications/P3/0301.yaml").read_text(encoding="utf-8")
    assert (text.count("state: confirmed"), text.count("why: phoned")) == (2, 1)  # the state, and one step to it


def test_everybody_at_once(office):
    office.run("cohort", "confirm", "P3", "--all", "--dry-run")
    assert confirmed(office) == set()
    office.run("cohort", "confirm", "P3", "--all", "--yes")
    assert confirmed(office) == {"0301", "0821"}


def test_one_without_a_place_and_nobody_is_noted(office):
    refused = office.run("cohort", "confirm", "P3", "0301", "1504", code=1)
    assert "1504: waitlisted" in refused.err
    assert confirmed(office) == set()


def test_the_state_is_said_in_the_language_of_the_screen(office, monkeypatch):
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    assert "1504: på venteliste" in office.run("cohort", "confirm", "P3", "1504", code=1).err


@pytest.mark.parametrize("words", [(), ("0301", "--all")])
def test_somebody_is_named_or_all(office, words):
    office.run("cohort", "confirm", "P3", *words, code=2)
