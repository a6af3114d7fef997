"""Transports without a server: a folder of drafts, and an mbox file."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kvadmin.api import Refused, tr
from kvadmin.api.commands import file_stem
from kvadmin.api.hooks import Delivery, Envelope, Reply

from ..addresses import Mailbox
from ..message.headers import address_header

_DONE = Reply(250, "written")


#: A mail program may send a draft under an id of its own, and keep what it refers to: its own id, then.
_OWN_ID = re.compile(rb"^Message-ID:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)


def _refers_to_itself(content: bytes) -> bytes:
    """The header of a draft by which it is found among what was sent (see ``after/sent_folder``)."""
    found = _OWN_ID.search(content)
    return b"References: " + found[1] + b"\r\n" if found else b""


def _with_bcc(content: bytes, envelope: Envelope, *fields: bytes) -> bytes:
    """The message as a draft: the blind copies stand in it, or the mail program would never know of them."""
    bcc = address_header("Bcc", [Mailbox(a) for a in envelope.blind]) if envelope.blind else b""
    return b"".join([*fields, bcc, content])


def _as_draft(content: bytes, envelope: Envelope) -> bytes:
    return _with_bcc(content, envelope, b"X-Unsent: 1\r\n", _refers_to_itself(content))


@dataclass(frozen=True)
class DraftsTransport:
    """One ``.eml`` per letter with ``X-Unsent: 1``: Outlook and Thunderbird open it as a draft to be sent."""

    folder: Path
    name: str = "drafts"
    connections: int = 1
    #: A person has yet to send them.
    letters_become: str = "written"

    def open(self) -> _DraftSession:
        """Make the folder; raises Refused when that cannot be done."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(
                tr("the folder of drafts cannot be made: {error}", error=error.strerror),
                where=str(self.folder),
                code="cannot-write",
            ) from None
        return _DraftSession(self.folder)


class _DraftSession:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        path = self._folder / f"{envelope.number:05d} {file_stem(envelope.key)}.eml"
        part = path.with_suffix(".part")
        try:
            mode = path.stat().st_mode & 0o777 if path.exists() else None
            _write_durably(part, _as_draft(content, envelope), mode)
        except OSError as error:
            raise Refused(
                tr("the draft cannot be written: {error}", error=error.strerror), where=str(path), code="cannot-write"
            ) from None
        commit()
        part.replace(path)
        return Delivery(_DONE)

    def close(self) -> None:
        """Nothing is held open."""


def _private(path: str, flags: int) -> int:
    """Open as asked; a new file is for its owner alone, since letters hold personal data."""
    return os.open(path, flags, 0o600)


def _write_durably(path: Path, content: bytes, mode: int | None) -> None:
    with open(path, "wb", opener=_private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


class MboxTransport:
    """Appends every letter to one mbox file (mboxrd quoting), for another program to take over."""

    def __init__(self, path: Path) -> None:
        self.name = "mbox"
        self.connections = 1  # in the order of the plan
        self.letters_become = "handed-over"
        self._path = path
        self._lock = threading.Lock()

    def open(self) -> _MboxSession:
        """Check that the file can be appended to; its folder is made where the programme itself lies elsewhere."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with open(self._path, "ab", opener=_private):
                pass
        except OSError as error:
            raise Refused(
                tr("the mbox file cannot be written: {error}", error=error.strerror),
                where=str(self._path),
                code="cannot-write",
            ) from None
        return _MboxSession(self._path, self._lock)


class _MboxSession:
    def __init__(self, path: Path, lock: threading.Lock) -> None:
        self._path, self._lock = path, lock

    def send(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        date = re.match(rb"Date: (\w+), (\d+) (\w+) (\d+) ([\d:]+)", content)
        stamp = b"Thu Jan  1 00:00:00 1970"
        if date:  # asctime, as the From_ line has it
            stamp = b"%s %s %2d %s %s" % (date[1], date[3], int(date[2]), date[5], date[4])
        body = re.sub(rb"^(>*From )", rb">\1", content.replace(b"\r\n", b"\n"), flags=re.MULTILINE)
        entry = b"From %s %s\n%s\n" % (
            envelope.sender.encode(),
            stamp,
            _with_bcc(body, envelope).replace(b"\r\n", b"\n"),
        )
        with self._lock, self._path.open("ab", buffering=0) as file:
            before = file.tell()
            commit()
            try:
                written = file.write(entry)
                while written < len(entry):
                    written += file.write(entry[written:])
                os.fsync(file.fileno())
            except OSError as error:
                file.truncate(before)  # surely not delivered: the half letter is taken back
                return Delivery(Reply(452, tr("the mbox file cannot take it: {error}", error=error.strerror)))
        return Delivery(_DONE)

    def close(self) -> None:
        """Nothing is held open."""
