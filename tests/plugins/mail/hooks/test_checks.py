"""``check`` looks into what is said of letters."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("was", "now"), [('"key": "1867', '"key": "9999'), ('"letter": 1,', '"letter": 99,')])
def test_what_is_said_of_a_letter_that_there_is_not_is_named(office, was, now):
    office.plan("invitation", "--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
    office.run("mail", "settle", "call", "#1", "--withdrawn", "--why", "trukket")
    path = office.folder / "outbox" / "call" / "settled.json"
    said = path.read_text(encoding="utf-8")
    assert was in said
    assert not [each for each in findings(office, 0) if each["code"] == "mailing-settled"]
    path.write_text(said.replace(was, now), encoding="utf-8")
    found = [each for each in findings(office, 3) if each["code"] == "mailing-settled"]
    assert [(each["path"], each["line"]) for each in found] == [("outbox/call/settled.json", 2)]


def test_what_every_command_of_letters_stops_at_is_no_order(office):
    office.plan("invitation", "--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
    path = office.folder / "outbox" / "call" / "plan.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"mailing": "call"', '"mailing": "other"'), "utf-8")
    office.run("mail", "status", code=5)
    found = [each for each in findings(office, 3) if each["code"] == "mailing-unusable"]
    assert [(each["path"], each["text"]) for each in found] == [("outbox/call", "outbox/call holds the mailing other")]


def findings(office, code):
    return office.json("check", code=code)["findings"]
