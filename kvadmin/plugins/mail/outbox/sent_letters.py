"""Which letters have been sent, to whom and in which round: what keeps a second mailing from sending them again."""

from __future__ import annotations

from collections.abc import Iterable

from ..records import LetterKey
from .frozen_mailing import FrozenMailing
from .send_log import SendLedger


def sent_letter_keys(mailings: Iterable[tuple[FrozenMailing, SendLedger]]) -> frozenset[LetterKey]:
    """(letter, recipient, round) of everything sent or perhaps sent: a rerun of a reminder leaves these out.

    A letter whose end is unknown counts as sent; only ``resend`` sends it again. Letters by post count too.
    """
    found = set()
    for outbox, ledger in mailings:
        for letter in outbox.letters:
            state = ledger.of(letter.number)
            if letter.channel == "post" or any(state.of(box.address) in {"delivered", "unknown"} for box in letter.to):
                found.add((outbox.letter, letter.key, letter.round))
    return frozenset(found)
