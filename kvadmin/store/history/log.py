"""The history: one line of JSON per transaction, in ``history/2008-05.jsonl``.

A line holds who, when and why and, per file, the hashes before and after and a reverse
patch: the ranges of lines with what stood there before. The new content is never in it,
nor is anything of a sensitive file. Two people's lines merge as a union in any order.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from kvadmin.errors import Conflict
from kvadmin.model.changes import HistoryEntry
from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder, revision
from kvadmin.store.frame import HISTORY
from kvadmin.translation import tr

FOLDER = HISTORY
#: Above this many changed lines no attempt is made to find unchanged ones among them.
_MOST_COMPARED = 1500


@dataclass(frozen=True, slots=True)
class FileLine:
    """What a transaction did to one file, as the history keeps it.

    Args:
        path: Relative path.
        action: ``create``, ``change`` or ``delete``.
        before: Hash of the content before, or None.
        after: Hash of the content after, or None.
        reverse: How to get the old content back; None for a new, sensitive or redacted file.
        sensitive: The values were never kept.
        redacted: The values were blanked since, on a person's request.
    """

    path: str
    action: str
    before: str | None = None
    after: str | None = None
    reverse: dict[str, Any] | None = None
    sensitive: bool = False
    redacted: bool = False

    def as_json(self) -> dict[str, Any]:
        """The entry without what is empty."""
        names = ("path", "action", "before", "after", "reverse", "sensitive", "redacted")
        return {name: value for name in names if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Line:
    """One transaction as it lies in the history."""

    transaction_id: str
    when: datetime
    who: str
    why: str
    command: str
    files: tuple[FileLine, ...]
    undoes: str | None = None
    without_guards: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """The line as bytes, with its line break."""
        data: dict[str, Any] = {"id": self.transaction_id, "when": self.when.isoformat(), "who": self.who}
        data |= {"why": self.why, "command": self.command}
        if self.undoes:
            data["undoes"] = self.undoes
        if self.without_guards:
            data["without_guards"] = list(self.without_guards)
        data["files"] = [file.as_json() for file in self.files]
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n"

    def entry(self, undone_by: str | None = None) -> HistoryEntry:
        """The line as others see it."""
        paths = tuple(file.path for file in self.files)
        return HistoryEntry(
            self.transaction_id, self.when, self.who, self.why, self.command, paths, self.undoes, undone_by,
            self.without_guards,
        )  # fmt: skip


def month_file(when: datetime) -> str:
    """The file that a transaction's line goes to."""
    return f"{FOLDER}/{when:%Y-%m}.jsonl"


def file_line(path: str, old: bytes | None, new: bytes | None, *, sensitive: bool) -> FileLine:
    """What the history keeps of a change."""
    action = "create" if old is None else "delete" if new is None else "change"
    if sensitive:
        return FileLine(path, action, sensitive=True)
    before = None if old is None else revision(old)
    after = None if new is None else revision(new)
    return FileLine(path, action, before, after, None if old is None else reverse_patch(old, new or b""))


def reverse_patch(old: bytes, new: bytes) -> dict[str, Any]:
    """How to get ``old`` from ``new``: ``{"lines": [[start, stop, [old lines]], ...]}``, or all of it if not text."""
    try:
        old_lines = _lines(old.decode())
        new_lines = _lines(new.decode())
    except UnicodeDecodeError:
        return {"deflated": base64.b64encode(zlib.compress(old)).decode("ascii")}
    head = 0
    while head < min(len(old_lines), len(new_lines)) and old_lines[head] == new_lines[head]:
        head += 1
    tail = 0
    shorter = min(len(old_lines), len(new_lines)) - head
    while tail < shorter and old_lines[-1 - tail] == new_lines[-1 - tail]:
        tail += 1
    old_middle, new_middle = old_lines[head : len(old_lines) - tail], new_lines[head : len(new_lines) - tail]
    if max(len(old_middle), len(new_middle)) > _MOST_COMPARED:
        return {"lines": [[head, head + len(new_middle), old_middle]]}
    ranges = SequenceMatcher(None, new_middle, old_middle, autojunk=False).get_opcodes()
    lines = [[head + a, head + b, old_middle[c:d]] for tag, a, b, c, d in ranges if tag != "equal"]
    return {"lines": lines}


def restored(file: FileLine, now: bytes | None) -> bytes | None:
    """The content before a change, from the content after it."""
    if file.before is None:
        return None
    assert file.reverse is not None
    if "deflated" in file.reverse:
        old = zlib.decompress(base64.b64decode(file.reverse["deflated"]))
    else:
        lines = _lines((now or b"").decode())
        for start, stop, before in reversed(file.reverse["lines"]):
            lines[start:stop] = before
        old = "".join(lines).encode()
    if revision(old) != file.before:
        hint = tr("the line was changed by hand; restore the file from a backup or from git")
        raise Conflict(tr("the history does not give the old content back"), where=file.path, hint=hint)
    return old


def _lines(text: str) -> list[str]:
    """Lines with their line breaks, broken at line feeds only."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def latest_moment(folder: Folder) -> datetime | None:
    """When the last known transaction was, so that the order of lines survives a clock that is set back."""
    months = [name for name in folder.names(FOLDER)[1] if name.endswith(".jsonl")]
    lines, _ = read_history(folder, months[-1:])
    return lines[-1].when if lines else None


def read_history(folder: Folder, only: Sequence[str] | None = None) -> tuple[list[Line], list[Finding]]:
    """All transactions, oldest first, and a finding for each line that cannot be read."""
    lines: dict[str, Line] = {}
    found = []
    for name in folder.names(FOLDER)[1] if only is None else only:
        path = f"{FOLDER}/{name}"
        if not name.endswith(".jsonl"):
            continue
        for number, raw in enumerate((folder.read(path) or b"").split(b"\n"), 1):
            if not raw.strip():
                continue
            try:
                line = _parsed(raw)
            except (ValueError, KeyError, TypeError, AttributeError):
                found.append(_broken(path, number, raw))
            else:
                lines.setdefault(line.transaction_id, line)
    return sorted(lines.values(), key=lambda line: line.when), found


def _parsed(raw: bytes) -> Line:
    data = json.loads(raw)
    files = tuple(FileLine(**file) for file in data["files"])
    when = datetime.fromisoformat(data["when"])
    if when.tzinfo is None or not all(isinstance(data[name], str) for name in ("id", "who", "why", "command")):
        raise ValueError(when)
    without = tuple(data.get("without_guards", ()))
    return Line(data["id"], when, data["who"], data["why"], data["command"], files, data.get("undoes"), without)


def _broken(path: str, number: int, raw: bytes) -> Finding:
    if raw.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        text, hint = tr("the history holds a git conflict marker"), tr("delete the marker lines and keep all others")
        return Finding(path, number, 1, "git-conflict", text, hint)
    text = tr("this line of the history cannot be read; its transaction cannot be undone")
    return Finding(path, number, 1, "history-line", text, tr("restore the line from git, or delete it"))
