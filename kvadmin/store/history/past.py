"""The history at one moment, for those who ask little of it: the last change, one by its id, those of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import takewhile

from kvadmin.model.changes import HistoryEntry
from kvadmin.store.history.chronicle import Chronicle
from kvadmin.store.history.heads import FileHead, Head, head_of
from kvadmin.store.history.known.known_heads import KnownHead
from kvadmin.store.history.log import FileLine, Line
from kvadmin.store.history.states import FileStates
from kvadmin.store.history.timeline import Timeline

AHead = Head | KnownHead


class Past:
    """All transactions, oldest first, in the order of :func:`~kvadmin.store.history.log.read_history`.

    Args:
        heads: They, in that order.
        broken: Moment and beginning of lines that cannot be read.
    """

    def __init__(self, heads: Sequence[AHead], broken: Iterable[tuple[datetime, str]] = ()) -> None:
        self.heads = heads
        self._passing: dict[str, dict[tuple[str, str | None], list[FileHead]]] = {}
        self._broken = list(broken)

    def until(self, day: date) -> Past:
        """The same as if nothing had been done after the end of a day."""
        return Past([self.full(head) for head in self.heads if head.when.date() <= day])

    def followed_by(self, line: Line) -> Past:
        """The same with one more transaction at the end."""
        return Past([*map(self.full, self.heads), head_of(line)])

    @cached_property
    def timeline(self) -> Timeline[AHead]:
        """What took what back."""
        return Timeline(self.heads)

    def latest_mark(self) -> tuple[datetime, str] | None:
        """Moment and id of the last known transaction, so that the order of lines survives a clock set back."""
        marks = ((head.when, head.transaction_id) for head in reversed(self.heads))
        last = takewhile(lambda mark: mark[0] == self.heads[-1].when, marks)
        return max([*last, *self._broken], default=None)

    def latest_about(self, paths: Iterable[str]) -> dict[str, FileLine]:
        """What the last transaction did to each of these files, as far as any did."""
        last: dict[str, FileHead] = {}
        wanted: dict[int, tuple[Head, set[str]]] = {}
        for path in set(paths):
            if (head := self.last_touching(path)) is not None:
                wanted.setdefault(id(head), (head, set()))[1].add(path)
        for head, names in wanted.values():  # each line is gone through once, for it may name thousands
            last |= {file.path: file for file in head.touched if file.path in names}
        return {path: file.whole() for path, file in last.items()}

    def with_id(self, name: str) -> list[Head]:
        """The transactions of that very id."""
        return [self.full(head) for head in self.heads if head.transaction_id == name]

    def states(self, read: Callable[[str], bytes | None]) -> FileStates:
        """The contents of files through it."""
        return FileStates(self, read)

    def full(self, head: AHead) -> Head:
        """All that is known of a transaction but patches and contents."""
        assert isinstance(head, Head)
        return head

    @cached_property
    def by_path(self) -> Mapping[str, Sequence[Head]]:
        """The transactions that touched each file, oldest first."""
        found: dict[str, list[Head]] = {}
        for head in map(self.full, self.heads):
            for path in dict.fromkeys(head.files) if len(head.touched) > 1 else head.files:
                found.setdefault(path, []).append(head)
        return found

    def touching(self, path: str) -> Sequence[Head]:
        """The transactions that touched a file, oldest first."""
        return self.by_path.get(path, ())

    def last_touching(self, path: str) -> Head | None:
        """The last of them."""
        return next(reversed(self.touching(path)), None)

    def passing(self, path: str, side: str, revision: str | None) -> Iterator[FileHead]:
        """What was done to a file where it had that hash ``before`` or ``after``."""
        if path not in self._passing:
            places = self._passing[path] = {}
            for head in self.touching(path):
                for file in head.touched:
                    if file.path == path:
                        places.setdefault(("before", file.before), []).append(file)
                        places.setdefault(("after", file.after), []).append(file)
        return iter(self._passing[path].get((side, revision), ()))

    def naming(self, key: str) -> Callable[[AHead], bool]:
        """Whether a transaction touched a file with this in its path."""
        return lambda head: any(key in path for path in self.full(head).files)

    def entries(self, states: FileStates | None = None) -> Iterator[HistoryEntry]:
        """All transactions as others see them; with the fields that each changed where the contents are given."""
        return (self.entry(head, states) for head in self.heads)

    def touches(self, head: AHead, path: str) -> bool:
        """Whether a transaction touched a file."""
        return path in self.full(head).files

    def standing_on(self, head: AHead, path: str) -> Iterator[tuple[Head, str]]:
        """What was done to a file after a transaction and is in force, as :meth:`Timeline.standing_on` tells it."""
        found = self.timeline.standing_on(head, lambda one: self.touches(one, path))
        return ((self.full(later), way) for later, way in found)

    def chronicle(self, states: FileStates) -> Chronicle[AHead]:
        """What the commands ask of it; the contents of files may be those of a later past."""
        return Chronicle(
            self.timeline, lambda head, changes: self.entry(head, states if changes else None), self.naming
        )

    def entry(self, known: AHead, states: FileStates | None = None) -> HistoryEntry:
        """A transaction as others see it; with the fields that it changed where the contents are given."""
        head = self.full(known)
        entry = head.entry(self.timeline.undone_by.get(head.transaction_id))
        return entry if states is None else replace(entry, changes=tuple(states.changes(head)))
