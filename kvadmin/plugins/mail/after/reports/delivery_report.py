"""One message of a mailbox: a delivery report and what it says, an automatic answer, or something for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Literal

from .message_parts import ADDRESS, header_text, inner_messages, inner_text, part_text
from .reported_failures import ReportedFailure
from .status_blocks import STATUS_PARTS, block_failures, has_outcomes, quoted_ids, status_blocks
from .text_shapes import begins_as_report, named_failures, text_failures, text_letter_ids

#: Who sends reports: programs that deliver mail.
_MACHINE = re.compile(
    r"(?i)\b(?:mailer-?daemon|postmaster|mail-?daemon|microsoftexchange)|mail delivery (?:sub)?system"
    r"|system administrator|systemansvarlig"
)
_SUBJECT = re.compile(
    r"(?i)(?:undeliver|returned mail|failure notice|delivery (?:status notification|failure)|mail delivery"
    r"|mail system error|delivery notification|warning: (?:message|could not send)|kan ikke levere|ikke levert)"
)
_AUTOMATIC = re.compile(r"(?i)(?:automatic reply|out of office|auto(?:matisk)? ?-?svar)\b")
#: What a server notes in a letter before it forwards it: the address that it came to.
_THROUGH = re.compile(rf"(?im)^(?:X-Original-To|Delivered-To|X-Forwarded-For):[ \t]*<?({ADDRESS})")
_HEADER_PARTS = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
_LETTER_PARTS = ("message/rfc822", "message/global")


@dataclass(frozen=True)
class DeliveryReport:
    """What one report says.

    Attributes:
        failures: The addresses that failed or are late; none when it says that something was delivered.
        letter_ids: The Message-ID of the letter it is about, then the ids that the letter refers to; empty when
            the report does not quote it.
        moment: When it was written, or None.
    """

    failures: tuple[ReportedFailure, ...]
    letter_ids: tuple[str, ...]
    moment: datetime | None


@dataclass(frozen=True)
class ReadMessage:
    """A message of a mailbox.

    Attributes:
        subject: As a person reads it.
        kind: ``report``; ``automatic``: an absence, a receipt, a delivery that went well, so nothing came back;
            ``other``: a person must read it.
        reports: Those in it: one, or several that somebody forwarded as attachments.
    """

    subject: str
    kind: Literal["report", "automatic", "other"]
    reports: tuple[DeliveryReport, ...] = ()


def read_message(content: bytes) -> ReadMessage:
    """Read one message; whatever it is, it is no error."""
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        reports = tuple(_reports(message))
    except RecursionError:  # parts within parts without end: no server writes so
        return ReadMessage("", "other")
    subject = header_text(message, "Subject")
    if any(report.failures for report in reports):
        return ReadMessage(subject, "report", reports)
    return ReadMessage(subject, "automatic" if reports or _is_automatic(message) else "other")


def _reports(message: Message) -> Iterator[DeliveryReport]:
    """The reports in a message; inside a report is the letter, not another report."""
    parts = list(_own_parts(message))
    status = [part for part in parts if part.get_content_type() in STATUS_PARTS]
    blocks = [block for part in status for block in status_blocks(part)]
    texts = [part_text(part) for part in parts if part.get_content_type() in ("text/plain", "text/html")]
    failures = list(block_failures(blocks))
    if not has_outcomes(blocks):
        failures = _of_texts(message, texts)
    if failures or has_outcomes(blocks):
        quoted = _quoted(parts)
        failures = _with_behalf(failures, (each for text in texts for each in text_failures(text)), quoted)
        letter = text_letter_ids([quoted]) or quoted_ids(blocks) or text_letter_ids(texts) or _answered(message)
        yield DeliveryReport(tuple(failures), letter, _moment(message))
        return
    for part in parts:
        if part.get_content_type() in _LETTER_PARTS:
            for each in inner_messages(part):
                yield from _reports(each)


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts of a message, not those of messages in it."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in inner_messages(message):
            yield from _own_parts(part)
    else:
        yield message


def _of_texts(message: Message, texts: list[str]) -> list[ReportedFailure]:
    """What a report without structured fields says; a person's own words, or an automatic answer, are none."""
    text = "\n".join(texts)
    if message.get("X-Failed-Recipients"):
        return named_failures(message, text)
    receipt = str(message.get_param("report-type", "")).lower() not in ("", "delivery-status")
    if receipt or _AUTOMATIC.match(header_text(message, "Subject")):
        return []
    return text_failures(text) if _by_machine(message) or begins_as_report(text) else []


def _by_machine(message: Message) -> bool:
    return bool(
        _MACHINE.search(header_text(message, "From"))
        or header_text(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
        or _SUBJECT.match(header_text(message, "Subject"))
    )


def _is_automatic(message: Message) -> bool:
    """An absence, a receipt, a calendar's answer; what a mail server says in unknown words is none."""
    if str(message.get_param("report-type", "")).lower() == "disposition-notification":
        return True
    if _by_machine(message):
        return False
    return bool(
        header_text(message, "Auto-Submitted").lower().startswith(("auto-replied", "auto-generated"))
        or message.get("X-Autoreply")
        or message.get("X-Autorespond")
        or header_text(message, "Precedence").lower() in ("auto_reply", "auto-reply")
        or _AUTOMATIC.match(header_text(message, "Subject"))
    )


def _with_behalf(
    failures: list[ReportedFailure], told: Iterable[ReportedFailure], quoted: str
) -> list[ReportedFailure]:
    """For whom an address was tried is often said beside the fields alone, or by what the letter has gone through."""
    beside = {each.address.casefold(): each.behalf for each in told}
    through = next(iter(_THROUGH.findall(quoted)), "")
    return [
        each if each.behalf else replace(each, behalf=beside.get(each.address.casefold(), "") or through)
        for each in failures
    ]


def _quoted(parts: list[Message]) -> str:
    """The fields of the letter that came back, from the part that quotes it."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            return part_text(part).partition("\n\n")[0]
        if kind in _HEADER_PARTS or kind in _LETTER_PARTS:
            return inner_text(part).partition("\n\n")[0]
    return ""


def _answered(message: Message) -> tuple[str, ...]:
    """The letter that a report answers (Exchange): only its own fields say so."""
    fields = [f"In-Reply-To: {message[name]}" for name in ("In-Reply-To", "References") if message.get(name)]
    found = text_letter_ids(fields[:1])
    return found if len(found) == 1 else ()


def _moment(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", ""))[:100])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
