"""The frozen mailing: a folder that says exactly what will be sent, and whose hash is what gets approved.

::

    outbox/<mailing>/plan.json       every letter: who, where, subject, checksums; parts; who is left out
                     letters.bin   every letter's own bytes, without its Date and its shared parts, one after the other
                     parts/<sha256>      an encoded attachment, once for the whole mailing
                     index.html          for reading before approval
                     approval.json       who approved which hash, when
                     send.jsonl          the send log (see send_log)

The hash is the SHA-256 of ``plan.json``, which holds the SHA-256 of everything else. Thousands of letters lie in one
file, since each of many would be read, compared and brought to the disk by itself. Plans of schema 1 had
``letters/00001.eml`` and so on; they are read as ever.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kvadmin.api import Conflict, InvalidData, Refused, english, tr

from ..addresses import Mailbox
from ..file_names import LETTER_BYTES
from ..message.assembly import AssembledMessage, assemble_message
from ..records import Attachment, CopyRecipient, MailingPlan, PlannedLetter, matter_of
from .approval_page import approval_page
from .mailing_folder import SEND_LOG, KeptMailing, LooseMailing, MailingFolder, SendingFolder

SCHEMA = 2
#: Schemas of plans that can be read.
_READABLE = (1, 2)
#: Enough of a hash to name one plan among a person's own.
HASH_PREFIX = 8
APPROVAL = "approval.json"


@dataclass(frozen=True)
class FrozenLetter:
    """One letter of a frozen plan, as ``plan.json`` has it.

    `number` counts from 1; `own` is the SHA-256 of its bytes, which are `size` from `at` of the file of all letters
    (in a plan of schema 1 a file of its own, and `at` is -1).
    """

    number: int
    key: str
    party: str
    form: str
    channel: str
    round: int
    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    bcc: tuple[Mailbox, ...]
    subject: str
    message_id: str
    own: str
    slots: tuple[tuple[int, str], ...] = ()
    attachments: tuple[dict[str, Any], ...] = ()
    note: str = ""
    at: int = -1
    size: int = 0
    about: str = ""
    case: str = ""
    document: int = 0
    head: tuple[str, ...] = ()
    copies: tuple[CopyRecipient, ...] = ()
    due: tuple[tuple[str, str], ...] = ()
    values: str = ""
    access: str = ""
    legal_basis: str = ""
    fingerprint: str = ""

    @property
    def matter(self) -> str:
        """What it tells, as far as it makes it the same letter."""
        return matter_of(self.about, self.fingerprint)


#: What stands in a row of ``plan.json`` under the name that the letter has it by; older plans lack the second ones.
_PLAIN = ("key", "party", "form", "channel", "round", "subject", "message_id", "note")
_PLAIN_LATER = ("about", "case", "document", "values", "access", "legal_basis")
#: The same of what hardly any letter has: it stands there only where it says something.
_PLAIN_RARE = ("fingerprint",)


@dataclass
class FrozenMailing:
    """A frozen mailing, read back. `hash` is what approval names."""

    home: MailingFolder
    mailing: str
    letter: str
    hash: str
    letters: tuple[FrozenLetter, ...]
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[dict[str, str], ...]
    _sums: dict[str, str]
    _parts: dict[str, bytes] = field(default_factory=dict)
    _own: dict[int, bytes] = field(default_factory=dict)
    _all: bytes | None = None

    @property
    def sending(self) -> SendingFolder:
        """Where it lies, to send it from there; a mailing that a snapshot has is only read."""
        assert isinstance(self.home, KeptMailing | LooseMailing)
        return self.home

    @property
    def folder(self) -> Path:
        """The folder on this computer for what a person opens: drafts, the list of those to look at."""
        return self.sending.here

    @property
    def by_email(self) -> tuple[FrozenLetter, ...]:
        """The letters that are e-mailed; the others go by post."""
        return tuple(letter for letter in self.letters if letter.channel == "email")

    def content(self, letter: FrozenLetter, dated: datetime, *extra: bytes) -> bytes:
        """The exact bytes of a letter; raises Conflict when a file is not what was planned."""
        return AssembledMessage(self.own(letter), letter.slots).whole(
            {key: self.part(key) for _, key in letter.slots}, dated, *extra
        )

    def own(self, letter: FrozenLetter) -> bytes:
        """The letter's own bytes, read and checked once."""
        if letter.number not in self._own:
            self._own[letter.number] = self._read_own(letter)
        return self._own[letter.number]

    def _read_own(self, letter: FrozenLetter) -> bytes:
        if letter.at < 0:
            return self._read(f"letters/{letter.number:05d}.eml", letter.own)
        if self._all is None:
            self._all = self._bytes(LETTER_BYTES)
        content = self._all[letter.at : letter.at + letter.size]
        if sha256(content).hexdigest() != letter.own:
            raise _changed(self.home.shown(LETTER_BYTES))
        return content

    def part(self, key: str) -> bytes:
        """An encoded part, read once."""
        if key not in self._parts:
            self._parts[key] = self._read(f"parts/{key}", self._sums[key])
        return self._parts[key]

    def calendar_files(self, numbers: Iterable[int]) -> list[bytes]:
        """The calendar entries that go with these letters, each once."""
        wanted = set(numbers)
        keys = {key: None for letter in self.letters if letter.number in wanted for _, key in letter.slots}
        parts = [self.part(key).partition(b"\r\n\r\n") for key in keys]
        return [base64.b64decode(body) for head, _, body in parts if b"text/calendar" in head]

    def verify(self) -> None:
        """Check every file against the plan; raises Conflict at the first that differs."""
        for key in self._sums:
            self.part(key)
        for letter in self.letters:
            self.own(letter)

    def _read(self, name: str, wanted: str) -> bytes:
        content = self._bytes(name)
        if sha256(content).hexdigest() != wanted:
            raise _changed(self.home.shown(name))
        return content

    def _bytes(self, name: str) -> bytes:
        content = self.home.read(name)
        if content is None:
            raise Conflict(
                tr("a file of the frozen plan is gone"),
                where=self.home.shown(name),
                hint=tr("plan the mailing again"),
                code="plan-changed",
            )
        return content

    def approved_by(self, named: str, who: str, when: datetime) -> bytes:
        """What is kept of it when `who` has approved the plan, naming (the beginning of) its hash.

        Raises:
            Refused: It is another plan's.
        """
        if len(named) < HASH_PREFIX or not self.hash.startswith(named.lower()):
            raise Refused(
                tr("the plan's hash is {hash}..., not {named}", hash=self.hash[:12], named=named),
                hint=tr("look at the plan, then name its hash"),
                code="unknown-hash",
            )
        payload = {"schema": 1, "hash": self.hash, "who": who, "when": when.isoformat()}
        return _json(payload)

    def approval(self) -> dict[str, str] | None:
        """Who approved this very plan and when, or None."""
        try:
            payload = json.loads(self.home.read(APPROVAL) or b"null")
        except ValueError:
            return None
        return payload if isinstance(payload, dict) and payload.get("hash") == self.hash else None


def _changed(where: str) -> Conflict:
    return Conflict(
        tr("the plan has been changed since it was frozen"),
        where=where,
        hint=tr("plan the mailing again"),
        code="plan-changed",
    )


def freeze_plan(plan: MailingPlan, home: KeptMailing) -> FrozenMailing:
    """Write a plan without errors as files; an unsent plan in that folder is replaced, a sent one never.

    Raises:
        Refused: The plan has errors, or nobody is left to write to.
        Conflict: Something of this mailing has been sent already.
    """
    files, folder = frozen_plan(plan), home.here
    if home.read(SEND_LOG) is not None:
        raise Conflict(
            tr("the mailing {mailing} has been sent, wholly or in part", mailing=plan.mailing),
            where=home.shown(),
            hint=tr("give another mailing id"),
            code="already-sent",
        )
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for name, content in files.items():
        target = part / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    return read_frozen_mailing(home)


def frozen_plan(plan: MailingPlan) -> dict[str, bytes]:
    """The files of a plan without errors by their names, the plan itself first.

    Raises:
        Refused: The plan has errors, or nobody is left to write to.
    """
    plan.check()
    if not plan.letters:
        raise Refused(
            tr("everybody selected is left out, so there is nothing to send"),
            details=[f"{k}: {w}" for k, w in plan.left_out],
            code="nothing-to-do",
        )
    shared: dict[str, bytes] = {}
    own: list[bytes] = []
    rows, at = [], 0
    for number, letter in enumerate(plan.letters, 1):
        made = assemble_message(letter, shared)
        rows.append(_letter_row(number, letter, made, at))
        own.append(made.own)
        at += len(made.own)
    payload = {
        "schema": SCHEMA,
        "mailing": plan.mailing,
        "letter": plan.letter,
        "letters": rows,
        "parts": {key: sha256(shared[key]).hexdigest() for key in sorted(shared)},
        # What is kept is English, whatever the screen speaks: the hash is the same for everybody.
        "left_out": [[key, english(why)] for key, why in plan.left_out],
        "warnings": [{"code": p.code, "recipient": p.recipient, "text": english(p.text)} for p in plan.problems],
    }
    content = _plan_json(payload)
    page = approval_page(plan, sha256(content).hexdigest()).encode("utf-8")
    parts = {f"parts/{key}": shared[key] for key in sorted(shared)}
    return {"plan.json": content, LETTER_BYTES: b"".join(own), "index.html": page, **parts}


def _letter_row(number: int, letter: PlannedLetter, made: AssembledMessage, at: int) -> dict[str, Any]:
    return {
        "number": number,
        **{name: english(getattr(letter, name)) for name in (*_PLAIN, *_PLAIN_LATER)},
        **{name: english(getattr(letter, name)) for name in _PLAIN_RARE if getattr(letter, name)},
        "head": list(letter.head),
        "copies": [[one.name, one.way, one.address] for one in letter.copies],
        "due": [list(one) for one in letter.due],
        "sender": _boxes([letter.sender])[0],
        **{name: _boxes(getattr(letter, name)) for name in ("to", "cc", "bcc")},
        "own": sha256(made.own).hexdigest(),
        "at": at,
        "size": len(made.own),
        "slots": [list(slot) for slot in made.slots],
        "attachments": [_attachment_row(a) for a in letter.attachments],
    }


def _attachment_row(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "sha256": attachment.sha256,
        "size": len(attachment.content),
        "kind": attachment.kind,
    }


def _boxes(boxes: Iterable[Mailbox]) -> list[list[str]]:
    return [[box.address, box.name] for box in boxes]


def _plan_json(payload: dict[str, Any]) -> bytes:
    """The plan with one line per letter: easy to compare, and far faster to write than an indented one."""
    lines = []
    for key in sorted(payload):
        value = payload[key]
        rows = value if isinstance(value, list) else None
        written = ",\n".join(_line(row) for row in rows) if rows else None
        lines.append(f"{_line(key)}: [\n{written}\n]" if written else f"{_line(key)}: {_line(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        if path.name == "plan.json":
            file.flush()
            os.fsync(file.fileno())


def read_frozen_mailing(home: MailingFolder) -> FrozenMailing:
    """Read a frozen mailing; raises InvalidData when it is none."""
    content = home.read("plan.json")
    if content is None:
        raise InvalidData(
            tr("there is no frozen plan"), where=home.shown(), hint=tr("kvadmin mail plan"), code="records-unreadable"
        )
    return parse_frozen_mailing(home, content)


def parse_frozen_mailing(home: MailingFolder, content: bytes) -> FrozenMailing:
    """The frozen mailing whose ``plan.json`` has this `content`; raises InvalidData when it is none."""
    mailing, letter, name, letters, left_out, warnings, parts = _parsed(home.shown("plan.json"), content)
    return FrozenMailing(home, mailing, letter, name, letters, left_out, warnings, parts)


@lru_cache(maxsize=64)
def _parsed(where: str, content: bytes) -> tuple[Any, ...]:
    """What a plan says, read once: a command asks for the mailings of its folder several times."""
    try:
        payload = json.loads(content)
        if payload["schema"] not in _READABLE:
            raise InvalidData(
                tr("the plan has schema {found}, this kvadmin knows {schema}", found=payload["schema"], schema=SCHEMA),
                where=where,
                code="records-unreadable",
            )
        letters = tuple([_letter(row) for row in payload["letters"]])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InvalidData(
            tr("the frozen plan cannot be read: {error}", error=error), where=where, code="records-unreadable"
        ) from None
    left_out = tuple((str(k), str(w)) for k, w in payload["left_out"])
    return (
        payload["mailing"],
        payload["letter"],
        sha256(content).hexdigest(),
        letters,
        left_out,
        tuple(payload["warnings"]),
        payload["parts"],
    )


def _letter(row: dict[str, Any]) -> FrozenLetter:
    boxes: dict[str, Any] = {name: tuple(Mailbox(a, n) for a, n in row[name]) for name in ("to", "cc", "bcc")}
    plain = {name: row[name] for name in (*_PLAIN, "number", "own")}
    later = {name: row[name] for name in (*_PLAIN_LATER, *_PLAIN_RARE) if name in row}
    return FrozenLetter(
        **plain,
        **later,
        **boxes,
        sender=Mailbox(*row["sender"]),
        at=row.get("at", -1),
        size=row.get("size", 0),
        slots=tuple((int(offset), str(key)) for offset, key in row["slots"]),
        attachments=tuple(row["attachments"]),
        head=tuple(row.get("head", ())),
        copies=tuple(CopyRecipient(*one) for one in row.get("copies", ())),
        due=tuple((str(name), str(day)) for name, day in row.get("due", ())),
    )
