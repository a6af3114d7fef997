"""Read delivery reports (RFC 3464) out of a mailbox: which address failed, for good or for now, for which letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from kvadmin.api import InvalidData, tr

from ..planning.suppression_list import BOUNCED, folded_address


@dataclass(frozen=True)
class Bounce:
    """One address of one report.

    Attributes:
        address: As the letter had it, if the report says so; else as the last server had it.
        permanent: 5.x.x, the address itself is wrong; else it may work another day.
        status, words: The enhanced status code and the server's words.
        message_id: Of the letter, or an empty text.
        date: ISO date of the report, or an empty text.
    """

    address: str
    permanent: bool
    status: str
    words: str
    message_id: str
    date: str


@dataclass(frozen=True)
class BounceReading:
    """What was found: the bounces, and the subjects of messages that are no report: a person must read those."""

    bounces: tuple[Bounce, ...]
    others: tuple[str, ...]


def read_bounces(path: Path) -> BounceReading:
    """Read an ``.eml``, an mbox file or a folder of ``.eml``; raises InvalidData when it cannot be read."""
    bounces: list[Bounce] = []
    others: list[str] = []
    for raw in _messages(path):
        message = message_from_bytes(raw, policy=policy.compat32)
        found = list(_of_report(message))
        bounces += found
        if not found:
            others.append(_subject(message) or tr("(no subject)"))
    return BounceReading(tuple(bounces), tuple(others))


def _messages(path: Path) -> Iterator[bytes]:
    try:
        if path.is_dir():
            yield from (file.read_bytes() for file in sorted(path.glob("*.eml")))
            return
        content = path.read_bytes()
    except OSError as error:
        raise InvalidData(tr("the mailbox cannot be read: {error}", error=error.strerror), where=str(path)) from None
    if not content.startswith(b"From "):
        if b":" not in content.partition(b"\n")[0]:
            raise InvalidData(tr("this is neither an mbox file nor a message"), where=str(path))
        yield content
        return
    for entry in re.split(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n", content):
        if entry.strip():
            yield re.sub(rb"^>(>*From )", rb"\1", entry, flags=re.MULTILINE)


def _of_report(message: Message) -> Iterator[Bounce]:
    letter = _letter_id(message)
    date = _date(message)
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, Message) and (bounce := _bounce(block, letter, date)):
                yield bounce


def _bounce(block: Message, letter: str, date: str) -> Bounce | None:
    action = _plain(str(block.get("Action", ""))).lower()
    address = _typed(block.get("Original-Recipient")) or _typed(block.get("Final-Recipient"))
    if action not in {"failed", "delayed"} or "@" not in address:
        return None
    status = (re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(block.get("Status", ""))) or [""])[0]
    words = _typed(block.get("Diagnostic-Code")) or action
    permanent = action == "failed" and not status.startswith("4")
    return Bounce(address, permanent, status, words, letter, date)


def _typed(value: object) -> str:
    """The text of ``rfc822; a@b`` or ``smtp; 550 no``."""
    text = _plain(str(value or ""))
    kind, semicolon, rest = text.partition(";")
    return (rest if semicolon and kind.strip().isascii() else text).strip().strip("<>")


def _letter_id(message: Message) -> str:
    """The Message-ID of the letter that came back, from the part that quotes it."""
    for part in message.walk():
        if part is message:
            continue
        kind = part.get_content_type()
        quoted: Message | None = None
        if kind == "text/rfc822-headers":
            quoted = message_from_bytes(_decoded(part))
        elif kind == "message/rfc822":
            inner = part.get_payload()
            quoted = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
        if quoted is not None and quoted.get("Message-ID"):
            return _plain(str(quoted["Message-ID"]))
    return ""


def _decoded(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _date(message: Message) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except ValueError:
        return ""


def _subject(message: Message) -> str:
    """The subject as a person reads it, encoded or raw."""
    raw = message.get("Subject", "")
    try:
        return _plain(str(make_header(decode_header(raw))))
    except (LookupError, ValueError):  # an unknown charset, or no text in it
        return _plain(str(raw))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).split())


def gone_addresses(bounces: Iterable[Bounce]) -> dict[str, str]:
    """Folded address -> status, of the addresses that failed for good, as the latest such report says it.

    The status is what stands in a contact's ``email_status`` or on the suppression list:
    ``bounced 2008-06-11 5.1.1 550 no such mailbox``.
    """
    ordered = sorted(bounces, key=lambda bounce: (bounce.permanent, bounce.date))
    latest = {folded_address(bounce.address): bounce for bounce in ordered}
    return {
        address: " ".join(f"{BOUNCED} {bounce.date} {bounce.status} {bounce.words}".split())
        for address, bounce in sorted(latest.items())
        if bounce.permanent
    }
