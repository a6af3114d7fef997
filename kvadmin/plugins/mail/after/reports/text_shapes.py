"""The kinds of delivery report that are plain text: each mail server opens its list of addresses in its own words.

Known are qmail (QSBMF), Exim, Gmail's older kind, Exchange 5.5, 2003 and 2007 and later, Sendmail, Postfix, Courier,
Domino, GroupWise. An address stands at the beginning of a line, its reason beside or below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import Message
from itertools import pairwise

from .message_parts import ADDRESS, header_text
from .reported_failures import WORDS_LIMIT, ReportedFailure

#: What opens the list; the first group of words means that it failed, the second that it is late.
_FAILED = re.compile(
    r"^Hi\. This is the .*|"  # QSBMF
    r".*following address(?:es|\(es\))? failed(?: for good)?:?$|"
    r".*could not be delivered to (?:one or more|all) of its recipients.*|"
    r".*Delivery to the following recipients? failed(?: permanently)?.*|"
    r"\W*did not reach the following recipient\(s\):\W*|"
    r".*following recipient\(s\) could(?:n't| not) be reached:?\W*|.*mottaker\(e\) kunne ikke nås:?\W*|"
    r".*Delivery has failed to these recipients or (?:groups|distribution lists):?\W*|"
    r".*(?:Diagnostic information for administrators|Diagnoseinformasjon for administratorer):?\W*|"
    r".*following addresses had permanent (?:fatal|delivery) errors.*|"
    r".*be delivered to one or more recipients\..*|"
    r"\W*UNDELIVERABLE MAIL\W*|.*following recipients? cannot be delivered:?\W*|"
    r"\W*was not delivered to:\W*|"
    r".*that you sent was undeliverable to the following:?\W*|"
    r".*unable to deliver (?:your|the) message to the following address(?:es)?\W*",
    re.IGNORECASE,
)
_BEGINNINGS = (
    "Hi. This is the ",
    "This message was created automatically by mail",
    "This is the mail system at host",
    "This is an automatically generated Delivery Status Notification",
    "Delivery has failed to these recipients",
)
_DELAYED = re.compile(
    r".*has not (?:yet )?been delivered to (?:the following|one or more|all).*|"
    r".*Delivery to the following recipients? has been delayed\W*|"
    r".*following addresses had transient non-fatal errors.*|"
    r".*THIS IS A WARNING (?:MESSAGE )?ONLY.*|"
    r".*could not be delivered for (?:more than )?\d.*|.*delivery attempt\w* will continue.*",
    re.IGNORECASE,
)
#: Where the list ends: a transcript, or the letter that came back; the first ones behind a row of dashes.
_CLOSING = re.compile(
    r"(?i)copy of|below this line|transcript|original message|message header|unsent message|returned message"
)
_CLOSING_LINE = re.compile(
    r"(?i)\W{0,8}(?:original message headers|message headers follow|opprinnelige meldingshoder"
    r"|possibly truncated original message follows|information about your message)\W{0,8}"
)
#: A line that says more has nothing in front that matters.
_LINE_LIMIT = 500
_ENTRY = re.compile(
    rf"[ \t]*(?:mailto:)?['\"<]{{0,2}}(?P<address>{ADDRESS})['\">]{{0,2}}(?:<mailto:[^>]*>)?[ \t]*"
    r"(?:\((?:expanded|generated) from:? <?(?P<behalf>[^>\s)]+)>?\))?[ \t]*"
    r"(?:$|:[ \t]*(?P<colon>.*)|\((?P<bracket>.*)\)$|(?:on|den) (?P<day>.*\d.*)$)"
)
_BEHALF = re.compile(r"\((?:ultimately )?(?:expanded|generated) from:? <?([^>\s)]+)>?\)")
_ID_FIELD = re.compile(r"(?im)^(Message-ID|References|In-Reply-To):((?:\s*<[^<>\s]+>)+)")
_IDS_LIMIT = 1 << 16
_LATE_SUBJECT = re.compile(r"\b(?:delayed|delay|warning|forsinket|forseinka)\b", re.IGNORECASE)


def text_failures(text: str) -> list[ReportedFailure]:
    """The addresses that a text says were not reached; none when it is of no kind that is known."""
    found: dict[str, ReportedFailure] = {}
    for each in _entries(text.split("\n")):
        known = found.get(each.address.casefold(), each)
        # Exchange lists an address, and says below what it was
        words = each.words if known is each else f"{known.words} {each.words}"
        said = " ".join(words.split())[:WORDS_LIMIT]
        behalf = known.behalf or each.behalf or next(iter(_BEHALF.findall(said)), "")
        late = known.delayed and each.delayed
        found[each.address.casefold()] = ReportedFailure(known.address, behalf, late, _status(said), said)
    if len(found) == 1 and not any(each.words for each in found.values()):
        [(address, only)] = found.items()  # old Sendmails give the reason in the transcript alone
        said = " ".join(_transcript(text).split())[:WORDS_LIMIT]
        found[address] = replace(only, status=_status(said), words=said)
    return list(found.values())


def begins_as_report(text: str) -> bool:
    """Whether the first line is one that no person begins with."""
    return text.lstrip().startswith(_BEGINNINGS)


def named_failures(message: Message, text: str) -> list[ReportedFailure]:
    """The addresses of ``X-Failed-Recipients`` (Exim, Gmail), with what the text says of them."""
    words = re.split(r"[,\s]+", str(message.get("X-Failed-Recipients", "")))
    named = [word.strip("<>") for word in words if re.fullmatch(f"<?{ADDRESS}>?", word[:_LINE_LIMIT])]
    told = {each.address.casefold(): each for each in text_failures(text)}
    late = bool(_LATE_SUBJECT.search(header_text(message, "Subject")))
    return [
        told.get(address.casefold()) or ReportedFailure(address, "", late, _status(said), said)
        for address in named
        for said in (_around(address, text),)
    ]


def text_letter_ids(texts: Iterable[str]) -> tuple[str, ...]:
    """The Message-ID of the letter, where a text quotes it, and the ids that the letter refers to.

    A mail program that sends a draft may give it an id of its own; then it still refers to ours.
    """
    for text in texts:
        quoted = {name.lower(): re.findall(r"<[^<>\s]+>", ids) for name, ids in _ID_FIELD.findall(text[:_IDS_LIMIT])}
        found = [each for name in ("message-id", "references", "in-reply-to") for each in quoted.get(name, ())]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _entries(lines: list[str]) -> Iterator[ReportedFailure]:
    """Every line of a list that begins with an address, with the lines below it as the words."""
    opened = late = False
    indent = 0
    last: ReportedFailure | None = None
    for whole in lines:
        line = whole[:_LINE_LIMIT]
        if opened and _closes(line):
            opened = False
        elif (delayed := bool(_DELAYED.fullmatch(line))) or _FAILED.fullmatch(line):
            late, opened, indent = delayed or (late and opened), True, len(line)
            continue
        if not opened:
            continue
        entry = _ENTRY.fullmatch(line.rstrip())
        deep = len(line) - len(line.lstrip())
        if entry and deep <= indent:  # deeper ones are the words of a server
            if last:
                yield last
            words = entry["colon"] or entry["bracket"] or ""
            last, indent = ReportedFailure(entry["address"], entry["behalf"] or "", late, "", words), deep
        elif last and len(last.words) < WORDS_LIMIT:
            last = replace(last, words=f"{last.words} {line.strip()}")
    if last:
        yield last


def _transcript(text: str) -> str:
    lines = text.split("\n")
    closing = [*(number for number, line in enumerate(lines) if _closes(line[:_LINE_LIMIT])), len(lines)]
    for begin, end in pairwise(closing):
        if "transcript" in lines[begin].lower():
            return "\n".join(lines[begin + 1 : end])
    return ""


def _closes(line: str) -> bool:
    return bool((line.lstrip().startswith("---") and _CLOSING.search(line)) or _CLOSING_LINE.fullmatch(line))


def _around(address: str, text: str) -> str:
    """What stands from the address on, up to the letter that came back."""
    at = text.casefold().find(address.casefold())
    lines = text[max(at, 0) :].split("\n")
    end = next((number for number, line in enumerate(lines) if _closes(line[:_LINE_LIMIT])), len(lines))
    return " ".join(" ".join(lines[:end]).split())[:WORDS_LIMIT]


def _status(words: str) -> str:
    found = re.search(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])", words)
    return found[0] if found else ""
