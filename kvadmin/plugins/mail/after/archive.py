"""The archive: the exact bytes of what was delivered, with the server's words, a folder per party."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..kept import Kept
from ..outbox.frozen_mailing import FrozenMailing
from ..outbox.mailings import archive_stem
from ..outbox.send_log import SendLedger

#: So many bytes are kept together; a letter that has more goes with what was waiting.
_TOGETHER = 1 << 23


def archive_sent_letters(outbox: FrozenMailing, ledger: SendLedger, kept: Kept) -> list[str]:
    """Keep what was delivered, exact bytes and the server's words, in a folder per party; gives the names.

    Again with the same log it keeps the same bytes under the same names. Each is there whole or not at all: half a
    letter in the archive would be taken for the letter.
    """
    written: list[str] = []
    waiting: dict[str, bytes] = {}
    size = 0
    for stem, letter, facts in _delivered(outbox, ledger):
        waiting |= {f"{stem}.eml": letter, f"{stem}.json": facts}
        size += len(letter)
        if size > _TOGETHER:
            kept.engine.put(waiting)
            written += waiting
            waiting, size = {}, 0
    if waiting:
        kept.engine.put(waiting)
    return [*written, *waiting]


def _delivered(outbox: FrozenMailing, ledger: SendLedger) -> Iterator[tuple[str, bytes, bytes]]:
    """Of each letter that was delivered where it goes, its bytes, and what is known of it."""
    for letter in outbox.by_email:
        state = ledger.of(letter.number)
        addresses = sorted({box.address for box in (*letter.to, *letter.cc, *letter.bcc)})
        if not any(state.of(a) == "delivered" for a in addresses) or ledger.dated is None:
            continue
        payload = {
            "message_id": letter.message_id,
            "status": {a: state.of(a) for a in addresses},
            "replies": {a: str(state.words[a]) for a in addresses if a in state.words},
            "reply": state.reply,
            "at": state.ended,
            "sha256": state.sha256,
            "plan": outbox.hash,
            "becomes": state.became,
        }
        facts = _FACTS.encode(payload).encode("utf-8") + b"\n"
        yield archive_stem(outbox.mailing, letter), outbox.content(letter, ledger.dated), facts


#: On one line: with an indent, the library writes by a way that is ten times slower.
_FACTS = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
