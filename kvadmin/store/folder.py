"""Looking into the programme folder: names and bytes, never outside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.store.frame import Generation, state_of
from kvadmin.store.paths import safe_relative
from kvadmin.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kvadmin.extension.engines import QueriedRecord, RecordQuery
    from kvadmin.model.finding import Finding
    from kvadmin.store.overlay import Overlay
    from kvadmin.store.signatures import FileSignature

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
#: So many bytes are read at a time: more than nearly all files have.
_PIECE = 1 << 16


def revision(data: bytes) -> str:
    """The hash that tells one content of a file from another (sha256, hex)."""
    from hashlib import sha256  # loads a library of its own, which reading alone does not need

    return sha256(data).hexdigest()


def visible_files(base: Path) -> Iterator[str]:
    """Relative paths of all files that are not hidden, whosever they are; links are not followed, none is refused."""
    for folder, folders, names in os.walk(base):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = os.path.relpath(folder, base).replace(os.sep, "/")
        prefix = "" if inside == "." else f"{inside}/"
        yield from (prefix + name for name in sorted(names) if not name.startswith("."))


class Folder:
    """A programme folder in the generation that it had when the first thing was read.

    Listings are kept until :meth:`forget`. While a commit is put in place, what is read is what it will be then.
    """

    #: Whether these are files that people may edit, and that other programs leave something beside.
    on_disk = True

    def __init__(self, base: Path) -> None:
        self.base = Path(os.path.realpath(base))
        self._prefix = os.path.join(self.base, "")
        self.listed: dict[str, tuple[list[str], list[str]]] = {}
        #: Pipes, sockets and devices that were passed over in listings.
        self.no_files: set[str] = set()
        #: How often the disk was asked.
        self.looks = 0
        self._state: Generation | None = None
        self._overlay: Overlay | None = None

    def forget(self) -> None:
        """Look again at the next question."""
        self.listed.clear()
        self._state = self._overlay = None

    @property
    def state(self) -> Generation:
        """The generation that is read."""
        if self._state is None:
            self._state = state_of(self.base)
            frame = self._state.frame() if self._state.live else None
            if frame is not None:
                from kvadmin.store.overlay import Overlay

                self._overlay = Overlay(self.base, frame, revision)
        return self._state

    def now(self) -> Folder:
        """Another look at the same folder, as it is at this moment."""
        return self.anew()

    def anew(self) -> Folder:
        """Another look at what lies there at this moment, past everything that a layer says otherwise."""
        return Folder(self.base)

    def as_it_lies(self) -> Folder:
        """The same generation without what a layer above it says otherwise."""
        return self

    def turn_to(self, now: Folder) -> None:
        """Read the generation of another view of this folder from now on; listings stay."""
        _ = now.state
        self._state, self._overlay = now._state, now._overlay

    def still(self) -> bool:
        """Whether no commit has come since the first thing was read."""
        return self._state is None or state_of(self.base)[:2] == self._state[:2]

    def names(self, relative: str) -> tuple[list[str], list[str]]:
        """Sorted names of the folders and of the files in a folder; hidden ones are left out."""
        if relative not in self.listed:
            self.listed[relative] = self._look(relative)
        return self.listed[relative]

    def signatures(self, paths: Iterable[str]) -> dict[str, FileSignature] | None:
        """How those files are known again without being read; None while a commit is put in place."""
        from kvadmin.store.signatures import signatures

        self.looks += 1
        _ = self.state
        if self._overlay is not None:
            return None
        found: dict[str, FileSignature] = {}
        wanted: dict[str, set[str]] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            wanted.setdefault(folder, set()).add(name)
        for folder, names in wanted.items():
            there = signatures(os.path.join(self.base, folder))
            found |= {f"{folder}/{name}" if folder else name: there[name] for name in names & there.keys()}
        return found

    def foresee(self, paths: Sequence[str]) -> None:
        """These files will be read: who fetches them from afar does so at once."""

    def query(self, query: RecordQuery) -> list[QueriedRecord] | None:
        """What many records say, where somebody can be asked for less than their files; None: they are to be read."""

    def faults(self) -> Iterable[Finding]:
        """What an engine keeps beside the bytes and is not as they are."""
        return ()

    def signatures_in(self, relative: str) -> dict[str, FileSignature]:
        """The signatures of the files in a folder, by name, whatever is being put in place."""
        from kvadmin.store.signatures import signatures

        return signatures(os.path.join(self.base, relative))

    def part(self, relative: str, at: int, length: int) -> bytes:
        """So many bytes of a file from there on; OSError when it cannot be read."""
        with open(self._prefix + relative, "rb") as file:
            file.seek(at)
            return file.read(length)

    def every_file(self) -> Iterable[str]:
        """The paths of all files, whosever they are."""
        return visible_files(self.base)

    def _look(self, relative: str) -> tuple[list[str], list[str]]:
        self.looks += 1
        _ = self.state
        folders, files = self._lying(relative)
        if self._overlay is not None:
            return self._overlay.names(relative, folders, files)
        return folders, files

    def _lying(self, relative: str) -> tuple[list[str], list[str]]:
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(self.base / relative if relative else self.base) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_symlink():
                        self._stays_inside(entry.path, f"{relative}/{entry.name}".lstrip("/"))
                    if entry.is_dir():
                        folders.append(entry.name)
                    elif entry.is_file() or entry.is_symlink():  # no pipe or device: opening one may wait for ever
                        files.append(entry.name)
                    else:
                        self.no_files.add(f"{relative}/{entry.name}".lstrip("/"))
        except (FileNotFoundError, NotADirectoryError):
            return [], []
        except OSError as error:
            raise unreadable(relative or ".", error) from error
        return sorted(folders), sorted(files)

    def _stays_inside(self, full: str, relative: str) -> None:
        if not Path(os.path.realpath(full)).is_relative_to(self.base):
            hint = tr("put the file itself into the programme folder")
            raise InvalidData(
                tr("a symbolic link leads out of the programme folder"),
                where=relative,
                hint=hint,
                code="outside-folder",
            )

    def read(self, relative: str) -> bytes | None:
        """The bytes of a file, or None when there is none."""
        full = self.base / safe_relative(relative)
        self._stays_inside(str(full), relative)
        return self.read_listed(relative)

    def read_listed(self, relative: str) -> bytes | None:
        """The bytes of a file that a listing gave (its place is known to be inside)."""
        self.looks += 1
        _ = self.state
        try:
            now = self.lying(relative)
            return now if self._overlay is None else self._overlay.read(relative, now)
        except OSError as error:
            raise unreadable(relative, error) from error

    def lying(self, relative: str) -> bytes | None:
        """The bytes that lie there at this moment, whatever is being put in place."""
        try:
            descriptor = os.open(self._prefix + relative, _READ)
        except (FileNotFoundError, NotADirectoryError):
            return None
        parts = []
        try:  # not through a file object, which costs as much as the system calls
            while part := os.read(descriptor, _PIECE):
                parts.append(part)
            return b"".join(parts)  # added to each other, the pieces of a large file would be copied again and again
        finally:
            os.close(descriptor)

    def is_link(self, relative: str) -> bool:
        """Whether a symbolic link lies there, wherever it leads."""
        return os.path.islink(self._prefix + relative)

    def size(self, relative: str) -> int:
        """How many bytes lie there at this moment; 0 where nothing does."""
        try:
            return os.stat(self._prefix + relative).st_size
        except OSError:
            return 0

    def files(self, relative: str) -> list[str]:
        """Sorted relative paths of all files below a folder."""
        folders, names = self.names(relative)
        prefix = f"{relative}/" if relative else ""
        found = [prefix + name for name in names]
        for folder in folders:
            found.extend(self.files(prefix + folder))
        return sorted(found)


def unreadable(path: str, error: OSError) -> KvadminError:
    """The error for a file that the operating system does not let us read."""
    return KvadminError(
        tr("cannot read {path}: {strerror}", path=path, strerror=error.strerror or error),
        where=path,
        hint=tr("check its permissions"),
        code="unreadable-file",
    )
