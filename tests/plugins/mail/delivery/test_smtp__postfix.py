"""A mailing through a real Postfix: as sent, refused where it must be, and what bounces settles its letter."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack

import pytest
from mail_proofs.postfix import PostfixCannotStart, postfix, why_not
from mail_proofs.processes import by_processes
from plugins.mail.kit import boxes, parsed
from plugins.mail.office import Office, server, smtp

pytestmark = [
    pytest.mark.skipif(os.environ.get("KVADMIN_SLOW") != "1", reason="starts a Postfix; KVADMIN_SLOW=1 runs it"),
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "-"),
]

SENDER, COPY = "sekretariatet@program.example", "ks@ks.example"
OSLO, GONE, NOBODY = "ase@oslo.example", "bad5@bo.example", "finnes.ikke@oslo.example"
FORM = b"%PDF-1.4\n" + bytes(range(256)) * 40


@pytest.fixture(scope="module")
def mailing(tmp_path_factory):
    """One mailing of three letters: one arrives, one is refused when it is named, one comes back."""
    folder = tmp_path_factory.mktemp("postfix")
    office = Office(folder / "programme", by_processes(folder))
    for number, address in (("0821", GONE), ("1504", NOBODY)):
        office.run("contact", "set", number, "project-leader", "email", address)
    form = folder / "Søknadsskjema – æøå.pdf"
    form.write_bytes(FORM)
    with ExitStack() as stack:
        behind, _captured = stack.enter_context(server(folder))
        try:
            mail = stack.enter_context(postfix([SENDER, COPY, OSLO], {GONE: behind}))
        except PostfixCannotStart as error:
            pytest.skip(f"Postfix does not start on this machine: {error}")
        office.settings(smtp(mail.port))
        to = "applied:P3 role:project-leader not:municipality:1867"
        made = office.plan("invitation", "--to", to, "--about", "P3", "--name", "call", "--attach", form)
        office.run("mail", "approve", made["hash"])
        sent = office.run("mail", "send", "call", "--confirm", "3", "--format", "json", code=1)
        yield office, json.loads(sent.out), mail


def test_letters_arrive_byte_for_byte_as_they_are_kept(mailing):
    office, _, mail = mailing
    (raw,) = mail.arrived(OSLO, 1)
    (kept,) = (office.folder / "archive" / "0301").glob("call-*.eml")
    assert raw.endswith(b"\n" + kept.read_bytes().replace(b"\r\n", b"\n"))
    message = parsed(raw)
    assert [(box.name, box.address) for box in boxes(message["To"])] == [("Åse Øye", OSLO)]
    assert "Invitasjon til Oslo kommune – søk om plass i Prøveprogrammet" in message["Subject"]
    assert "Søknadsfristen er tirsdag 20. mai 2008." in message.get_body(("plain",)).get_content()
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Søknadsskjema – æøå.pdf", FORM)


def test_copies_arrive_of_every_letter_that_went(mailing):
    _, _, mail = mailing
    assert {boxes(parsed(raw)["To"])[0].address for raw in mail.arrived(COPY, 2)} == {OSLO, GONE}


def test_a_recipient_that_postfix_does_not_know_is_refused(mailing):
    _, told, _ = mailing
    rows = {row["address"]: row for row in told["not_delivered"] if not row["copy"]}
    assert (rows[NOBODY]["status"], rows[NOBODY]["code"]) == ("refused", 550)
    assert "User unknown in virtual mailbox table" in rows[NOBODY]["words"]
    assert OSLO not in rows
    assert GONE not in rows, "it is accepted, and comes back later"


def test_what_comes_back_is_read_and_settles_its_letter(mailing):
    office, _, mail = mailing
    mail.arrived(SENDER, 1)
    told = office.json("mail", "bounces", mail.maildir(SENDER))
    (bounce,) = [row for row in told["bounces"] if row["address"] == GONE]
    assert bounce["permanent"]
    assert "no such mailbox" in bounce["words"]
    status = office.json("mail", "status", "call")
    (row,) = [row for row in status["not_delivered"] if row["address"] == GONE]
    assert row["status"] == "bounced"
    assert "bounced" in (office.folder / "municipalities/0821.yaml").read_text(encoding="utf-8")
    again = office.json("mail", "plan", "invitation", "--to", "municipality:0821", "--about", "P3", "--name", "igjen")
    assert [(row["key"][:4], row["channel"]) for row in again["letters"]] == [("0821", "post")], "it goes by post now"
