"""The history at one moment, for those who ask little of it: the last change, one by its id, those of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import takewhile

from kvadmin.model.changes import HistoryEntry
from kvadmin.store.folder import Folder
from kvadmin.store.history.chronicle import Chronicle
from kvadmin.store.history.heads import Head, HeadedFile, head_of
from kvadmin.store.history.log import FileLine, Line, history_files
from kvadmin.store.history.states import FileStates
from kvadmin.store.history.timeline import Timeline


class Past:
    """All transactions, oldest first, in the order of :func:`~kvadmin.store.history.log.read_history`.

    Args:
        heads: They, in that order.
        broken: Moment and beginning of lines that cannot be read.
    """

    def __init__(self, heads: Sequence[Head], broken: Iterable[tuple[datetime, str]] = ()) -> None:
        self.heads = heads
        self._broken = list(broken)

    def until(self, day: date) -> Past:
        """The same as if nothing had been done after the end of a day."""
        return Past([head for head in self.heads if head.when.date() <= day])

    def followed_by(self, line: Line) -> Past:
        """The same with one more transaction at the end."""
        return Past([*self.heads, head_of(line)])

    @cached_property
    def timeline(self) -> Timeline[Head]:
        """What took what back."""
        return Timeline(self.heads)

    def latest_mark(self) -> tuple[datetime, str] | None:
        """Moment and id of the last known transaction, so that the order of lines survives a clock set back."""
        marks = ((head.when, head.transaction_id) for head in reversed(self.heads))
        last = takewhile(lambda mark: mark[0] == self.heads[-1].when, marks)
        return max([*last, *self._broken], default=None)

    def latest_about(self, paths: Iterable[str]) -> dict[str, FileLine]:
        """What the last transaction did to each of these files, as far as any did."""
        heads = ((path, self.by_path[path][-1]) for path in set(paths) if path in self.by_path)
        return {path: list(head.file_lines(path))[-1] for path, head in heads}

    def with_id(self, name: str) -> list[Head]:
        """The transactions of that very id."""
        return [head for head in self.heads if head.transaction_id == name]

    def states(self, read: Callable[[str], bytes | None]) -> FileStates:
        """The contents of files through it."""
        return FileStates(self.by_path, read)

    @cached_property
    def by_path(self) -> dict[str, list[Head]]:
        """The transactions that touched each file, oldest first."""
        found: dict[str, list[Head]] = {}
        for head in self.heads:
            for path in dict.fromkeys(head.files) if len(head.touched) > 1 else head.files:
                found.setdefault(path, []).append(head)
        return found

    def entries(self, states: FileStates | None = None) -> Iterator[HistoryEntry]:
        """All transactions as others see them; with the fields that each changed where the contents are given."""
        return (self.entry(head, states) for head in self.heads)

    def chronicle(self, states: FileStates) -> Chronicle[Head]:
        """What the commands ask of it; the contents of files may be those of a later past."""
        return Chronicle(self.timeline, lambda head, changes: self.entry(head, states if changes else None))

    def entry(self, head: Head, states: FileStates | None = None) -> HistoryEntry:
        """A transaction as others see it; with the fields that it changed where the contents are given."""
        entry = head.entry(self.timeline.undone_by.get(head.transaction_id))
        return entry if states is None else replace(entry, changes=tuple(states.changes(head)))


class PastReader:
    """Reads the history of one folder, each line of it once as long as it lies there unchanged."""

    def __init__(self) -> None:
        self._files: dict[str, HeadedFile] = {}
        self._past: Past | None = None

    def __call__(self, folder: Folder) -> Past:
        """The history as it is in the folder now."""
        files: dict[str, HeadedFile] = {}
        for path in history_files(folder):
            data, known = folder.read(path) or b"", self._files.get(path)
            files[path] = known if known is not None and known.data == data else HeadedFile(data, known)
        if self._past is None or list(files.items()) != list(self._files.items()):
            self._files, self._past = files, _joined(list(files.values()))
        return self._past


def _joined(files: Sequence[HeadedFile]) -> Past:
    """The same line twice is one; two of the same id that differ are both there."""
    heads = [head for file in files for head in file.heads]
    moments = [moment for file in files for moment in file.moments]
    places = list(range(len(heads)))
    if len({head.transaction_id for head in heads}) < len(heads):
        unlike: dict[bytes, int] = {}
        for place, raw in enumerate(raw for file in files for raw in file.raws):
            unlike.setdefault(raw.strip(), place)
        places = list(unlike.values())
    places.sort(key=moments.__getitem__)
    return Past([heads[place] for place in places], [mark for file in files for mark in file.broken])
