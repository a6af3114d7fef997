from __future__ import annotations

from datetime import date

from plugins.mail.kit import NOON, plan, recipient, write_pair
from plugins.mail.runs import Stranger, go

from kvadmin.plugins.mail.after.journal import journal_rows
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.outbox.send_log import read_send_log


def test_letters_by_post_are_planned_but_not_sent(tmp_path):
    folder = write_pair(tmp_path / "letters")
    outbox = freeze_plan(plan(folder, recipient(1), recipient(2, email=None)), tmp_path / "outbox")
    outbox.approve(outbox.hash, "Kari", NOON)
    assert go(outbox, Stranger(), confirm=1).fine
    rows = journal_rows(
        outbox, read_send_log(outbox.folder / "send.jsonl"), case="2008/12", first_document=7, posted=date(2008, 6, 12)
    )
    assert [(r.case, r.document, r.sent, r.channel, r.party, r.subject) for r in rows] == [
        ("2008/12", 7, "2008-06-10", "e-mail", "0001", "Invitasjon til Åsgård 1"),
        ("2008/12", 8, "2008-06-12", "post", "0002", "Invitasjon til Åsgård 2"),
    ]
    assert rows[1].addressee == "0002/mail-desk"
