"""What files said at each moment of the history: worked out from what lies there now and from what the lines keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from kvadmin.errors import Conflict
from kvadmin.model.changes import FieldChange
from kvadmin.store.folder import revision
from kvadmin.store.history.field_changes import changed_fields
from kvadmin.store.history.heads import FileHead, Head
from kvadmin.store.history.log import FileLine
from kvadmin.store.history.patches import restored
from kvadmin.translation import tr


class TouchedFiles(Protocol):
    """What is asked of a history; :class:`kvadmin.store.history.past.Past` answers."""

    @property
    def by_path(self) -> Mapping[str, Sequence[Head]]:
        """The transactions that touched each file, oldest first."""
        ...

    def touching(self, path: str) -> Sequence[Head]:
        """Those of one file."""
        ...

    def latest_about(self, paths: Iterable[str]) -> Mapping[str, FileLine]:
        """What the last transaction did to each of these files."""
        ...

    def passing(self, path: str, side: str, revision: str | None) -> Iterator[FileHead]:
        """What was done to a file where it had that hash ``before`` or ``after``."""
        ...


class FileStates:
    """The contents of files through the history.

    What a line keeps is read when it is asked for; that a content is the one of a hash, its hash proves.

    Args:
        past: The history.
        read: The content of a file now, or None.
    """

    def __init__(self, past: TouchedFiles, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._past = past
        self._known: dict[str, dict[str, bytes]] = {}
        self._at_hand: dict[str, dict[str, bytes]] = {}

    def paths(self) -> list[str]:
        """All files that the history names, sorted."""
        return sorted(self._past.by_path)

    def latest(self, path: str) -> FileLine | None:
        """What the last transaction did to a file."""
        return self._past.latest_about([path]).get(path)

    def content(self, path: str, wanted: str | None) -> bytes | None:
        """The content of a file that has this hash; None for None (no file).

        Raises:
            Conflict: The history does not hold it any more, or never did.
        """
        if wanted is None:
            return None
        found = self._found(path, wanted)
        if found is None:
            hint = tr("it was erased on request, or the line that led to it is missing")
            raise Conflict(
                tr("the history does not know what {path} said then", path=path),
                where=path,
                hint=hint,
                code="history-damaged",
            )
        return found

    def knows(self, path: str, wanted: str | None) -> bool:
        """Whether :meth:`content` would answer."""
        return wanted is None or self._found(path, wanted) is not None

    def changes(self, head: Head) -> Iterator[FieldChange]:
        """The fields that a transaction changed, old and new; of sensitive files just that they changed."""
        for file in head.touched:
            if file.sensitive or file.action != "change":
                yield FieldChange(file.path, file.action)
                continue
            self._take(file)
            if self.knows(file.path, file.before) and self.knows(file.path, file.after) and not file.redacted:
                before, after = self.content(file.path, file.before), self.content(file.path, file.after)
                yield from changed_fields(file.path, before, after)
            else:
                yield FieldChange(file.path, "unknown")

    def _take(self, file: FileHead) -> None:
        """Take in what a line itself gives, before others are asked: the first line of a file may name thousands."""
        at_hand = self._ready(file.path)
        if file.before not in at_hand or file.after not in at_hand:
            line = file.whole()
            self._keep(line, at_hand)
            self._go_back(file.path, line, at_hand)

    def _found(self, path: str, wanted: str) -> bytes | None:
        """The content of that hash; where one line gives it, the others are not read."""
        at_hand = self._ready(path)
        if wanted in at_hand:
            return at_hand[wanted]
        if path not in self._known:
            for file in self._with("after", path, wanted):
                self._keep(file, at_hand)
            for file in () if wanted in at_hand else self._with("before", path, wanted):
                for later in self._with("after", path, file.after):
                    self._keep(later, at_hand)
                self._go_back(path, file, at_hand)
            if wanted in at_hand:
                return at_hand[wanted]
        return self._contents(path).get(wanted)

    def _ready(self, path: str) -> dict[str, bytes]:
        """The contents of a file that were asked for, by their hashes; at first the one that lies there."""
        if path not in self._at_hand:
            self._at_hand[path] = self._lying(path)
        return self._at_hand[path]

    def _with(self, side: str, path: str, wanted: str | None) -> Iterator[FileLine]:
        """What was done to a file where it had that hash before or after."""
        return (file.whole() for file in self._past.passing(path, side, wanted))

    def _keep(self, file: FileLine, known: dict[str, bytes]) -> None:
        """Take in the content that a line holds, if it is the one of its hash."""
        kept = None if file.content is None else file.content.encode()
        if kept is not None and file.after is not None and revision(kept) == file.after:
            known[file.after] = kept

    def _lying(self, path: str) -> dict[str, bytes]:
        now = self._read(path)
        return {} if now is None else {revision(now): now}

    def _contents(self, path: str) -> dict[str, bytes]:
        """Every content of a file that can be had, by its hash."""
        if path not in self._known:
            known = self._known[path] = {}
            known |= self._lying(path)
            lines = [file for head in self._past.touching(path) for file in head.file_lines(path)]
            for file in lines:
                self._keep(file, known)
            for file in reversed(lines):
                self._go_back(path, file, known)
        return self._known[path]

    def _go_back(self, path: str, file: FileLine, known: dict[str, bytes]) -> None:
        if file.before is None or file.before in known or file.reverse is None:
            return
        after = known.get(file.after) if file.after else b""
        if after is None and "deflated" not in file.reverse:
            return
        try:
            known[file.before] = restored(path, file.reverse, after, file.before)
        except Conflict:  # a line that somebody edited: what it led to is not known
            return
