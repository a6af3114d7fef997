"""The lines of the history as far as most questions need them: who did what to which files, contents unread.

One pass that skips over the contents takes a line only if :func:`kvadmin.store.history.log.parsed` takes it, and sees
the same in it; a line that this pass does not take is given to that function.
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


class FileHead(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """What stands in a line about a file; patch and content as JSON that is not read yet."""

    path: str
    action: str
    before: str | None = None
    after: str | None = None
    reverse: msgspec.Raw = _NONE
    sensitive: bool = False
    redacted: bool = False
    content: msgspec.Raw = _NONE

    def whole(self) -> FileLine:
        """The same with patch and content, as far as they are such."""
        reverse, content = (json.loads(bytes(raw)) for raw in (self.reverse, self.content))
        return FileLine(
            self.path,
            self.action,
            self.before,
            self.after,
            reverse if isinstance(reverse, dict) else None,
            self.sensitive,
            self.redacted,
            content if isinstance(content, str) else None,
        )


class Head(msgspec.Struct, gc=False):
    """One transaction of the history; :meth:`file_lines` reads what it did to a file.

    It answers as a :class:`~kvadmin.model.changes.HistoryEntry` does.
    """

    transaction_id: str = msgspec.field(name="id")
    moment: str = msgspec.field(name="when")
    who: str
    why: str
    command: str
    touched: list[FileHead] = msgspec.field(name="files")
    undoes: str | None = None
    without_guards: tuple[str, ...] = ()
    asked: msgspec.Raw = msgspec.field(name="request", default=_NONE)
    by_hand: bool = False

    @property
    def when(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.moment)

    @property
    def files(self) -> tuple[str, ...]:
        """The paths that it touched."""
        return tuple([file.path for file in self.touched])

    @property
    def request(self) -> Any:
        """The hash of what was asked for, where the caller gave the id."""
        return json.loads(bytes(self.asked))

    def file_lines(self, path: str | None = None) -> Iterator[FileLine]:
        """What it did to its files, or to one of them."""
        return (file.whole() for file in self.touched if path is None or file.path == path)

    def entry(self, undone_by: str | None = None) -> HistoryEntry:
        """The transaction as others see it."""
        return HistoryEntry(
            self.transaction_id, self.when, self.who, self.why, self.command, self.files, self.undoes, undone_by,
            self.without_guards, by_hand=self.by_hand,
        )  # fmt: skip


_DECODE = msgspec.json.Decoder(Head).decode


def head_of(line: Line) -> Head:
    """The head of a line that was read whole."""
    files = [
        FileHead(
            file.path, file.action, file.before, file.after, _raw(file.reverse), file.sensitive, file.redacted,
            _raw(file.content),
        )
        for file in line.files
    ]  # fmt: skip
    return Head(
        line.transaction_id, line.when.isoformat(), line.who, line.why, line.command, files, line.undoes,
        line.without_guards, _raw(line.request), line.by_hand,
    )  # fmt: skip


def _raw(value: Any) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(value).encode())


class HeadedFile:
    """One file of the history, read.

    Args:
        data: Its bytes.
        known: The same file as it was read before: what it held then is not read again.
    """

    def __init__(self, data: bytes, known: HeadedFile | None = None) -> None:
        self.data = data
        #: The lines that can be read, with their moments and heads.
        self.raws: list[bytes] = []
        self.moments: list[datetime] = []
        self.heads: list[Head] = []
        #: How many cannot; moment and id of those that have such: no later line may come before them.
        self.faults = 0
        self.broken: list[tuple[datetime, str]] = []
        fresh = data
        if known is not None and known.data.endswith(b"\n") and data.startswith(known.data):
            self.raws, self.moments = list(known.raws), list(known.moments)
            self.heads, self.broken = list(known.heads), list(known.broken)
            self.faults, fresh = known.faults, data[len(known.data) :]
        raws = [raw for raw in fresh.split(b"\n") if raw and not raw.isspace()]
        try:
            fresh.decode()
            self._add(raws, [_DECODE(raw) for raw in raws])
        except ValueError:  # among them msgspec's: one of the lines is another kind of line, or none
            for raw in raws:
                self._take(raw)

    def _add(self, raws: list[bytes], heads: list[Head]) -> None:
        moment = datetime.fromisoformat
        moments = [moment(head.moment) for head in heads]
        if None in [moment.tzinfo for moment in moments]:
            raise ValueError(moments)
        self.raws += raws
        self.moments += moments
        self.heads += heads

    def _take(self, raw: bytes) -> None:
        try:
            self._add([raw], [read_head(raw)])
        except (ValueError, KeyError, TypeError, AttributeError):
            self.faults += 1
            self.broken += [] if (known := mark(raw)) is None else [known]


def read_head(raw: bytes) -> Head:
    """The head of a line; ValueError, KeyError, TypeError or AttributeError when there is none."""
    try:
        raw.decode()
        head = _DECODE(raw)
        if head.when.tzinfo is not None:
            return head
    except ValueError:
        pass
    return head_of(parsed(raw))


def paths_in(raw: bytes) -> tuple[str, ...]:
    """The path that stands there alone, or those of a line."""
    return (json.loads(raw),) if raw.startswith(b'"') else read_head(raw).files
