"""Pipelining is used where it is offered, and not where it is switched off."""

from __future__ import annotations

import pytest
from plugins.mail.cases import sink
from plugins.mail.kit import delivered, job, merge, rows, write_pair
from plugins.mail.office import server, smtp

from kvadmin.api import InvalidData, UsageError
from kvadmin.plugins.mail.delivery.mail_settings import read_mail_settings, switch

TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3", "--name", "call")


def test_a_server_that_offers_what_it_does_not_keep(tmp_path):
    letters = write_pair(tmp_path / "letters")
    with sink(tmp_path, unpipelined=True) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(3), port, back_off=[]))
        assert (status, delivered(captured)) == (1, {}), output
        status, output = merge(job(tmp_path, letters, rows(3), port, pipelining=False))
        assert status == 0, output
        assert len(delivered(captured)) == 3


@pytest.mark.parametrize("way", ["file", "option"])
def test_the_setting_switches_it_off(office, tmp_path, way):
    with server(tmp_path, unpipelined=True) as (port, captured):
        office.settings(smtp(port, "pipelining = false\n" if way == "file" else ""))
        office.approved("invitation", *TO)
        office.run("mail", "send", "--confirm", "3", *(["--setting", "pipelining=false"] if way == "option" else []))
        assert delivered(captured)["ase@oslo.example"] == 1


def test_a_setting_that_is_neither_yes_nor_no_is_refused(person):
    assert [switch("pipelining", word) for word in ("true", "No", "off", "YES")] == [True, False, False, True]
    with pytest.raises(UsageError):
        switch("pipelining", "maybe")
    person.write_text("[mail]\nper_day = 1.5\n", encoding="utf-8")
    with pytest.raises(InvalidData, match="whole number"):
        read_mail_settings([person])
    person.write_text("[mail]\ngive_up_after = 5\n", encoding="utf-8")
    assert read_mail_settings([person]).pace.give_up_after == 5
