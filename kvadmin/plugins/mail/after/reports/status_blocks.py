"""The structured kind of delivery report (RFC 3464; RFC 6533 for addresses outside ASCII)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.message import Message

from .message_parts import ADDRESS, inner_text, plain
from .reported_failures import WORDS_LIMIT, ReportedFailure

STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_FIELD = re.compile(r"([!-9;-~]+)[ \t]*:[ \t]*(.*)")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
#: How an address outside ASCII stands where only ASCII may (RFC 6533, 3).
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


def status_blocks(part: Message) -> list[dict[str, str]]:
    """The groups of fields of such a part, the one about the message first; names in lower case, values unfolded."""
    blocks: list[dict[str, str]] = []
    for text in re.split(r"\n[ \t]*\n", inner_text(part).strip("\n")):
        fields: dict[str, list[str]] = {}
        last: list[str] = []
        for line in text.split("\n"):
            if line[:1] in (" ", "\t"):
                last.append(line.strip())
            elif found := _FIELD.fullmatch(line.rstrip()):
                last = [found[2]]
                fields.setdefault(found[1].lower(), last)
        if fields:
            blocks.append({name: " ".join(pieces)[:WORDS_LIMIT] for name, pieces in fields.items()})
    return blocks


def block_failures(blocks: list[dict[str, str]]) -> Iterator[ReportedFailure]:
    """Every address that the groups say has failed or is late; those delivered or handed on are none."""
    for block in blocks:
        status = _STATUS.search(block.get("status", ""))
        action = plain(block.get("action", "")).lower().partition(" ")[0]
        if not action and status and status[0].startswith("5"):
            action = "failed"  # some servers leave the action out
        if action not in ("failed", "delayed"):
            continue
        words = _said(block.get("diagnostic-code", "")) or _said(block.get("x-postfix-reason", "")) or action
        yield ReportedFailure(
            address=_address(block, "final-recipient"),
            behalf=_address(block, "original-recipient") or _address(block, "x-original-to"),
            delayed=action == "delayed",
            status=status[0] if status else "",
            words=words,
        )


def has_outcomes(blocks: list[dict[str, str]]) -> bool:
    """Whether the groups say anything of any recipient: then it is a report, though of nothing that failed."""
    return any("action" in block or "final-recipient" in block for block in blocks)


def quoted_ids(blocks: list[dict[str, str]]) -> tuple[str, ...]:
    """The Message-ID of the letter where a server puts it among the fields; empty when it does not."""
    return tuple(
        found for block in blocks for found in re.findall(r"<[^<>\s]+>", block.get("x-original-message-id", ""))
    )


def _address(block: Mapping[str, str], name: str) -> str:
    text = _ESCAPED.sub(_character, plain(block.get(name, "")).partition(";")[2] or plain(block.get(name, "")))
    found = re.search(ADDRESS, text)
    return found[0] if found else text.strip(" <>")


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]


def _said(text: str) -> str:
    """The text of ``smtp; 550 no``."""
    text = plain(text)
    kind, semicolon, rest = text.partition(";")
    return (rest if semicolon and re.fullmatch(r"[\w.-]+", kind.strip()) else text).strip().strip("<>")
