"""The send log: what surely happened to each letter, and what nobody can know.

One JSON line per step, appended to ``send.jsonl``:

* ``run``: one is about to begin, with the plan's hash: what ``runs.json`` notes is the log with this line, which no
  copy made earlier can have (see :mod:`.log_evidence`);
* ``open``: a run begins: the plan's hash, the Date of the mailing, the transport;
* ``start``: a letter is being handed over. Alone it means: surely not delivered;
* ``commit``: fsynced immediately before the final dot. Alone it means: UNKNOWN;
* ``held``: the run found a reason not to send the letter now; it is as open as before;
* ``ok``, ``refused``, ``deferred``: how it ended, with the server's words, per address;
* ``evidence``: what is known of a letter whose lines were lost with an earlier log.

An address that is UNKNOWN stays so until somebody sends the letter again on
purpose or says what became of it (:mod:`.settlements`).

A torn last line (power cut, full disk) is not counted: a torn ``commit`` was
never followed by a dot, a torn ``ok`` leaves the ``commit`` standing.
"""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kvadmin.api import KvadminError, english, tr
from kvadmin.api.hooks import Reply

from .letter_state import Became, LetterState
from .settled_events import SETTLED_FILE, SettledEvent, parse_settled


class SendLogFailure(KvadminError):  # noqa: N818 - named for the reader, like its siblings
    """The log cannot be written, so nothing more may be sent (exit 1)."""

    code = "send-log-failure"


@dataclass
class SendLedger:
    """The whole log, read: the state per letter number, the plan it belongs to, and when letters went out."""

    plan: str | None = None
    dated: datetime | None = None
    transport: str = ""
    letters: dict[int, LetterState] = field(default_factory=dict)
    went: list[datetime] = field(default_factory=list)
    #: What the transport of the run that is being read makes of letters.
    becomes: Became = "sent"

    def of(self, number: int) -> LetterState:
        """The state of a letter."""
        state = self.letters.get(number)
        if state is None:
            state = self.letters[number] = LetterState()
        return state


def read_send_log(path: Path) -> SendLedger:
    """Read a send log, and what was said of its letters beside it; a missing one is an empty ledger."""
    content = path.read_bytes() if path.exists() else b""
    settled, plan = path.with_name(SETTLED_FILE), path.with_name("plan.json")
    if not settled.exists():
        return parse_send_log(content)
    ours = ("", sha256(plan.read_bytes()).hexdigest() if plan.exists() else "")
    return parse_send_log(content, [e for e in parse_settled(settled.read_bytes(), str(settled)) if e.plan in ours])


def parse_send_log(content: bytes, settled: Iterable[SettledEvent] = ()) -> SendLedger:
    """The state that a log with this `content` tells, with what was `settled` where it was said."""
    ledger = SendLedger()
    said: dict[int, deque[SettledEvent]] = {}
    for event in settled:
        said.setdefault(event.letter, deque()).append(event)
    for line in _log_lines(content):
        try:
            if "letter" in line:
                number = int(line["letter"])
                upto = line["lines"] - 1 if line["what"] == "evidence" else ledger.of(number).lines
                _settle(ledger.of(number), said.get(number), upto)
            _take(ledger, line)
        except (ValueError, KeyError, TypeError):
            continue  # a torn line; see above why it may be passed over
    for number, events in said.items():
        _settle(ledger.of(number), events)
    return ledger


@lru_cache(maxsize=4)
def _log_lines(content: bytes) -> tuple[Any, ...]:
    """The lines that can be read, once: a command asks several times what the same log says. They are not changed."""
    lines = []
    for raw in filter(None, content.split(b"\n")):  # a killed run leaves thousands of blank lines of room
        try:
            lines.append(json.loads(raw.decode()))
        except ValueError:
            continue  # a torn line; see above why it may be passed over
    return tuple(lines)


def _settle(state: LetterState, events: deque[SettledEvent] | None, upto: int | None = None) -> None:
    """Take in what was said when the log had `upto` lines of the letter (None: the rest)."""
    while events and (upto is None or events[0].after <= upto):
        state.settle(events.popleft())


def _take(ledger: SendLedger, line: dict[str, Any]) -> None:
    if line["what"] == "run":
        ledger.plan = ledger.plan or line["plan"]
        return
    if line["what"] == "open":
        ledger.plan = ledger.plan or line["plan"]
        ledger.dated = ledger.dated or datetime.fromisoformat(line["dated"])
        ledger.transport = line.get("transport", "")
        ledger.becomes = line.get("becomes", "sent")
        return
    if line["what"] == "commit":
        ledger.went.append(datetime.fromisoformat(line["at"]))
    if line["what"] == "held":
        ledger.of(int(line["letter"])).held = line["why"]
        return
    ledger.of(int(line["letter"])).apply(line, ledger.becomes)


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
        text = _ENCODER.encode({"what": what, "at": at.isoformat(), **_as_kept(fields)}).encode("utf-8") + b"\n"
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


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _as_kept(value: Any) -> Any:
    """What a line says, in English whatever the screen speaks."""
    if isinstance(value, Mapping):
        return {key: _as_kept(each) for key, each in value.items()}
    return [_as_kept(each) for each in value] if isinstance(value, (list, tuple)) else english(value)


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
