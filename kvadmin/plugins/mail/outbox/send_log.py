"""The send log: what surely happened to each letter, and what nobody can know.

One JSON line per step, appended to ``send.jsonl``:

* ``open``: a run begins: the plan's hash, the Date of the mailing, the transport;
* ``start``: a letter is being handed over. Alone it means: surely not delivered;
* ``commit``: fsynced immediately before the final dot. Alone it means: UNKNOWN;
* ``held``: the run found a reason not to send the letter now; it is as open as before;
* ``ok``, ``refused``, ``deferred``: how it ended, with the server's words, per address.

An address that is UNKNOWN stays so until somebody sends the letter again on
purpose or settles it by hand (``settle``).

A torn last line (power cut, full disk) is not counted: a torn ``commit`` was
never followed by a dot, a torn ``ok`` leaves the ``commit`` standing.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from kvadmin.api import KvadminError, tr
from kvadmin.api.hooks import Reply

Status = Literal["pending", "unknown", "delivered", "refused"]


class SendLogFailure(KvadminError):  # noqa: N818 - named for the reader, like its siblings
    """The log cannot be written, so nothing more may be sent (exit 1)."""


@dataclass
class LetterState:
    """What the log says about one letter: a status and the last words, per address."""

    status: dict[str, Status] = field(default_factory=dict)
    words: dict[str, Reply] = field(default_factory=dict)
    ended: str = ""
    sha256: str = ""
    reply: str = ""
    _before: dict[str, Status] = field(default_factory=dict)

    def of(self, address: str) -> Status:
        """The status of one address; pending when the log has nothing of it."""
        return self.status.get(address, "pending")

    def apply(self, line: Mapping[str, Any]) -> None:
        """Take one line of the log into account."""
        match line["what"]:
            case "start":
                self._before.clear()
            case "commit":
                for address in line["to"]:
                    self._before[address] = self.of(address)
                    self.status[address] = "unknown"
            case "ok" | "refused" | "deferred":
                self._end(line)
            case "settle":
                self.status.update(dict.fromkeys(line["to"], line["status"]))

    def _end(self, line: Mapping[str, Any]) -> None:
        self.ended = line["at"]
        self.sha256 = line.get("sha256") or self.sha256
        if "reply" in line:
            self.reply = str(Reply(*line["reply"]))
        for address in line.get("delivered", ()):
            self.status[address] = "delivered"
        for outcome in ("refused", "deferred"):
            for address, (code, text) in line.get(outcome, {}).items():
                self.words[address] = Reply(code, text)
                before = self._before.get(address, self.of(address))
                if outcome == "refused":
                    # a second attempt that is refused says nothing about the first, whose end is unknown
                    self.status[address] = "unknown" if before == "unknown" else "refused"
                else:
                    self.status[address] = before


@dataclass
class SendLedger:
    """The whole log, read: the state per letter number, the plan it belongs to, and when letters went out."""

    plan: str | None = None
    dated: datetime | None = None
    transport: str = ""
    letters: dict[int, LetterState] = field(default_factory=dict)
    went: list[datetime] = field(default_factory=list)

    def of(self, number: int) -> LetterState:
        """The state of a letter."""
        return self.letters.setdefault(number, LetterState())


def read_send_log(path: Path) -> SendLedger:
    """Read a send log; a missing one is an empty ledger."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return SendLedger()
    return parse_send_log(content)


def parse_send_log(content: bytes) -> SendLedger:
    """The state that a log with this `content` tells."""
    ledger = SendLedger()
    for raw in content.split(b"\n"):
        try:
            line = json.loads(raw)
            _take(ledger, line)
        except (ValueError, KeyError, TypeError):
            continue  # a torn line; see above why it may be passed over
    return ledger


def _take(ledger: SendLedger, line: dict[str, Any]) -> None:
    if line["what"] == "open":
        ledger.plan = ledger.plan or line["plan"]
        ledger.dated = ledger.dated or datetime.fromisoformat(line["dated"])
        ledger.transport = line.get("transport", "")
        return
    if line["what"] == "commit":
        ledger.went.append(datetime.fromisoformat(line["at"]))
    if line["what"] == "held":
        return
    ledger.of(int(line["letter"])).apply(line)


class SendLog:
    """The log of one run, written by several threads; commits of several share one fsync.

    Room is made ahead of the letters, as blank lines that are written over. So
    a full disk is met before a letter is begun and not after it is accepted,
    and the fsync of a commit has only data to write, no new length of the file
    (measured at a fifth to a half of the cost of appending). Closing cuts the rest off.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._write_lock, self._sync_lock = threading.Lock(), threading.Lock()
        self._written = self._synced = 0
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            self._room = os.fstat(self._fd).st_size
            self._end = len(path.read_bytes().rstrip(b"\n\0"))
            self.reserve(_LINE)
            if self._end:  # the end of the last line, which an earlier run may have left torn
                self._end += _write_at(self._fd, b"\n", self._end)
            _sync_folder(path.parent)
        except OSError as error:
            raise self._failure(error) from None

    def reserve(self, size: int) -> None:
        """Make sure that `size` more bytes can be written; raises :class:`SendLogFailure` when the disk is full."""
        with self._write_lock:
            if self._end + size <= self._room:
                return
            try:
                try:
                    self._blank(self._end + size + _AHEAD)
                except OSError:
                    self._blank(self._end + size)  # as much as this letter needs, if no more is to be had
                os.fsync(self._fd)
            except OSError as error:
                raise self._failure(error) from None

    def _blank(self, upto: int) -> None:
        while self._room < upto:
            self._room += _write_at(self._fd, b"\n" * (upto - self._room), self._room)

    def line(self, what: str, at: datetime, *, fields: Mapping[str, Any], durable: bool = False) -> None:
        """Write one line; with `durable` it is on the disk when this returns. Raises :class:`SendLogFailure`."""
        text = json.dumps({"what": what, "at": at.isoformat(), **fields}, ensure_ascii=False).encode("utf-8") + b"\n"
        try:
            with self._write_lock:
                done = 0
                while done < len(text):
                    done += _write_at(self._fd, text[done:], self._end + done)
                self._end += len(text)
                self._written += 1
                mine = self._written
            if durable:
                self._sync(mine)
        except OSError as error:
            raise self._failure(error) from None

    def _sync(self, mine: int) -> None:
        with self._sync_lock:
            if self._synced >= mine:
                return  # another thread's fsync has covered this line
            with self._write_lock:
                upto = self._written
            getattr(os, "fdatasync", os.fsync)(self._fd)
            self._synced = upto

    def _failure(self, error: OSError) -> SendLogFailure:
        hint = tr("make room or mend the folder, then resume: nothing is sent twice")
        return SendLogFailure(
            tr("the send log cannot be written: {error}", error=error.strerror), where=str(self._path), hint=hint
        )

    def close(self) -> None:
        """Cut off the room that was not used, and close the file."""
        try:
            os.ftruncate(self._fd, self._end)
            os.fsync(self._fd)
        except OSError:
            pass  # blank lines at the end of a log say nothing
        os.close(self._fd)


#: Bytes: a first line, and how much room is made at a time.
_LINE, _AHEAD = 512, 1 << 16


def _write_at(fd: int, content: bytes, offset: int) -> int:
    """Write at an offset; every system has a seek, not every one has pwrite."""
    os.lseek(fd, offset, os.SEEK_SET)
    return os.write(fd, content)


def _sync_folder(folder: Path) -> None:
    """Make the file's name durable too, where the system lets a folder be opened."""
    try:
        fd = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def reply_words(replies: Mapping[str, Reply], addresses: Iterable[str]) -> dict[str, list[Any]]:
    """The answers to some addresses as the log writes them."""
    return {a: [replies[a].code, replies[a].text] for a in addresses if a in replies}
