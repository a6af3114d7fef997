from __future__ import annotations

import pytest
from plugins.mail.kit import mailing_at, plan, recipient, write_pair
from plugins.mail.runs import Stranger, go, had_letters

from kvadmin.api import Refused
from kvadmin.api.hooks import Delivery, Reply
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.planning.recipients import ReminderRounds


def test_a_rerun_of_a_reminder_sends_nothing_twice(tmp_path):
    folder = write_pair(tmp_path / "letters")
    people = [recipient(n, round=1) for n in (1, 2)]
    outbox = freeze_plan(plan(folder, *people), mailing_at(tmp_path / "one"))
    go(
        outbox,
        Stranger(lambda e, _: Delivery(Reply(550, "no")) if e.number == 2 else None),
        confirm=2,
        needs_approval=False,
    )
    had = had_letters(outbox)
    again = plan(folder, *people, mailing="sak-2", had=had)
    assert [letter.key for letter in again.letters] == ["0002/mail-desk"]
    with pytest.raises(Refused, match="everybody selected is left out"):
        freeze_plan(plan(folder, people[0], had=had), mailing_at(tmp_path / "two"))
    rounds = ReminderRounds("brev", "next", had)
    assert (rounds.of("", ["0001"]), rounds.of("", ["0002"]), rounds.of("P3", ["0001"])) == (2, 1, 1)
    assert rounds.of("", ["0001", "0002"]) == 2
