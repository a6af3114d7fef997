"""The reason that ``mail status`` shows of a letter is the one that decided: not that of another address or step."""

from __future__ import annotations

import pytest
from plugins.mail.runs import Stranger, frozen, go

from kvadmin.api.hooks import Delivery, Reply
from kvadmin.plugins.mail.delivery.pace import SendPace
from kvadmin.plugins.mail.outbox.mailings import Mailing
from kvadmin.plugins.mail.outbox.send_log import read_send_log


def ended(folder, reply: Reply):
    """What a transport's word about the only address of each letter has come to, though the letter was "taken"."""

    def told(envelope, commit):
        commit()
        return Delivery(Reply(250, "ok"), dict.fromkeys(envelope.primary, reply))

    outbox = frozen(folder, 1)
    report = go(outbox, Stranger(told), 1, pace=SendPace(back_off=()))
    return report, [life for _, life in Mailing(outbox, read_send_log(outbox.home)).lives()]


@pytest.mark.parametrize(("reply", "status"), [(Reply(550, "nobody"), "refused"), (Reply(451, "not now"), "deferred")])
def test_the_answer_to_the_address_decides_where_the_letter_was_taken_for_nobody(tmp_path, reply, status):
    report, [life] = ended(tmp_path, reply)
    assert report.sent == 0
    assert [(each.status, f"{each.code} {each.words}") for each in report.outcomes] == [(status, str(reply))]
    assert life.why == str(reply)
    assert life.status == ("refused" if status == "refused" else "approved")
