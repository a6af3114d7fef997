from __future__ import annotations

import pytest

from kvadmin.plugins.mail.after.reports.failure_kinds import failure_kind

SAID = [
    ("5.1.1", "550 5.1.1 User unknown in relay recipient table", "gone"),
    ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup", "gone"),
    ("5.1.10", "556 5.1.10 recipient address has null MX", "gone"),
    ("5.2.1", "550 5.2.1 The email account that you tried to reach is disabled", "gone"),
    ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", "gone"),
    ("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable", "gone"),
    ("5.0.0", "550 unknown user", "gone"),
    ("", "550 ukjent mottaker", "gone"),
    ("5.1.1", "failed", "gone"),
    ("5.2.2", "failed", "full"),
    ("4.2.2", "452 4.2.2 mailbox full", "full"),
    ("5.1.1", "552 mailbox is full", "full"),
    ("", "552 5.2.2 over quota", "full"),
    ("5.3.4", "failed", "size"),
    ("5.2.3", "failed", "size"),
    ("", "552 message size exceeds fixed limit", "size"),
    ("5.7.1", "failed", "blocked"),
    ("5.1.1", "550 5.7.1 message looks like spam", "blocked"),
    ("5.1.8", "553 5.1.8 sender's domain does not resolve", "blocked"),
    ("5.0.0", "554 Relay access denied", "blocked"),
    ("5.0.0", "550 Sender address rejected: user unknown", "blocked"),
    ("5.1.2", "550 Host unknown", "host"),
    ("5.4.4", "Host or domain name not found. Name service error", "host"),
    ("4.4.4", "failed", "host"),
    ("5.4.7", "delivery time expired", "host"),
    ("", "Unrouteable address", "host"),
    ("4.7.1", "451 4.7.1 Greylisted, please come again", "busy"),
    ("4.1.1", "450 4.1.1 user unknown", "busy"),
    ("", "450 user unknown, for now", "busy"),
    ("5.0.0", "failed", "unclear"),
    ("5.6.1", "554 5.6.1 media not supported", "unclear"),
    ("", "550", "unclear"),
    ("5.0.0", "550 see 192.5.1.1 about it", "unclear"),
]


@pytest.mark.parametrize(("status", "words", "kind"), SAID)
def test_an_address_is_wrong_only_if_nothing_speaks_against_it(status, words, kind):
    assert failure_kind(status, words) == kind
