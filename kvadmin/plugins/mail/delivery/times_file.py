"""The file that holds when letters went, and what keeps others from it: here, or where the programme lies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kvadmin.api import Conflict, KvadminError

from ..kept import Kept
from ..outbox.mailing_folder import reason_of

#: Seconds between two questions whether another kvadmin is done, here and of a server.
_POLL, _POLL_AFAR = 0.005, 0.05


class TimesFile:
    """A file in the programme folder, of which only what has come since is read.

    Args:
        folder: The programme folder.
        place: Its name without the ending.
    """

    def __init__(self, folder: Path, place: str) -> None:
        from filelock import FileLock

        self._path = folder / f"{place}.txt"
        self._lock = FileLock(str(folder / f"{place}.lock"))
        self._file, self._offset = -1, 0

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other kvadmin away."""
        with self._lock.acquire(poll_interval=_POLL):
            yield

    def more(self) -> tuple[bool, bytes] | None:
        """Whether all of it is told anew, and what was not told yet; None: there is no file."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return None
        whole = stat.st_ino != self._file or stat.st_size < self._offset
        if whole:
            self._file, self._offset = stat.st_ino, 0
        content = b""
        if stat.st_size > self._offset:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                content = file.read()
            self._offset += len(content)
        return whole, content

    def add(self, lines: bytes, *, known: bool = True) -> None:
        """Add lines; those that are not `known` to the caller are told the next time."""
        _append(self._path, lines)
        if known:
            self._offset += len(lines)

    def replace(self, lines: bytes) -> None:
        """Keep these lines only."""
        part = self._path.with_suffix(".part")
        part.unlink(missing_ok=True)
        _append(part, lines)
        part.replace(self._path)
        stat = self._path.stat()
        self._file, self._offset = stat.st_ino, stat.st_size


class KeptTimes:
    """The same as a content of an engine: a few thousand lines at most, read and written whole.

    Args:
        kept: What keeps the programme.
        place: Its name without the ending.
    """

    def __init__(self, kept: Kept, place: str) -> None:
        self._kept, self._place = kept, place
        self._content = b""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other kvadmin away."""
        with ExitStack() as held:
            while True:
                try:
                    held.enter_context(self._kept.engine.hold(self._place))
                    break
                except Conflict as error:
                    if error.code != "held":
                        raise OSError(reason_of(error)) from None
                except KvadminError as error:
                    raise OSError(reason_of(error)) from None
                time.sleep(_POLL_AFAR)
            yield

    def more(self) -> tuple[bool, bytes] | None:
        """All of it; None: there is none."""
        with _as_of_files():
            content = self._kept.contents().read(f"{self._place}.txt")
        self._content = content or b""
        return None if content is None else (True, content)

    def add(self, lines: bytes, *, known: bool = True) -> None:
        """Add lines."""
        del known  # all of it is told every time
        self.replace(self._content + lines)

    def replace(self, lines: bytes) -> None:
        """Keep these lines only."""
        with _as_of_files():
            self._kept.engine.put({f"{self._place}.txt": lines})
        self._content = lines


@contextmanager
def _as_of_files() -> Iterator[None]:
    """An engine that fails, as files would: those who count letters tell of both alike."""
    try:
        yield
    except KvadminError as error:
        raise OSError(reason_of(error)) from None


def _append(path: Path, lines: bytes) -> None:
    with path.open("ab", buffering=0) as file:
        written = file.write(lines)
        if written < len(lines):  # a disk that is nearly full takes a part of it
            file.truncate(os.fstat(file.fileno()).st_size - written)
            raise OSError(28, os.strerror(28))
