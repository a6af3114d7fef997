"""Writing several files as one: all of them, or the folder as it was, byte for byte.

New content goes to a hidden file beside its target and is made durable before any
target is replaced; what is replaced is kept under a second name until the end, so
that taking everything back needs no space on the disk.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from kvadmin.errors import Conflict, KvadminError
from kvadmin.translation import tr

#: How hidden files that a write leaves behind only when the machine stops are named.
LEFTOVER = ".kvadmin-"
_FEW = 3


class Writing:
    """One attempt to write; use :func:`write_all`."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.token = LEFTOVER + secrets.token_hex(4)
        self.made: list[Path] = []
        self.hidden: list[Path] = []
        self.kept: list[tuple[Path, Path | None]] = []
        self.appended: tuple[Path, int | None] | None = None
        self.at = "."

    def target(self, relative: str) -> Path:
        """The full path, whose folders are real folders inside the base."""
        self.at = relative
        full = self.base
        for part in relative.split("/"):
            if full.is_symlink() and full != self.base:
                break
            full /= part
        if full.is_symlink() or full != self.base / relative:
            raise Conflict(
                tr("a symbolic link is never written through"), where=relative, hint=tr("put the file itself there")
            )
        return full

    def prepare(self, target: Path, content: bytes) -> Path:
        """The content in a hidden file beside the target."""
        self.folders(target.parent)
        hidden = self._beside(target)
        mode = target.stat().st_mode & 0o777 if target.exists() else None
        descriptor = os.open(hidden, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        if mode is not None:
            hidden.chmod(mode)
        return hidden

    def folders(self, folder: Path) -> None:
        """Make a folder and those above it, remembering which are new."""
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir()
            self.made.append(one)

    def replace(self, target: Path, hidden: Path | None) -> None:
        """Put the hidden file in the target's place (None: the target goes), keeping the old one."""
        backup = None
        if target.exists():
            backup = self._beside(target)
            if hidden is None:
                target.replace(backup)
            else:
                _second_name(target, backup)
        self.kept.append((target, backup))
        if hidden is not None:
            hidden.replace(target)

    def append(self, target: Path, content: bytes) -> None:
        """Append to a file, which may be new."""
        self.folders(target.parent)
        size = target.stat().st_size if target.exists() else None
        self.appended = (target, size)
        with target.open("ab") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def take_back(self) -> list[str]:
        """Everything as it was before; what could not be, with where its old content lies."""
        left = []
        if self.appended:
            target, size = self.appended
            with suppress(OSError):
                if size is None:
                    target.unlink(missing_ok=True)
                else:
                    os.truncate(target, size)
        for target, backup in reversed(self.kept):
            try:
                if backup is None:
                    target.unlink(missing_ok=True)
                elif backup.exists():
                    backup.replace(target)
            except OSError:
                left.append(f"{target} is new" if backup is None else f"{target}: the old content is in {backup}")
                self.hidden = [hidden for hidden in self.hidden if hidden != backup]
        self.tidy()
        for folder in reversed(self.made):
            with suppress(OSError):
                folder.rmdir()
        return left

    def tidy(self) -> None:
        """Remove every hidden file."""
        _each(_unlink, self.hidden)

    def prune(self) -> None:
        """Remove folders that a deletion has left empty."""
        for target, _ in self.kept:
            folder = target.parent
            while folder != self.base and not target.exists():
                try:
                    folder.rmdir()
                except OSError:
                    break
                folder = folder.parent

    def _beside(self, target: Path) -> Path:
        hidden = target.with_name(f"{self.token}-{len(self.hidden)}")
        self.hidden.append(hidden)
        return hidden


def write_all(base: Path, changes: Mapping[str, bytes | None], journal: tuple[str, bytes] | None) -> None:
    """Write (None: delete) all files and then append the journal's line, or change nothing.

    Args:
        base: The programme folder.
        changes: ``relative path -> new content``.
        journal: Relative path and bytes of what is appended last.

    Raises:
        KvadminError: The operating system refused; the folder is as it was.
    """
    work = Writing(base)
    try:
        ready = []
        for relative, content in changes.items():
            target = work.target(relative)
            ready.append((relative, target, None if content is None else work.prepare(target, content)))
        _each(_durable_file, [hidden for _, _, hidden in ready if hidden])
        for relative, target, hidden in ready:
            work.at = relative
            work.replace(target, hidden)
        _durable({target.parent for _, target, _ in ready})
        if journal:
            work.append(work.target(journal[0]), journal[1])
            _durable([(base / journal[0]).parent])
    except BaseException as error:
        left = work.take_back()
        if isinstance(error, OSError):
            raise unwritable(work.at, error, left) from error
        raise
    work.tidy()
    work.prune()


def unwritable(path: str, error: OSError, left: list[str]) -> KvadminError:
    """The error for a file that the operating system does not let us write."""
    reason = error.strerror or str(error)
    hint = tr("check permissions and free space; nothing has been changed")
    if left:
        hint = tr("the disk fails altogether: put these files back by hand before anything else is done")
    return KvadminError(
        tr("cannot write {path}: {reason}", path=path, reason=reason), where=path, hint=hint, details=left
    )


def _second_name(target: Path, backup: Path) -> None:
    """Keep the old content under a second name; where links are unknown, under that name alone."""
    try:
        os.link(target, backup)
    except OSError:
        target.replace(backup)


def _each(call: Callable[[Path], None], paths: list[Path]) -> None:
    """Call for each path; for many of them at once, since a disk answers many together ten times faster."""
    if len(paths) <= _FEW:
        for path in paths:
            call(path)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(call, paths):
            pass


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _durable_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _durable(folders: set[Path] | list[Path]) -> None:
    """Make names durable, where the operating system knows how to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    for folder in sorted(folders):
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
