"""From a planned letter to the bytes of an e-mail, with attachments encoded once for the whole mailing.

A message is *assembled*: its own small bytes, and at some offsets an encoded
part that many messages share. The Date field stands first and is put in when
the mailing is sent, so that a frozen plan does not age and a resumed one
repeats the very same bytes. Everything is 7-bit (quoted-printable or base64),
so any server can take it and nobody on the way needs to re-encode it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from ..records import Attachment, PlannedLetter
from .headers import address_header, date_header, parameter_header, text_header

CRLF = b"\r\n"
#: Types by ending; the machine's own table would make the same letter differ from machine to machine.
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "ics": "text/calendar",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}
_LINE_7BIT = 76
_METHOD = re.compile(rb"^METHOD(?:;[^:\r\n]*)?:([A-Za-z-]+)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class AssembledMessage:
    """A message without its Date: own bytes, and where which shared part is put in.

    Attributes:
        own: The message's own bytes, CRLF lines.
        slots: (offset in `own`, key of the part), in rising order.
    """

    own: bytes
    slots: tuple[tuple[int, str], ...] = ()

    def whole(self, parts: Mapping[str, bytes], dated: datetime, *extra: bytes) -> bytes:
        """The message as it is sent, with `extra` header fields (whole lines) after Date."""
        pieces, at = [date_header(dated), *extra], 0
        for offset, key in self.slots:
            pieces += [self.own[at:offset], parts[key]]
            at = offset
        pieces.append(self.own[at:])
        return b"".join(pieces)


def content_type(attachment: Attachment) -> tuple[str, list[tuple[str, str]]]:
    """The MIME type and its parameters; a calendar entry carries its METHOD (RFC 6047, 2.4)."""
    ending = attachment.name.rpartition(".")[2].lower()
    kind = _TYPES.get(ending, "application/octet-stream")
    if attachment.kind == "calendar" or kind == "text/calendar":
        method = _METHOD.search(attachment.content)
        parameters = [("charset", "utf-8")]
        if method:
            parameters.insert(0, ("method", method[1].decode().upper()))
        return "text/calendar", parameters
    if kind.startswith("text/") and _is_utf8(attachment.content):
        return kind, [("charset", "utf-8")]
    return kind, []


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def encode_attachment(attachment: Attachment, content_id: str | None = None) -> bytes:
    """One MIME part with its header fields, base64 in lines of 76; a picture gets its Content-ID."""
    kind, parameters = content_type(attachment)
    disposition = "inline" if content_id else "attachment"
    head = [
        parameter_header("Content-Type", kind, parameters),
        b"Content-Transfer-Encoding: base64\r\n",
        parameter_header("Content-Disposition", disposition, [("filename", attachment.name)]),
    ]
    if content_id:
        head.append(f"Content-ID: <{content_id}>\r\n".encode())
    return b"".join([*head, CRLF, base64.encodebytes(attachment.content).replace(b"\n", CRLF)])


def part_key(attachment: Attachment, content_id: str | None = None) -> str:
    """What an encoded part is kept under: the same file under the same name is the same part."""
    seed = "\0".join([attachment.name, attachment.kind, content_id or "", attachment.sha256])
    return sha256(seed.encode()).hexdigest()


def text_part(subtype: str, text: str) -> bytes:
    """A text part with its header fields: 7bit when every line is plain and short, else the shorter encoding."""
    data = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").encode("utf-8")
    encoding = "7bit"
    if not _is_plain(data):
        quoted = binascii.b2a_qp(data, istext=True)
        quoted = re.sub(rb"^From ", b"=46rom ", quoted, flags=re.MULTILINE)
        based = base64.encodebytes(data).replace(b"\n", CRLF)
        encoding, data = ("quoted-printable", quoted) if len(quoted) <= len(based) else ("base64", based)
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + (data if data.endswith(CRLF) else data + CRLF)


def _is_plain(data: bytes) -> bool:
    """Whether a body can stand as it is: ASCII, short lines, nothing a transport or a mailbox file would touch."""
    if not data.isascii() or b"\0" in data or data.startswith((b".", b"From ")) or not data.endswith(CRLF):
        return False
    lines = data.split(CRLF)
    return all(
        len(x) <= _LINE_7BIT and not x.startswith((b".", b"From ")) and not x.endswith((b" ", b"\t")) for x in lines
    )


class _Writer:
    """Collects own bytes and slots; multiparts are written from the outside in."""

    def __init__(self, letter: PlannedLetter) -> None:
        self.own = bytearray()
        self.slots: list[tuple[int, str]] = []
        self._seed = letter.message_id
        self._boundaries = 0

    def boundary(self) -> bytes:
        """A boundary that no encoded body can hold: base64 and quoted-printable never write ``=_``."""
        self._boundaries += 1
        return b"=_" + sha256(f"{self._seed}/{self._boundaries}".encode()).hexdigest()[:32].encode()


def assemble_message(letter: PlannedLetter, parts: dict[str, bytes]) -> AssembledMessage:
    """Make the message of `letter`; its encoded attachments and pictures are added to `parts` if not there yet."""
    shared = _shared(parts, ((a, None) for a in letter.attachments))
    pictures = _shared(parts, ((a, cid) for cid, a in letter.images))
    writer = _Writer(letter)
    writer.own += b"".join(_headers(letter))
    text = text_part("plain", letter.text)
    bodies: list[bytes | str] = [text] if letter.html is None else [text, text_part("html", letter.html)]
    layers: list[tuple[str, list[bytes | str]]] = []  # from the outside in
    if shared:
        layers.append(("mixed", shared))
    if pictures:
        layers.append(("related", pictures))
    _write(writer, layers, bodies)
    return AssembledMessage(bytes(writer.own), tuple(writer.slots))


def _write(writer: _Writer, layers: list[tuple[str, list[bytes | str]]], bodies: list[bytes | str]) -> None:
    """Write the outermost layer; the rest of the message is its first part."""
    if not layers and len(bodies) == 1:
        assert isinstance(bodies[0], bytes)  # a body is always the letter's own
        writer.own += bodies[0]
        return
    subtype, parts = layers[0] if layers else ("alternative", bodies)
    mark = writer.boundary()
    kind = 'multipart/related; type="multipart/alternative"' if subtype == "related" else f"multipart/{subtype}"
    writer.own += f'Content-Type: {kind};\r\n boundary="{mark.decode()}"\r\n\r\n'.encode()
    if layers:
        writer.own += b"--" + mark + CRLF
        _write(writer, layers[1:], bodies)
    for part in parts:
        writer.own += b"--" + mark + CRLF
        if isinstance(part, bytes):
            writer.own += part
        else:
            writer.slots.append((len(writer.own), part))
    writer.own += b"--" + mark + b"--\r\n"


def _shared(parts: dict[str, bytes], wanted: Iterable[tuple[Attachment, str | None]]) -> list[bytes | str]:
    keys: list[bytes | str] = []
    for attachment, cid in wanted:
        key = part_key(attachment, cid)
        if key not in parts:
            parts[key] = encode_attachment(attachment, cid)
        keys.append(key)
    return keys


def _headers(letter: PlannedLetter) -> list[bytes]:
    """The header fields but Date and Content-Type. Bcc is not among them: a draft gets it from its transport."""
    fields = [
        address_header("From", [letter.sender]),
        address_header("Reply-To", letter.reply_to) if letter.reply_to else b"",
        address_header("To", letter.to) if letter.to else b"",
        address_header("Cc", letter.cc) if letter.cc else b"",
        text_header("Subject", letter.subject),
        f"Message-ID: {letter.message_id}\r\n".encode(),
        f"Content-Language: {letter.form}\r\n".encode(),
        b"MIME-Version: 1.0\r\n",
    ]
    return [field for field in fields if field]


def message_id(mailing: str, key: str, number: int, domain: str) -> str:
    """The Message-ID of a letter, derived from the mailing, the recipient and the round: resent, it is the same."""
    seed = "\0".join(["kvadmin", mailing, key, str(number)])
    return f"<{sha256(seed.encode()).hexdigest()[:40]}@{domain}>"
