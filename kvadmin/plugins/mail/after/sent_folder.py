"""Letters among what a mail program has sent: drafts that have left.

Mail programs may give a message an id of their own when they send it (Thunderbird does, and keeps ``References``; so
a draft refers to its own Message-ID). A message is a letter when it has its id; or refers to it and has its To and
subject (a later answer in the thread refers to it, too, with another subject); or, where the id is lost altogether,
when its To and subject are those of one single letter that is open, and no other message has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import Literal

from kvadmin.api import InvalidData, tr

from ..addresses import mailbox
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import Mailing

_OPEN = ("approved", "written", "handed-over", "unknown")
_ID = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True)
class SentLetter:
    """A letter that lies among what was sent: the day its Date has, and by what it was recognised."""

    mailing: Mailing
    letter: FrozenLetter
    on: date
    by: Literal["message-id", "reference", "address and subject"]


@dataclass
class SentFolder:
    """What was found: letters, and messages that may be one but not surely, each with why."""

    found: list[SentLetter] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    messages: int = 0


@dataclass(frozen=True)
class _Message:
    own: str
    refers: frozenset[str]
    fits: tuple[frozenset[str], str]
    on: date | None
    subject: str


_Letters = list[tuple[Mailing, FrozenLetter]]


def find_sent(mailings: Iterable[Mailing], messages: Iterable[bytes]) -> SentFolder:
    """The open letters of mailings that are among the messages of a folder of sent mail."""
    waiting: _Letters = [
        (each, letter) for each in mailings for letter, life in each.lives() if letter.to and life.status in _OPEN
    ]
    by_id = {letter.message_id: (each, letter) for each, letter in waiting}
    by_fit: dict[tuple[frozenset[str], str], _Letters] = defaultdict(list)
    for each, letter in waiting:
        by_fit[frozenset(box.folded for box in letter.to), _plain(letter.subject)].append((each, letter))
    result = SentFolder()
    guessed: dict[str, list[tuple[_Message, _Letters]]] = defaultdict(list)
    seen: dict[str, SentLetter] = {}
    for raw in messages:
        result.messages += 1
        message = _read(raw)
        if message is None:
            continue
        fitting = by_fit.get(message.fits, [])
        sure = [by_id[message.own]] if message.own in by_id else []
        sure = sure or [pair for pair in fitting if pair[1].message_id in message.refers]
        if len(sure) == 1:
            _take(result, seen, sure[0], message, "message-id" if message.own in by_id else "reference")
        elif fitting:
            guessed[fitting[0][1].message_id].append((message, fitting))
    for same in guessed.values():
        _guess(result, seen, same)
    result.found = list(seen.values())
    return result


def _take(
    result: SentFolder,
    seen: dict[str, SentLetter],
    pair: tuple[Mailing, FrozenLetter],
    message: _Message,
    by: Literal["message-id", "reference", "address and subject"],
) -> None:
    mailing, letter = pair
    if message.on is None:
        result.unsure.append(tr("{subject}: it has no date", subject=message.subject))
    elif letter.message_id not in seen or message.on < seen[letter.message_id].on:
        seen[letter.message_id] = SentLetter(mailing, letter, message.on, by)


def _guess(result: SentFolder, seen: dict[str, SentLetter], same: list[tuple[_Message, _Letters]]) -> None:
    """A message of no known id is the letter when one message and one letter fit each other, and the day does."""
    message, letters = same[0]
    left = [pair for pair in letters if pair[1].message_id not in seen]
    if not left:
        return
    if len(same) > 1 or len(letters) > 1:
        names = ", ".join(f"{mailing.name} {letter.key}" for mailing, letter in letters)
        result.unsure.append(
            tr(
                "{subject}: {messages} messages fit {letters} letters by address and subject ({names})",
                subject=message.subject,
                messages=len(same),
                letters=len(letters),
                names=names,
            )
        )
        return
    mailing, letter = left[0]
    written = mailing.life(letter).left_on
    if message.on is not None and message.on.isoformat() < written:
        result.unsure.append(tr("{subject}: is older than the letter", subject=message.subject))
    else:
        _take(result, seen, left[0], message, "address and subject")


def _read(raw: bytes) -> _Message | None:
    """What counts of a message; None for a draft that still lies about."""
    head = BytesHeaderParser(policy=policy.default).parsebytes(raw)
    if str(head.get("X-Unsent", "")).strip() == "1":
        return None
    refers = _ID.findall(f"{head.get('References', '')} {head.get('In-Reply-To', '')}")
    own = _ID.search(str(head.get("Message-ID", "")))
    subject = _plain(str(head.get("Subject", "")))
    return _Message(own[0] if own else "", frozenset(refers), (_to(head), subject), _day(head), subject)


def _to(head: EmailMessage) -> frozenset[str]:
    addresses = head["To"].addresses if head["To"] is not None else ()
    found = set()
    for each in addresses:
        text = each.addr_spec.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            found.add(mailbox(text).folded)
        except InvalidData:
            found.add(text.casefold())
    return frozenset(found)


def _day(head: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(head["Date"])).date()
    except (TypeError, ValueError):
        return None


def _plain(subject: str) -> str:
    return " ".join(subject.split())
