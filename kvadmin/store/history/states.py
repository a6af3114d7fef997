"""What files said at each moment of the history: worked out from what lies there now and from what the lines keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kvadmin.errors import Conflict
from kvadmin.model.changes import FieldChange
from kvadmin.store.folder import revision
from kvadmin.store.history.field_changes import changed_fields
from kvadmin.store.history.log import FileLine, Line
from kvadmin.store.history.patches import restored
from kvadmin.translation import tr


class FileStates:
    """The contents of files through the history.

    Args:
        lines: All transactions, oldest first.
        read: The content of a file now, or None.
    """

    def __init__(self, lines: Sequence[Line], read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._lines: dict[str, list[FileLine]] = {}
        for line in lines:
            for file in line.files:
                self._lines.setdefault(file.path, []).append(file)
        self._known: dict[str, dict[str, bytes]] = {}

    def paths(self) -> list[str]:
        """All files that the history names, sorted."""
        return sorted(self._lines)

    def latest(self, path: str) -> FileLine | None:
        """What the last transaction did to a file."""
        return self._lines.get(path, [None])[-1]

    def content(self, path: str, wanted: str | None) -> bytes | None:
        """The content of a file that has this hash; None for None (no file).

        Raises:
            Conflict: The history does not hold it any more, or never did.
        """
        if wanted is None:
            return None
        known = self._contents(path)
        if wanted not in known:
            hint = tr("it was erased on request, or the line that led to it is missing")
            raise Conflict(
                tr("the history does not know what {path} said then", path=path),
                where=path,
                hint=hint,
                code="history-damaged",
            )
        return known[wanted]

    def knows(self, path: str, wanted: str | None) -> bool:
        """Whether :meth:`content` would answer."""
        return wanted is None or wanted in self._contents(path)

    def changes(self, line: Line) -> Iterator[FieldChange]:
        """The fields that a transaction changed, old and new; of sensitive files just that they changed."""
        for file in line.files:
            if file.sensitive or file.action != "change":
                yield FieldChange(file.path, file.action)
            elif self.knows(file.path, file.before) and self.knows(file.path, file.after) and not file.redacted:
                before, after = self.content(file.path, file.before), self.content(file.path, file.after)
                yield from changed_fields(file.path, before, after)
            else:
                yield FieldChange(file.path, "unknown")

    def _contents(self, path: str) -> dict[str, bytes]:
        """Every content of a file that can be had, by its hash."""
        if path not in self._known:
            known = self._known[path] = {}
            now = self._read(path)
            if now is not None:
                known[revision(now)] = now
            lines = self._lines.get(path, [])
            for file in lines:
                kept = None if file.content is None else file.content.encode()
                if kept is not None and file.after is not None and revision(kept) == file.after:
                    known[file.after] = kept
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
