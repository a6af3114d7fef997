"""The lines of the history as far as most questions need them: who did what to which files, contents unread.

Every line is proven to be one that :func:`kvadmin.store.history.log.read_history` takes, in one pass that skips over the
contents; those that this pass does not take are read as that function reads them. What it says of a line is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from kvadmin.model.changes import HistoryEntry
from kvadmin.store.history.log import FileLine, Line, mark, parsed

_NONE = msgspec.Raw(b"null")


class _File(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """What stands there about a file; contents and patches as they stand."""

    path: str
    action: str
    before: str | None = None
    after: str | None = None
    reverse: msgspec.Raw = _NONE
    sensitive: bool = False
    redacted: bool = False
    content: msgspec.Raw = _NONE

    def whole(self) -> FileLine:
        """The same with patch and content."""
        reverse, content = (json.loads(bytes(raw)) for raw in (self.reverse, self.content))
        return FileLine(
            self.path, self.action, self.before, self.after, reverse, self.sensitive, self.redacted, content
        )


class _Seen(msgspec.Struct, gc=False):
    """A line as it stands there."""

    id: str
    when: str
    who: str
    why: str
    command: str
    files: list[_File]
    undoes: str | None = None
    without_guards: tuple[str, ...] = ()
    request: msgspec.Raw = _NONE
    by_hand: bool = False


_DECODE = msgspec.json.Decoder(_Seen).decode


class Head:
    """One transaction of the history; :meth:`file_lines` reads what it did to a file.

    It answers as a :class:`~kvadmin.model.changes.HistoryEntry` does: ``files`` are paths.
    """

    __slots__ = ("_line", "_seen", "by_hand", "raw", "transaction_id", "undoes", "when")

    def __init__(self, raw: bytes, *, utf8: bool) -> None:
        #: The line, without the white space around it.
        self.raw = raw.strip()
        self._line: Line | None = None
        self._seen: _Seen | None = None
        if utf8:
            try:
                self._take(_DECODE(raw))
                return
            except ValueError:  # msgspec's errors are such, too; another kind of line, or none at all
                pass
        self._give(parsed(raw))

    @classmethod
    def of(cls, line: Line) -> Head:
        """The head of a line that is not written yet."""
        head = cls.__new__(cls)
        head.raw, head._seen = line.encode().strip(), None
        head._give(line)
        return head

    def _give(self, line: Line) -> None:
        self._line = line
        self.transaction_id, self.when = line.transaction_id, line.when
        self.undoes, self.by_hand = line.undoes, line.by_hand

    def _take(self, seen: _Seen) -> None:
        self.when = datetime.fromisoformat(seen.when)
        if self.when.tzinfo is None:
            raise ValueError(seen.when)
        self.transaction_id, self.undoes, self.by_hand = seen.id, seen.undoes, seen.by_hand
        self._seen = seen

    @property
    def files(self) -> tuple[str, ...]:
        """The paths that it touched."""
        if self._seen is not None:
            return tuple([file.path for file in self._seen.files])
        assert self._line is not None
        return tuple(file.path for file in self._line.files)

    @property
    def request(self) -> str | None:
        """The hash of what was asked for, where the caller gave the id."""
        if self._seen is not None:
            found: Any = json.loads(bytes(self._seen.request))
            return found  # type: ignore[no-any-return]
        assert self._line is not None
        return self._line.request

    def file_lines(self, path: str | None = None) -> Iterator[FileLine]:
        """What it did to its files, or to one of them."""
        if self._seen is not None:
            yield from (file.whole() for file in self._seen.files if path is None or file.path == path)
        else:
            assert self._line is not None
            yield from (file for file in self._line.files if path is None or file.path == path)

    def results(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Path, hash before and hash after of each of its files."""
        files = self._line.files if self._seen is None else self._seen.files  # type: ignore[union-attr]
        return ((file.path, file.before, file.after) for file in files)

    def entry(self, undone_by: str | None = None) -> HistoryEntry:
        """The transaction as others see it."""
        if self._seen is None:
            assert self._line is not None
            return self._line.entry(undone_by)
        seen = self._seen
        return HistoryEntry(
            seen.id, self.when, seen.who, seen.why, seen.command, self.files, seen.undoes, undone_by,
            seen.without_guards, by_hand=seen.by_hand,
        )  # fmt: skip


class HeadedFile:
    """One file of the history, read.

    Args:
        data: Its bytes.
        known: The same file as it was read before: what it held then is not read again.
    """

    def __init__(self, data: bytes, known: HeadedFile | None = None) -> None:
        self.data = data
        self.heads: list[Head] = []
        #: Moment and beginning of lines that cannot be read, where they have such: no later line may come before them.
        self.broken: list[tuple[datetime, str]] = []
        fresh = data
        if known is not None and known.data.endswith(b"\n") and data.startswith(known.data):
            self.heads, self.broken = list(known.heads), list(known.broken)
            fresh = data[len(known.data) :]
        self._read(fresh)

    def _read(self, data: bytes) -> None:
        utf8 = _is_utf8(data)
        heads = self.heads
        for raw in data.split(b"\n"):
            if not raw or raw.isspace():
                continue
            try:
                heads.append(Head(raw, utf8=utf8))
            except (ValueError, KeyError, TypeError, AttributeError):
                self.broken += [] if (known := mark(raw)) is None else [known]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
