"""After sending: the journal list, the archive of the exact bytes, and which reminders have been sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kvadmin.api.commands import file_stem

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.send_log import SendLedger


@dataclass(frozen=True)
class JournalRow:
    """One outgoing document. `document` counts within the case; `sent` is an ISO date; `channel` e-mail or post."""

    case: str
    document: int
    sent: str
    direction: str
    party: str
    addressee: str
    subject: str
    channel: str
    form: str
    attachments: int
    mailing: str
    message_id: str


def journal_rows(
    outbox: FrozenMailing, account: SendLedger, *, case: str, first_document: int, posted: date | None = None
) -> list[JournalRow]:
    """The journal list of a mailing: every letter that is delivered, and every one that goes by post.

    Args:
        outbox: The frozen mailing.
        account: Its log.
        case: The case number.
        first_document: The document number of the first letter; every letter of the plan keeps its own
            number whether it has been sent yet or not, so that a later list agrees with an earlier one.
        posted: The day the letters by post are put in the mail; without it they are not in the list yet.
    """
    rows = []
    for letter in outbox.letters:
        state = account.of(letter.number)
        if letter.channel == "post":
            sent = posted.isoformat() if posted else ""
        else:
            delivered = any(state.of(box.address) == "delivered" for box in letter.to)
            sent = datetime.fromisoformat(state.ended).date().isoformat() if delivered and state.ended else ""
        if sent:
            rows.append(_row(outbox, letter, case, first_document + letter.number - 1, sent))
    return rows


def _row(outbox: FrozenMailing, letter: FrozenLetter, case: str, document: int, sent: str) -> JournalRow:
    addressee = ", ".join(str(box) for box in letter.to) or letter.key
    channel = "e-mail" if letter.channel == "email" else "post"
    told = (letter.subject, channel, letter.form, len(letter.attachments), outbox.mailing, letter.message_id)
    return JournalRow(case, document, sent, "out", letter.party, addressee, *told)


def archive_sent_letters(outbox: FrozenMailing, account: SendLedger, folder: Path) -> list[Path]:
    """Write what was delivered, exact bytes and the server's words, to a folder per party; gives the files.

    Again with the same log it writes the same bytes to the same files.
    """
    written = []
    for letter in outbox.by_email:
        state = account.of(letter.number)
        addresses = sorted({box.address for box in (*letter.to, *letter.cc, *letter.bcc)})
        if not any(state.of(a) == "delivered" for a in addresses) or account.dated is None:
            continue
        home = folder / file_stem(letter.party or letter.key)
        home.mkdir(parents=True, exist_ok=True)
        stem = f"{file_stem(outbox.mailing)}-{letter.number:05d}"
        replies = {a: str(state.words[a]) for a in addresses if a in state.words}
        told = {
            "message_id": letter.message_id,
            "status": {a: state.of(a) for a in addresses},
            "replies": replies,
            "reply": state.reply,
            "at": state.ended,
            "sha256": state.sha256,
            "plan": outbox.hash,
        }
        eml, facts = home / f"{stem}.eml", home / f"{stem}.json"
        eml.write_bytes(outbox.content(letter, account.dated))
        facts.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        written += [eml, facts]
    return written


def sent_letter_keys(mailings: Iterable[tuple[FrozenMailing, SendLedger]]) -> frozenset[tuple[str, str, int]]:
    """(letter, recipient, round) of everything sent or perhaps sent: a rerun of a reminder leaves these out.

    A letter whose end is unknown counts as sent; only ``resend`` sends it again. Letters by post count too.
    """
    found = set()
    for outbox, account in mailings:
        for letter in outbox.letters:
            state = account.of(letter.number)
            if letter.channel == "post" or any(state.of(box.address) in {"delivered", "unknown"} for box in letter.to):
                found.add((outbox.letter, letter.key, letter.round))
    return frozenset(found)


def next_reminder_round(sent: Iterable[tuple[str, str, int]], letter: str, key: str) -> int:
    """The number of the next reminder of `letter` to the recipient `key`: 1 for the first."""
    return max((number for name, who, number in sent if (name, who) == (letter, key)), default=0) + 1
