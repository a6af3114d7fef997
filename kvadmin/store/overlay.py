"""Reading through a live frame: the folder as it is once the commit is put in place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kvadmin.store.frame import Frame


class Overlay:
    """What a live frame changes in what is read.

    A file that still has its old content, or is missing, is read from where the new content waits. One that has
    neither the old content nor the new was changed by hand since, and is read as it is.

    Args:
        base: The programme folder.
        frame: Its live frame.
        revision: The hash of a content.
    """

    def __init__(self, base: str | os.PathLike[str], frame: Frame, revision: Callable[[bytes], str]) -> None:
        self.base = base
        self.revision = revision
        self.frame = frame
        self.files = {file.path: file for file in frame.files}
        self.added = {file.path for file in frame.files if file.new is not None}
        if frame.history:
            self.added.add(frame.history[0])

    def read(self, path: str, now: bytes | None) -> bytes | None:
        """The content of a file of which ``now`` lies in the folder."""
        file = self.files.get(path)
        if file is not None:
            if self._hash(now) != file.old and not (now is None and file.old):
                return now
            if file.spool is None:
                return None
            waiting = self._again(file.spool)
            return self._again(path) if waiting is None else waiting
        if self.frame.history and path == self.frame.history[0]:
            return with_line(now or b"", self.frame.line.encode())
        return now

    def names(self, relative: str, folders: Iterable[str], files: Iterable[str]) -> tuple[list[str], list[str]]:
        """The names in a folder of which these lie there."""
        prefix = f"{relative}/" if relative else ""
        deeper, here = set(folders), set(files)
        for path in self.added:
            if path.startswith(prefix):
                first, more, _ = path[len(prefix) :].partition("/")
                if not first.startswith("."):
                    (deeper if more else here).add(first)
        gone = {path for path, file in self.files.items() if file.new is None}
        return sorted(deeper), sorted(
            name for name in here if prefix + name not in gone or self.read(prefix + name, self._again(prefix + name))
        )

    def _again(self, path: str) -> bytes | None:
        try:
            with open(os.path.join(self.base, path), "rb") as file:
                return file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _hash(self, data: bytes | None) -> str | None:
        return None if data is None else self.revision(data)


def with_line(data: bytes, line: bytes) -> bytes:
    """A file of the history with that line at its end, once."""
    if line in data:
        return data
    return data + (b"\n" if data and not data.endswith(b"\n") else b"") + line
