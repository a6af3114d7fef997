"""The archive: the exact bytes of what was delivered, with the server's words, a folder per party."""

from __future__ import annotations

import json
import os
from pathlib import Path

from kvadmin.api.commands import file_stem

from ..outbox.frozen_mailing import FrozenMailing
from ..outbox.send_log import SendLedger


def archive_sent_letters(outbox: FrozenMailing, ledger: SendLedger, folder: Path) -> list[Path]:
    """Write what was delivered, exact bytes and the server's words, to a folder per party; gives the files.

    Again with the same log it writes the same bytes to the same files.
    """
    written = []
    homes: dict[str, Path] = {}
    mailing = file_stem(outbox.mailing)
    for letter in outbox.by_email:
        state = ledger.of(letter.number)
        addresses = sorted({box.address for box in (*letter.to, *letter.cc, *letter.bcc)})
        if not any(state.of(a) == "delivered" for a in addresses) or ledger.dated is None:
            continue
        whose = letter.party or letter.key
        if whose not in homes:
            homes[whose] = folder / file_stem(whose)
            homes[whose].mkdir(parents=True, exist_ok=True)
        stem = f"{mailing}-{letter.number:05d}"
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
        eml, facts = homes[whose] / f"{stem}.eml", homes[whose] / f"{stem}.json"
        _write_whole(eml, outbox.content(letter, ledger.dated))
        _write_whole(facts, _FACTS.encode(payload).encode("utf-8") + b"\n")
        written += [eml, facts]
    return written


#: On one line: with an indent, the library writes by a way that is ten times slower.
_FACTS = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: half a letter in the archive would be taken for the letter."""
    name = os.fspath(path)  # there are thousands: the plain calls take half the time of a file object and paths
    part = name + ".part"
    try:
        file = os.open(part, _ANEW, 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)
        os.replace(part, name)  # noqa: PTH105 - see above
    except OSError:
        path.with_name(path.name + ".part").unlink(missing_ok=True)
        raise


_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
