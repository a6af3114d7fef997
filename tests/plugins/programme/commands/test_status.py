"""``kvadmin status``: what the plugins say, on the day asked for."""

from __future__ import annotations

import pytest
from plugins.mail.office import Office


@pytest.mark.parametrize("day", ["2009-03-15", "15.03.2009"])
def test_the_day_may_be_typed_in_both_ways(cli, programme, day):
    shown = cli("-C", programme, "status", "--as-of", day, "--format", "json", check=True).json
    assert (shown["schema"], shown["as_of"]) == (1, "2009-03-15")
    figures = [{"key": "municipalities", "value": 5, "about": ""}]
    assert {"title": "Register", "lines": ["5 municipalities"], "figures": figures, "tables": []} in shown["sections"]


def test_what_is_urgent_is_said_in_words_where_anything_is(tmp_path, cli):
    office = Office(tmp_path / "office", cli)
    office.admit()
    assert "Urgent" not in office.run("status").out
    office.today = "2008-07-02"
    line = next(line for line in office.run("status").out.splitlines() if "have not confirmed it" in line)
    assert line.split("note each that does")[1].split()[:2] == ["2008-07-01", "yes"]


def test_what_is_no_day(cli, programme):
    refused = cli("-C", programme, "status", "--as-of", "15.3.09")
    assert (refused.code, "--as-of" in refused.err) == (2, True)


def test_what_needs_action_comes_with_its_command(cli, tmp_path):
    cli("init", tmp_path / "new", check=True)
    shown = cli("-C", tmp_path / "new", "status", "--format", "json", check=True).json
    (action,) = [each for each in shown["needs_action"] if each["section"] == "Register"]
    assert list(action) == ["section", "text", "command", "due", "urgent", "key", "about"]
    assert action["command"] == "kvadmin municipality import FILE"
    assert "kvadmin municipality import FILE" in cli("-C", tmp_path / "new", "status").out
