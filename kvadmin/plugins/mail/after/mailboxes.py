"""Messages out of what a mail program keeps or saves them in, one at a time: mbox, Maildir, ``.eml``, folders.

Python's own ``mailbox`` is not used: its mbox ends a message at any line that begins with ``From `` and leaves
``>From `` quoted, and both happen in reports that quote a letter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kvadmin.api import InvalidData, tr

#: Bytes kept of one message: a report says what it has to say long before, whatever letter it brings back.
MESSAGE_LIMIT = 32 << 20
_PIECE = 1 << 16
_BOM = b"\xef\xbb\xbf"
#: The line between two messages of an mbox (RFC 4155; Thunderbird's has no sender) ...
_POSTMARK = re.compile(rb"From (?:\r?\n|[^\r\n]*\d|-)")
#: ... after which a message must begin: a header field, or the postmark of an older mbox in it.
_FIELD = re.compile(rb"(?:[!-9;-~]+[ \t]*:|>From )")
#: A file of Outlook (.msg) is of the same kind as its old documents; its folders (.pst) are another.
_OUTLOOK = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"!BDN")


def read_messages(path: Path) -> Iterator[bytes]:
    """Every message of a mailbox, as its bytes, one after the other; only one is held at a time.

    Args:
        path: An mbox file (``>From `` is unquoted, line ends stay as they are), one message, a Maildir with the
            folders in it (``new`` and ``cur``; what is flagged as a draft is none), or a folder: the ``.eml`` and
            mbox files in it and below.

    Raises:
        InvalidData: It is none of these, it holds no message, or it cannot be read.
    """
    try:
        yield from _folder(path) if path.is_dir() else _file(path)
    except OSError as error:
        raise InvalidData(
            tr("the mailbox cannot be read: {error}", error=error.strerror), where=str(path), code="unknown-file-type"
        ) from None


def _file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        if _begins_mbox(file):
            yield from _mbox(file)
            return
        content = file.read(MESSAGE_LIMIT).removeprefix(_BOM)
    if content.startswith(_OUTLOOK):
        raise InvalidData(
            tr("this is a file of Outlook's own"),
            where=str(path),
            hint=tr("save the messages as .eml, or forward them as attachments and save those"),
            code="unknown-file-type",
        )
    if not _FIELD.match(content):
        raise InvalidData(tr("this is neither an mbox file nor a message"), where=str(path), code="unknown-file-type")
    yield content


def _folder(path: Path) -> Iterator[bytes]:
    found = False
    for place, folders, names in os.walk(path):
        folder = Path(place)
        maildir = {"new", "cur"} & set(folders)
        inside = folder.name in ("new", "cur") and _is_maildir(folder.parent)
        folders[:] = sorted(name for name in folders if not (maildir and name == "tmp"))
        for name in sorted(names):
            for message in _maildir_file(folder / name) if inside else _loose_file(folder / name):
                found = True
                yield message
    if not found and not _is_maildir(path):
        raise InvalidData(
            tr("there is no message in this folder"),
            where=str(path),
            hint=tr("an .eml, an mbox file or a Maildir"),
            code="unknown-file-type",
        )


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() or (folder / "new").is_dir()


def _maildir_file(path: Path) -> Iterator[bytes]:
    flags = re.split(r"[:;!]2,", path.name)[1:]  # ":" cannot stand in a file name on Windows
    if path.name.startswith(".") or (flags and "D" in flags[-1]):
        return
    with path.open("rb") as file:
        if content := file.read(MESSAGE_LIMIT):
            yield content


def _loose_file(path: Path) -> Iterator[bytes]:
    """A file of a folder, if it is a message or an mbox: a mail program keeps its indexes beside them."""
    if path.suffix.lower() in (".eml", ".msg"):
        yield from _file(path)
        return
    if not path.is_file():
        return
    with path.open("rb") as file:
        if _begins_mbox(file):
            yield from _mbox(file)


def _begins_mbox(file: BinaryIO) -> bool:
    """Whether an mbox begins here; the file is at its beginning afterwards."""
    first, second = file.readline(_PIECE).removeprefix(_BOM), file.readline(_PIECE)
    file.seek(0)
    return bool(first.startswith(b"From ") and _FIELD.match(second))


def _mbox(file: BinaryIO) -> Iterator[bytes]:
    entry, postmark, blank, begun = bytearray(), file.readline(_PIECE), False, False
    for piece, starts in _pieces(file):
        if postmark:
            if starts and _FIELD.match(piece):
                if begun:
                    yield _without_blank_end(entry)
                entry, begun = bytearray(), True
            else:
                entry += postmark
            postmark = b""
        if starts and blank and _POSTMARK.match(piece):
            postmark, blank = piece, False
            continue
        blank = starts and not piece.strip(b"\r\n")
        if len(entry) < MESSAGE_LIMIT:
            entry += piece[1:] if starts and re.match(rb">+From ", piece) else piece
    yield _without_blank_end(entry + postmark)


def _pieces(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The lines, the overlong ones in pieces; and whether a piece is the beginning of a line."""
    starts = True
    while piece := file.readline(_PIECE):
        yield piece, starts
        starts = piece.endswith(b"\n")


def _without_blank_end(entry: bytearray) -> bytes:
    """The message without the blank line that an mbox puts after it."""
    ending = next((ending for ending in (b"\r\n", b"\n") if entry.endswith(ending * 2)), b"")
    return bytes(entry.removesuffix(ending))
