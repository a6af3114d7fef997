"""A mailing whose folder is gone: nobody is written to a second time while it is not known who has had what."""

from __future__ import annotations

import shutil

import pytest
from plugins.mail.kit import delivered
from plugins.mail.office import server, smtp


@pytest.fixture
def sent(office, tmp_path):
    """The programme after its decisions have gone: the office, and the file of what the server took."""
    office.admit()
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("admitted", "--to", "cohort:P3", "--name", "vedtak")
        office.waiting = office.approved("rejected", "--to", "rejected:P3", "--name", "avslag")["email"]
        office.run("mail", "send", "vedtak", "--confirm", "2")
        yield office, captured


def test_a_sent_mailing_that_is_gone_stops_the_next_plan_and_what_waits(sent):
    office, captured = sent
    before = delivered(captured)
    shutil.rmtree(office.folder / "outbox" / "vedtak")
    said = office.run("mail", "plan", "admitted", "--to", "cohort:P3", "--name", "igjen", code=5).err
    assert "outbox/vedtak" in said
    assert "archive/" in said
    assert not (office.folder / "outbox" / "igjen").exists()
    assert "outbox/vedtak" in office.run("mail", "send", "avslag", "--confirm", office.waiting, code=5).err
    assert delivered(captured) == before


def test_check_names_it(sent):
    office, _ = sent
    assert "mailing-lost" not in office.run("check", code=None).out
    shutil.rmtree(office.folder / "outbox" / "vedtak")
    assert "mailing-lost" in office.run("check", code=3).out


def test_brought_back_it_is_known_again(sent, tmp_path):
    office, _ = sent
    shutil.move(office.folder / "outbox" / "vedtak", tmp_path / "vedtak")
    shutil.move(tmp_path / "vedtak", office.folder / "outbox" / "vedtak")
    said = office.run("mail", "plan", "admitted", "--to", "cohort:P3", "--name", "igjen", code=1).err
    assert "has had admitted" in said
