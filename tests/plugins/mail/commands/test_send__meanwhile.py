"""What another mailing has sent meanwhile is held, and every command that is named works as it is written."""

from __future__ import annotations

import re
import shlex

import pytest
from plugins.mail.kit import delivered
from plugins.mail.office import server, smtp


@pytest.fixture
def two(office, tmp_path):
    """Two approved mailings with the same decisions, of which the first is sent."""
    office.admit()
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        for name in ("en", "to"):
            office.approved("admitted", "--to", "cohort:P3", "--name", name)
        office.run("mail", "send", "en", "--confirm", "2")
        yield office, captured


def command(said: str) -> list[str]:
    """The command that a hint names."""
    found = re.search(r"hint: (?:.*?: )?kvadmin (.*?)(?:;|$)", said, re.MULTILINE)
    assert found, said
    return shlex.split(found[1])


def test_the_second_mailing_is_refused_and_the_hint_settles_it(two):
    office, captured = two
    before = delivered(captured)
    said = office.run("mail", "send", "to", "--confirm", "2", code=5).err
    office.run(*command(said))
    assert {row["status"] for row in office.json("mail", "status", "to")["letters"]} == {"withdrawn"}
    assert delivered(captured) == before


def test_the_status_names_a_command_that_works_for_what_another_has_sent(two):
    office, _ = two
    [item] = [each for each in office.json("mail", "status")["open"] if each["mailing"] == "to"]
    office.run(*shlex.split(item["command"].removeprefix("kvadmin ")))
    assert not [each for each in office.json("mail", "status")["open"] if each["mailing"] == "to"]


def test_skip_changed_holds_what_another_mailing_has_sent(two):
    office, captured = two
    before = delivered(captured)
    told = office.run("mail", "send", "to", "--confirm", "0", "--skip-changed", "--format", "json", code=1)
    assert '"held": 2' in told.out
    assert "sent by another mailing" in told.err
    assert delivered(captured) == before


def test_nothing_left_to_send_names_no_count(two):
    office, _ = two
    said = office.run("mail", "send", "en", "--confirm", "2", code=1).err
    assert "--confirm" not in said
    office.run(*command(said))


def test_what_is_held_is_planned_again_by_the_hint(office, tmp_path):
    office.admit()
    with server(tmp_path) as (port, _):
        office.settings(smtp(port))
        office.approved("admitted", "--to", "cohort:P3", "--name", "vedtak")
        office.run("mail", "suppression", "add", "ase@oslo.example", "--reason", "brev")
        said = office.run("mail", "send", "vedtak", "--confirm", "1", "--skip-changed", code=1).err
        office.run(*command(said))
    assert "kvadmin mail replan vedtak" in said


def test_the_difference_is_in_what_is_quoted(office):
    office.admit()
    made = office.plan("admitted", "--to", "cohort:P3", "--name", "vedtak")
    office.run("programme", "set", "sender.signed_by", "Odd Ny")
    said = office.json("mail", "approve", made["hash"], code=5)["held"]
    texts = [re.fullmatch(r"text: “(.*)” is now “(.*)”", why) for row in said for why in row["why"]]
    assert any(texts)
    assert all(one[1] != one[2] for one in texts if one)
