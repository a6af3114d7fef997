"""The parts of a message as text, whatever they are encoded in; what cannot be read is left as it stands."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

#: An address inside a text; what stands around it is not a part of it.
ADDRESS = r"[^\s<>()\[\]\"',;:|=\\@]+@[^\s<>()\[\]\"',;:|=\\@]*[^\s<>()\[\]\"',;:|=\\@.]"
#: Characters of a header, and of the text of a part: a report is shorter, and whoever writes more means no good.
_HEADER_LIMIT, _TEXT_LIMIT = 2000, 1 << 18
_BREAKING = re.compile(r"(?i)<(?:br|/p|/div|/tr|/td|/li|/h\d)\b[^<>]*>")
_TAG = re.compile(r"<[^<>@]*>")


def plain(text: str) -> str:
    """One line without control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).split())


def header_text(message: Message, name: str) -> str:
    """A header as a person reads it, encoded or raw; empty when there is none."""
    raw = str(message.get(name, ""))[:_HEADER_LIMIT]
    try:
        return plain(str(make_header(decode_header(raw))))
    except (LookupError, ValueError, MessageError):  # an unknown charset, or no text in it
        return plain(raw)


def inner_messages(part: Message) -> list[Message]:
    """The parts of a multipart, or the message in a part."""
    inner = part.get_payload() if part.is_multipart() else []
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def part_text(part: Message) -> str:
    """The text of a part that is text, with single line breaks; HTML without its tags."""
    content = part.get_payload(decode=True)
    text = decoded(content if isinstance(content, bytes) else b"", str(part.get_param("charset", "")))[:_TEXT_LIMIT]
    if part.get_content_type() == "text/html":
        text = html.unescape(_TAG.sub("", _BREAKING.sub("\n", text)))
    return text.replace("\r\n", "\n").replace("\xa0", " ")


def decoded(content: bytes, charset: str = "") -> str:
    """The bytes as text: in the charset that is named if they are, else UTF-8, else Latin-1."""
    for each in (charset, "utf-8"):
        try:
            return content.decode(each)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("latin-1")


def inner_text(part: Message) -> str:
    """The text of a ``message/*`` part that holds fields.

    Python's parser takes such a part for messages before it looks at its encoding (RFC 6533 and several servers
    encode it): they are put together again as they stood, and decoded then.
    """
    content = b"\n\n".join(map(_as_it_stood, inner_messages(part))) if part.is_multipart() else _raw(part)
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        with suppress(binascii.Error, ValueError):  # it may be named so, and be plain
            content = base64.b64decode(re.sub(rb"\s+", b"", content), validate=True)
    elif encoding == "quoted-printable":
        content = quopri.decodestring(content)
    return decoded(content).replace("\r\n", "\n")


def _as_it_stood(message: Message) -> bytes:
    fields = "".join(f"{name}: {value}\n" for name, value in message.raw_items()).encode("utf-8", "surrogateescape")
    inner = b"" if message.is_multipart() else _raw(message)
    return fields + (b"\n" if fields and inner else b"") + inner


def _raw(part: Message) -> bytes:
    """The bytes of a part that has no encoding, or was not decoded."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
