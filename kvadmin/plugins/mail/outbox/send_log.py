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
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from kvadmin.api import KvadminError, english, tr
from kvadmin.api.hooks import Reply

from .letter_state import Became, LetterState
from .mailing_folder import SEND_LOG, MailingFolder, SendingFolder, reason_of
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


def read_send_log(folder: MailingFolder) -> SendLedger:
    """Read the send log of a mailing, and what was said of its letters; a missing one is an empty ledger."""
    content, settled = folder.read(SEND_LOG) or b"", folder.read(SETTLED_FILE)
    if settled is None:
        return parse_send_log(content)
    ours = ("", sha256(folder.read("plan.json") or b"").hexdigest())
    said = parse_settled(settled, folder.shown(SETTLED_FILE))
    return parse_send_log(content, [each for each in said if each.plan in ours])


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
    """The log of one run, written by several threads.

    Where files keep it, a full disk is met before a letter is begun and not after it is accepted, and commits of
    several threads share one fsync.

    Args:
        folder: The mailing.
    """

    def __init__(self, folder: SendingFolder) -> None:
        self._where = folder.shown(SEND_LOG)
        with self._told():
            self._log = folder.log()

    def reserve(self, size: int) -> None:
        """Make sure that `size` more bytes can be written; raises :class:`SendLogFailure` when there is no room."""
        with self._told():
            self._log.reserve(size)

    def line(self, what: str, at: datetime, *, fields: Mapping[str, Any], durable: bool = False) -> None:
        """Write one line; with `durable` it stays when this returns. Raises :class:`SendLogFailure`."""
        text = _ENCODER.encode({"what": what, "at": at.isoformat(), **_as_kept(fields)}).encode("utf-8") + b"\n"
        with self._told():
            self._log.add(text, durable=durable)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except KvadminError as error:
            text = tr("the send log cannot be written: {error}", error=reason_of(error))
            hint = tr("make room or mend the folder, then resume: nothing is sent twice")
            raise SendLogFailure(text, where=self._where, hint=hint) from None

    def close(self) -> None:
        """Nothing more is written."""
        self._log.close()


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _as_kept(value: Any) -> Any:
    """What a line says, in English whatever the screen speaks."""
    if isinstance(value, Mapping):
        return {key: _as_kept(each) for key, each in value.items()}
    return [_as_kept(each) for each in value] if isinstance(value, (list, tuple)) else english(value)


def reply_words(replies: Mapping[str, Reply], addresses: Iterable[str]) -> dict[str, list[Any]]:
    """The answers to some addresses as the log writes them."""
    return {a: [replies[a].code, replies[a].text] for a in addresses if a in replies}
