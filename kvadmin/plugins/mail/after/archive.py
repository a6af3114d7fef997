"""The archive: the exact bytes of what was delivered, with the server's words, a folder per party."""

from __future__ import annotations

import json
from pathlib import Path

from kvadmin.api.commands import file_stem

from ..outbox.frozen_mailing import FrozenMailing
from ..outbox.send_log import SendLedger


def archive_sent_letters(outbox: FrozenMailing, ledger: SendLedger, folder: Path) -> list[Path]:
    """Write what was delivered, exact bytes and the server's words, to a folder per party; gives the files.

    Again with the same log it writes the same bytes to the same files.
    """
    written = []
    for letter in outbox.by_email:
        state = ledger.of(letter.number)
        addresses = sorted({box.address for box in (*letter.to, *letter.cc, *letter.bcc)})
        if not any(state.of(a) == "delivered" for a in addresses) or ledger.dated is None:
            continue
        home = folder / file_stem(letter.party or letter.key)
        home.mkdir(parents=True, exist_ok=True)
        stem = f"{file_stem(outbox.mailing)}-{letter.number:05d}"
        replies = {a: str(state.words[a]) for a in addresses if a in state.words}
        payload = {
            "message_id": letter.message_id,
            "status": {a: state.of(a) for a in addresses},
            "replies": replies,
            "reply": state.reply,
            "at": state.ended,
            "sha256": state.sha256,
            "plan": outbox.hash,
            "becomes": state.became,
        }
        eml, facts = home / f"{stem}.eml", home / f"{stem}.json"
        _write_whole(eml, outbox.content(letter, ledger.dated))
        _write_whole(facts, (json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8"))
        written += [eml, facts]
    return written


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: half a letter in the archive would be taken for the letter."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
