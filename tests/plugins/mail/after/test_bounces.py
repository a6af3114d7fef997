from __future__ import annotations

import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.after.bounces import Bounce, gone_addresses, read_bounces

REPORT = """From: MAILER-DAEMON@mx.example
To: sekretariatet@program.example
Date: Wed, 11 Jun 2008 08:00:00 +0200
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Original-Recipient: rfc822;Post@Kommune.example
Final-Recipient: rfc822; post@indre.kommune.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
    mailbox

Final-Recipient: rfc822; full@kommune.example
Action: failed
Status: 4.2.2
Diagnostic-Code: smtp; 452 mailbox full

Final-Recipient: rfc822; later@kommune.example
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; fine@kommune.example
Action: delivered
Status: 2.0.0

--b
Content-Type: {kind}

From: sekretariatet@program.example
Message-ID: <abc@program.example>
Subject: Vedtak

--b--
"""
OTHER = "From: kari@x.example\nSubject: =?utf-8?q?Frav=C3=A6r?=\nDate: x\n\nJeg er borte.\n"
FOUND = [
    Bounce("Post@Kommune.example", True, "5.1.1", "550 5.1.1 no such mailbox", "<abc@program.example>", "2008-06-11"),
    Bounce("full@kommune.example", False, "4.2.2", "452 mailbox full", "<abc@program.example>", "2008-06-11"),
    Bounce("later@kommune.example", False, "4.4.1", "delayed", "<abc@program.example>", "2008-06-11"),
]


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_delivery_report_names_each_address_and_the_letter(tmp_path, kind, ending):
    path = tmp_path / "retur.eml"
    path.write_bytes(REPORT.replace("{kind}", kind).replace("\n", ending).encode())
    assert list(read_bounces(path).bounces) == FOUND


def test_an_mbox_and_a_folder_of_messages(tmp_path):
    report = REPORT.replace("{kind}", "message/rfc822")
    box = tmp_path / "inn.mbox"
    box.write_text(
        f"From a Wed Jun 11\n{report}\nFrom b Wed Jun 11\n{OTHER}>From her\n\nFrom c Wed Jun 11\n{report}",
        encoding="utf-8",
    )
    bag = read_bounces(box)
    assert list(bag.bounces) == FOUND * 2
    assert bag.others == ("Fravær",)
    (tmp_path / "a.eml").write_text(report, encoding="utf-8")
    (tmp_path / "b.eml").write_text(OTHER, encoding="utf-8")
    assert list(read_bounces(tmp_path).bounces) == FOUND


def test_only_what_failed_for_good_is_gone():
    assert gone_addresses(FOUND) == {"post@kommune.example": "bounced 2008-06-11 5.1.1 550 5.1.1 no such mailbox"}
    assert gone_addresses(FOUND[1:]) == {}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no mail\n"])
def test_what_is_no_mailbox_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InvalidData, match="neither"):
        read_bounces(path)
    with pytest.raises(InvalidData, match="cannot be read"):
        read_bounces(tmp_path / "finnes-ikke")


@pytest.mark.parametrize("damage", [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
def test_a_report_cut_short_is_no_crash(tmp_path, damage):
    whole = REPORT.replace("{kind}", "message/rfc822")
    path = tmp_path / "x.eml"
    path.write_text(whole[: int(len(whole) * damage)], encoding="utf-8")
    bag = read_bounces(path)
    assert len(bag.bounces) + len(bag.others) >= 1
