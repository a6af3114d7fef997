"""A "no" to the sender is one message about the sender; a "no" to a recipient is the recipient's."""

from __future__ import annotations

import pytest
from plugins.mail.cases import sink
from plugins.mail.kit import accepted, delivered, job, merge, rows, write_pair

from kvadmin.api.hooks import Reply
from kvadmin.plugins.mail.delivery.sender_refusal import refuses_sender


@pytest.fixture
def letters(tmp_path):
    return write_pair(tmp_path / "letters", front='to: "{{ name }} <{{ email }}>"\n')


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("mail", "550 5.7.1 you may not"),
        ("mail", "553 5.1.8 no such sender domain"),
        ("mail", "530 5.7.57 Client was not authenticated to send anonymous mail"),
        ("rcpt", "553 5.7.1 <sekretariatet@program.example>: Sender address rejected: not owned by user kari"),
        ("rcpt", "554 5.7.1 <p1@k1.example>: Relay access denied"),
        ("rcpt", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using list.example"),
        ("final", "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
    ],
)
@pytest.mark.parametrize("pipelining", [False, True])
def test_the_run_stops_and_no_recipient_is_called_wrong(tmp_path, letters, stage, answer, pipelining):
    with sink(tmp_path, **{stage: answer}, pipelining=pipelining) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(9), port, connections=2))
        assert status == 1
        assert output.count("error: ") == 1
        assert f"127.0.0.1 takes no letters from sekretariatet@program.example: {answer}" in output
        assert "no recipient's address is at fault" in output
        assert "refused: " not in output
        assert "unknown: " not in output, "what the server has refused has surely not come"
        assert output.count("deferred: ") <= 2, "one a connection; the rest is not tried"
        assert not accepted(captured)
    with sink(tmp_path) as (port, captured):
        assert merge(job(tmp_path, letters, rows(9), port))[0] == 0
        assert len(delivered(captured)) == 9


@pytest.mark.parametrize("code", ["550 5.1.1 no such user", "550 5.7.133 sender not authenticated for group"])
def test_a_refused_recipient_is_still_the_recipient(tmp_path, letters, code):
    with sink(tmp_path, rcpt=code) as (port, _):
        status, output = merge(job(tmp_path, letters, rows(3), port))
        assert status == 1
        assert output.count("refused: ") == 3


@pytest.mark.parametrize(
    ("to_mail", "code", "text", "ours"),
    [
        (True, 550, "denied", True),
        (True, 552, "5.3.4 message size exceeds the limit", False),
        (True, 553, "5.6.7 address needs SMTPUTF8", False),
        (True, 450, "4.1.8 sender domain not found", False),
        (False, 250, "2.1.0 sender ok", False),
        (False, 550, "5.1.1 <list@x.example>: Recipient address rejected: User unknown", False),
        (False, 552, "5.2.2 mailbox over quota", False),
        (False, 550, "5.7.1 RESOLVER.RST.AuthRequired; authentication required", False),
        (False, 550, "5.7.1 Sender not allowed to send to this group", False),
        (False, 550, "5.7.1 Unable to relay", True),
        (False, 550, "5.7.1 <group@kommune.example>: sender not allowed", True),
        (False, 550, "5.4.5 Daily user sending limit exceeded", True),
        (False, 535, "no", True),
        (False, 554, "5.7.1 spam", False),
        (False, 550, "5.1.10 recipient not found", False),
    ],
)
def test_what_answers_are_about_us(to_mail, code, text, ours):
    assert refuses_sender(Reply(code, text), to_mail=to_mail) is ours
