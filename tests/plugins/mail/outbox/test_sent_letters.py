from __future__ import annotations

import pytest
from plugins.mail.kit import plan, recipient, write_pair
from plugins.mail.runs import Stranger, go

from kvadmin.api import Refused
from kvadmin.api.hooks import Delivery, Reply
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.outbox.send_log import read_send_log
from kvadmin.plugins.mail.outbox.sent_letters import sent_letter_keys
from kvadmin.plugins.mail.planning.recipients import ReminderRounds


def test_a_rerun_of_a_reminder_sends_nothing_twice(tmp_path):
    folder = write_pair(tmp_path / "letters")
    people = [recipient(n, round=1) for n in (1, 2)]
    outbox = freeze_plan(plan(folder, *people), tmp_path / "one")
    go(
        outbox,
        Stranger(lambda e, _: Delivery(Reply(550, "no")) if e.number == 2 else None),
        confirm=2,
        needs_approval=False,
    )
    sent = sent_letter_keys([(outbox, read_send_log(outbox.folder / "send.jsonl"))])
    assert sent == {("brev", "0001/mail-desk", 1)}
    again = plan(folder, *people, mailing="sak-2", sent=sent)
    assert [letter.key for letter in again.letters] == ["0002/mail-desk"]
    with pytest.raises(Refused, match="everybody selected is left out"):
        freeze_plan(plan(folder, people[0], sent=sent), tmp_path / "two")
    rounds = ReminderRounds("brev", "next", sent)
    assert (rounds.of("0001/mail-desk"), rounds.of("0002/mail-desk")) == (2, 1)
