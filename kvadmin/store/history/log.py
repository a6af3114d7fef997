"""The history: one line of JSON per transaction, in ``history/2008-05.jsonl``, and in more files of a full month.

A line holds who, when and why and, per file, the hashes before and after and a reverse
patch: the ranges of lines with what stood there before. Of a record it holds the content
after as well, so that a later edit by hand can be told field by field and does not cut off
the past. Nothing of a sensitive file is ever in it. Two people's lines merge as a union in
any order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any

from kvadmin.model.changes import HistoryEntry
from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder, revision
from kvadmin.store.frame import HISTORY
from kvadmin.store.history.patches import reverse_patch
from kvadmin.translation import tr

FOLDER = HISTORY
#: Records up to this many bytes are kept whole; larger ones by their reverse patches alone.
MOST_KEPT = 65536
#: A month that has so many bytes goes on in another file (``2008-05_02.jsonl``): whatever was written a moment ago has
#: to be read again to be believed, and that shall not be more for a history that is longer.
FULL = 1 << 20
_ID = re.compile(rb'"id": "([^"]+)"')
_MOMENT = re.compile(rb'"when": "([^"]+)"')


@dataclass(frozen=True, slots=True)
class FileLine:
    """What a transaction did to one file, as the history keeps it.

    Args:
        path: Relative path.
        action: ``create``, ``change`` or ``delete``.
        before: Hash of the content before, or None.
        after: Hash of the content after, or None.
        reverse: How to get the old content back; None for a new, sensitive or redacted file.
        content: The content after, of a record that is neither sensitive nor redacted nor very large.
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
    content: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry without what is empty."""
        names = ("path", "action", "before", "after", "reverse", "sensitive", "redacted", "content")
        return {name: value for name in names if (value := getattr(self, name)) not in (None, False)}


@dataclass(frozen=True, slots=True)
class Line:
    """One transaction as it lies in the history.

    ``request`` is the hash of what was asked for, where the caller gave the id: it tells a repetition from another
    change. ``by_hand`` marks what was found changed outside kvadmin; nobody knows who did that, or exactly when.
    ``host`` is where it was made and ``on`` the transaction before it, as far as that host knew: a synchronised folder
    has no lock between hosts, and these tell afterwards who wrote without knowing of whom.
    """

    transaction_id: str
    when: datetime
    who: str
    why: str
    command: str
    files: tuple[FileLine, ...]
    undoes: str | None = None
    without_guards: tuple[str, ...] = ()
    host: str = ""
    on: str = ""
    request: str | None = None
    by_hand: bool = False

    def encode(self) -> bytes:
        """The line as bytes, with its line break."""
        data: dict[str, Any] = {"id": self.transaction_id, "when": self.when.isoformat(), "who": self.who}
        data |= {"why": self.why, "command": self.command}
        if self.undoes:
            data["undoes"] = self.undoes
        if self.without_guards:
            data["without_guards"] = list(self.without_guards)
        if self.request:
            data["request"] = self.request
        if self.by_hand:
            data["by_hand"] = True
        data |= {name: value for name in ("host", "on") if (value := getattr(self, name))}
        data["files"] = [file.as_json() for file in self.files]
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n"

    def entry(self, undone_by: str | None = None) -> HistoryEntry:
        """The line as others see it."""
        paths = tuple(file.path for file in self.files)
        return HistoryEntry(
            self.transaction_id, self.when, self.who, self.why, self.command, paths, self.undoes, undone_by,
            self.without_guards, by_hand=self.by_hand,
        )  # fmt: skip


def month_file(when: datetime, size: Callable[[str], int] = lambda _: 0) -> str:
    """The file that a transaction's line goes to: of those of its month the first that is not full.

    Args:
        when: Its moment.
        size: How many bytes lie at a path; 0 where nothing does.
    """
    name = f"{FOLDER}/{when:%Y-%m}"
    more = (f"{name}_{number:02}.jsonl" for number in count(2))
    return next(path for path in chain([f"{name}.jsonl"], more) if size(path) < FULL)


def file_line(path: str, old: bytes | None, new: bytes | None, *, sensitive: bool, record: bool = False) -> FileLine:
    """What the history keeps of a change; ``record``: the content after as well."""
    action = "create" if old is None else "delete" if new is None else "change"
    if sensitive:
        return FileLine(path, action, sensitive=True)
    before = None if old is None else revision(old)
    after = None if new is None else revision(new)
    reverse = None if old is None else reverse_patch(old, new or b"")
    return FileLine(path, action, before, after, reverse, content=_kept(new) if record else None)


def _kept(new: bytes | None) -> str | None:
    try:
        return None if new is None or len(new) > MOST_KEPT else new.decode()
    except UnicodeDecodeError:
        return None


def mark(raw: bytes) -> tuple[datetime, str] | None:
    """When a line was written and its id, where it has such, even if it cannot be read any more."""
    when, name = moment(raw), _ID.search(raw)
    return None if when is None or name is None else (when, name[1].decode("utf-8", "replace"))


def moment(raw: bytes) -> datetime | None:
    """When a line was written, without reading all of it."""
    found = _MOMENT.search(raw)
    try:
        when = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    return None if when is None or when.tzinfo is None else when


def history_files(folder: Folder) -> list[str]:
    """The paths of the files of the history."""
    return [f"{FOLDER}/{name}" for name in folder.names(FOLDER)[1] if name.endswith(".jsonl")]


def raw_lines(folder: Folder) -> Iterator[tuple[str, int, bytes]]:
    """Path, number and bytes of each line that is not empty."""
    for path in history_files(folder):
        for number, raw in enumerate((folder.read(path) or b"").split(b"\n"), 1):
            if raw.strip():
                yield path, number, raw


def read_history(folder: Folder) -> tuple[list[Line], list[Finding]]:
    """All transactions, oldest first, and a finding for each line that cannot be read or says what another denies."""
    found: list[Finding] = []
    lines = _read(raw_lines(folder), found)
    return sorted(lines, key=lambda line: line.when), found


def _read(raws: Iterable[tuple[str, int, bytes]], found: list[Finding]) -> list[Line]:
    """The transactions in these lines: the same line twice is one, two of the same id that differ are both there."""
    lines: dict[bytes, Line] = {}
    places: dict[str, str] = {}
    for path, number, raw in raws:
        try:
            line = parsed(raw)
        except (ValueError, KeyError, TypeError, AttributeError):
            found.append(_broken(path, number, raw))
            continue
        same = raw.strip()
        if same not in lines and (first := places.setdefault(line.transaction_id, f"{path}:{number}")) != (
            f"{path}:{number}"
        ):
            found.append(_double(path, number, line.transaction_id, first))
        lines.setdefault(same, line)
    return list(lines.values())


def parsed(raw: bytes) -> Line:
    """The transaction in a line; ValueError, KeyError, TypeError or AttributeError when there is none."""
    data = json.loads(raw)
    files = tuple(FileLine(**file) for file in data["files"])
    when = datetime.fromisoformat(data["when"])
    if when.tzinfo is None or not all(isinstance(data[name], str) for name in ("id", "who", "why", "command")):
        raise ValueError(when)
    for file in files:
        hashes = [each for each in (file.before, file.after) if each is not None]
        if not all(isinstance(text, str) for text in (file.path, file.action, *hashes)):
            raise ValueError(file)
    without = tuple(data.get("without_guards", ()))
    return Line(
        data["id"], when, data["who"], data["why"], data["command"], files, data.get("undoes"), without,
        str(data.get("host", "")), str(data.get("on", "")), data.get("request"), bool(data.get("by_hand")),
    )  # fmt: skip


def _double(path: str, number: int, name: str, first: str) -> Finding:
    text = tr("another change has the same id {name}: {first}", name=name, first=first)
    hint = tr("both count and neither can be undone by its id; where one was erased ([erased]), delete the other line")
    return Finding(path, number, 1, "duplicate-change", text, hint)


def _broken(path: str, number: int, raw: bytes) -> Finding:
    if raw.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        text, hint = tr("the history holds a git conflict marker"), tr("delete the marker lines and keep all others")
        return Finding(path, number, 1, "git-conflict", text, hint)
    text = tr("this line of the history cannot be read; its transaction cannot be undone")
    return Finding(path, number, 1, "history-line", text, tr("restore the line from git, or delete it"))
