"""A folder of files as an engine like all others: copied from and to, with logs and contents beside the changes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import Conflict, HandEdited, InvalidData, KvadminError, Overtaken
from kvadmin.extension.engines import Change, Entry, QueriedRecord, RecordQuery
from kvadmin.store.engines.reading import query_by_reading
from kvadmin.store.folder import Folder, revision, unreadable
from kvadmin.store.frame import HISTORY
from kvadmin.store.paths import safe_relative, writable
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import Log
    from kvadmin.model.finding import Finding
    from kvadmin.store.keeper import Keeper


class DiskView:
    """What lies in a folder; a commit that comes while it is read is an error of the next reading.

    Args:
        folder: The folder, not looked into yet.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.number = folder.state.number

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """The folders and the files directly in a folder."""
        found = self._folder.names(folder)
        self._whole()
        return found

    def entries(self, below: str = "") -> Iterator[Entry]:
        """All files below a folder."""
        for name in self._folder.files(below):
            data = self._folder.read_listed(name)
            if data is not None:
                yield Entry(name, len(data), revision(data), is_log(name))
            elif self._folder.is_link(name):
                raise InvalidData(
                    tr("a symbolic link leads to nothing"),
                    where=name,
                    hint=tr("delete it, or put the file itself there"),
                    code="no-such-file",
                )
        self._whole()

    @property
    def no_files(self) -> tuple[str, ...]:
        """Pipes, sockets and devices among what was listed: they have no content."""
        return tuple(sorted(self._folder.no_files))

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of files."""
        found = {name: data for name in names if (data := self._folder.read(name)) is not None}
        self._whole()
        return found

    def part(self, name: str, at: int, length: int) -> bytes:
        """So many bytes of a file from there on."""
        try:
            if self._folder.state.live:  # what is being put in place is not all there
                found = (self._folder.read(name) or b"")[at : at + length]
            else:
                found = self._folder.part(safe_relative(name), at, length)
        except OSError as error:
            if isinstance(error, FileNotFoundError | NotADirectoryError):
                return b""
            raise unreadable(name, error) from None
        self._whole()
        return found

    def query(self, query: RecordQuery) -> list[QueriedRecord]:
        """What many records say."""
        return query_by_reading(self, query)

    def faults(self) -> Sequence[Finding]:
        """None: a file is all there is, and the index does not outlive it."""
        return ()

    def steady(self) -> bool:
        """Whether no commit has come since."""
        return self._folder.still()

    def _whole(self) -> None:
        if not self._folder.still():
            raise Overtaken(
                tr("the folder was changed while it was read"),
                where=str(self._folder.base),
                hint=tr("run the command again"),
            )


def is_log(name: str) -> bool:
    """Whether lines are only added to a file: the history, what was sent of a mailing, what calendars were told."""
    return name.endswith(".jsonl") and (name.startswith(f"{HISTORY}/") or name.rpartition("/")[2] in _LOGS)


#: What logs beside the history are called.
_LOGS = ("send.jsonl", "published.jsonl")


class DiskWriting:
    """The lock of a folder, held.

    Args:
        keeper: The folder's.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    @property
    def view(self) -> DiskView:
        """Everything as it is now."""
        return DiskView(self._keeper.folder())

    def commit(self, change: Change) -> None:
        """Make one change."""
        folder = self._keeper.folder()
        contents = {}
        for name, new in change.contents.items():
            old = folder.read(name)
            if (None if old is None else revision(old)) != change.expected.get(name):
                raise Overtaken(tr("{path} has been changed since it was read", path=name), where=name)
            contents[name] = (old, new)
        added = dict(change.added)
        journal = added.popitem() if len(added) == 1 and _is_text(*added.values()) else None
        for name, more in added.items():  # several, or no text: they are written whole, as contents are
            old = folder.read(name)
            contents[name] = (old, (old or b"") + more)
        done = self._keeper.write(
            change.token, contents, journal, sensitive=sorted(change.sensitive), forgets=change.forgets
        )
        if done.edited:
            text = tr("the change is saved, but a file was changed by hand at the same moment")
            raise HandEdited(text, None, list(done.edited), tr("compare the two, and delete the other"))


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


class DiskEngine:
    """All that is kept in one programme folder; see :class:`kvadmin.extension.engines.Engine`.

    Args:
        keeper: The folder's.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def view(self) -> DiskView:
        """Everything as it is now."""
        return DiskView(self._keeper.folder())

    @contextmanager
    def writing(self, *, who: str, command: str, patience: float | None = None) -> Iterator[DiskWriting]:
        """Hold the lock."""
        with self._keeper.writing(who, command, patience=patience):
            yield DiskWriting(self._keeper)

    def outcome(self, token: str) -> bool:
        """Whether the history has a line of a change, as all of records have; what is written here is known at once."""
        folder = self._keeper.folder()
        mark = f'"id": "{token}"'.encode()
        return any(mark in (folder.read(f"{HISTORY}/{name}") or b"") for name in folder.names(HISTORY)[1])

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold the file ``NAME.lock``; nobody can where its folder is not."""
        from filelock import FileLock, Timeout

        place = self._keeper.base / f"{writable(name)}.lock"
        if not place.parent.is_dir():
            yield
            return
        lock = FileLock(str(place))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Conflict(tr("somebody else holds {name}", name=name), where=name, code="held") from None
        except OSError as error:
            raise _unwritable(name, error) from error
        try:
            yield
        finally:
            lock.release()

    def log(self, name: str) -> Log:
        """A file to add lines to."""
        from kvadmin.store.engines.disk_log import DiskLog

        return DiskLog(self._keeper.base / writable(name), name)

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep files beside all changes; each is there whole or not at all."""
        made: set[str] = set()
        prefix = os.path.join(self._keeper.base, "")  # noqa: PTH118 - see _write_whole
        for name, content in contents.items():
            place = prefix + writable(name)
            folder = place.rpartition("/")[0]
            try:
                if folder not in made:
                    Path(folder).mkdir(parents=True, exist_ok=True)
                    made.add(folder)
                _write_whole(place, content)
            except OSError as error:
                raise _unwritable(name, error) from error

    def health(self) -> list[tuple[str, str]]:
        """Where it lies."""
        return [("store", tr("YAML files in {folder}", folder=self._keeper.base))]

    def close(self) -> None:
        """Nothing is held."""


def _write_whole(place: str, content: bytes) -> None:
    """Write a file whole or not at all; plain calls, which for thousands take half the time of objects and paths."""
    part = f"{place}.part"
    try:
        file = os.open(part, _ANEW, 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)
        os.replace(part, place)  # noqa: PTH105 - see above
    except OSError:
        with suppress(OSError):
            Path(part).unlink()
        raise


_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _unwritable(name: str, error: OSError) -> KvadminError:
    return KvadminError(
        tr("cannot write {path}: {reason}", path=name, reason=error.strerror or error),
        where=name,
        hint=tr("check permissions and free space; nothing has been changed"),
        code="cannot-write",
    )
