"""The system calls of a commit, all of them: durable files and names, names that change places.

A commit goes through :data:`DISK` and nothing else, so that a test can stop it, or let a disk fail, at every single
step. Where a file system has no exchange or no hard links, there are ways without (``exchange``, ``link``).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

#: How hidden files beside a target are named: a copy that is about to get its name, where links are unknown.
LEFTOVER = ".kvadmin-"
_FEW = 3
_BINARY = getattr(os, "O_BINARY", 0)
#: A file system that has no such call says one of these.
_UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM, errno.EMLINK}
#: A folder that cannot be made durable on this file system; anything else (EIO) is an error.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF}


class Disk:
    """What a commit does to the disk.

    Args:
        exchange: Let two names change places where the system can.
        link: Give a file a second name where the file system can.
    """

    def __init__(self, *, exchange: bool = True, link: bool = True) -> None:
        self.may_exchange = exchange
        self.may_link = link

    def call(self, function: Callable[..., T], *arguments: Any) -> T:
        """One system call; tests stop or fail it here."""
        return function(*arguments)

    def each(self, function: Callable[[Any], None], items: Sequence[Any]) -> None:
        """Call for each item; for many of them at once, since a disk answers many together ten times faster."""
        if len(items) <= _FEW:
            for item in items:
                function(item)
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(8) as pool:
            for _ in pool.map(function, items):
                pass

    # -- files ----------------------------------------------------------------------------

    def write(self, path: str, content: bytes, like: os.stat_result | None = None, *, durable: bool = True) -> None:
        """A new file with that content; with ``like``, under the owner, group and mode of another one."""
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY
        descriptor = self.call(os.open, path, flags, 0o600 if like else 0o666)
        try:
            self._fill(descriptor, content)
            if like is not None:
                self._own(descriptor, path, like)
            if durable:
                self.call(os.fsync, descriptor)
        finally:
            self.call(os.close, descriptor)

    def append(self, path: str, content: bytes) -> bool:
        """Append to a file, durably; whether the name still belongs to the file that was written to."""
        descriptor = self.call(os.open, path, os.O_CREAT | os.O_APPEND | os.O_WRONLY | _BINARY, 0o666)
        try:
            self._fill(descriptor, content)
            self.call(os.fsync, descriptor)
            mine = os.fstat(descriptor)
        finally:
            self.call(os.close, descriptor)
        try:
            return os.path.samestat(mine, os.lstat(path))
        except FileNotFoundError:
            return False

    def sync_file(self, path: str) -> None:
        """Make the content of a file durable."""
        descriptor = self.call(os.open, path, os.O_RDWR | _BINARY)
        try:
            self.call(os.fsync, descriptor)
        finally:
            self.call(os.close, descriptor)

    def cut(self, path: str, size: int) -> None:
        """Cut a file to a length, durably."""
        descriptor = self.call(os.open, path, os.O_RDWR | _BINARY)
        try:
            self.call(os.ftruncate, descriptor, size)
            self.call(os.fsync, descriptor)
        finally:
            self.call(os.close, descriptor)

    def _fill(self, descriptor: int, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            written = self.call(os.write, descriptor, rest)
            if not written:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            rest = rest[written:]

    def _own(self, descriptor: int, path: str, like: os.stat_result) -> None:
        """Owner and group as far as the person may give them, the mode in any case (where there are modes)."""
        now = os.fstat(descriptor)
        if hasattr(os, "fchown") and (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
            try:
                self.call(os.fchown, descriptor, like.st_uid, like.st_gid)
            except PermissionError:
                with suppress(PermissionError):
                    self.call(os.fchown, descriptor, -1, like.st_gid)
        with suppress(PermissionError):
            if hasattr(os, "fchmod"):
                self.call(os.fchmod, descriptor, like.st_mode & 0o777)
            else:
                self.call(os.chmod, path, like.st_mode & 0o777)

    # -- names ----------------------------------------------------------------------------

    def rename(self, old: str, new: str) -> None:
        """Rename, over whatever has the new name."""
        self.call(os.replace, old, new)

    def rename_new(self, old: str, new: str) -> None:
        """Rename, unless the new name is taken (FileExistsError); without help of the system, nearly so."""
        if os.name == "nt":
            self.call(os.rename, old, new)  # never overwrites there
            return
        from kvadmin.store import exchange

        try:
            self.call(exchange.rename_new, old, new)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise
            if os.path.lexists(new):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from None
            self.call(os.rename, old, new)

    def exchange(self, one: str, other: str) -> bool:
        """Let two names change places; False when this cannot be had here and nothing was done."""
        if not self.may_exchange or os.name == "nt":
            return False
        from kvadmin.store import exchange

        try:
            self.call(exchange.swap, one, other)
        except OSError as error:
            if error.errno in _UNKNOWN:
                return False
            raise
        return True

    def second(self, path: str, name: str) -> None:
        """Give a file a second name that is not taken (FileExistsError); where links are unknown, a copy gets it."""
        if self.may_link:
            try:
                self.call(os.link, path, name)
            except OSError as error:
                if error.errno not in _UNKNOWN:
                    raise
            else:
                return
        copy = copy_of(name)
        self.remove(copy)
        with open(path, "rb") as file:
            self.write(copy, file.read(), os.fstat(file.fileno()))
        try:
            self.rename_new(copy, name)
        except OSError:
            self.remove(copy)
            raise

    def remove(self, path: str) -> None:
        """Remove a file if it is there."""
        with suppress(FileNotFoundError):
            self.call(os.unlink, path)

    def remove_folder(self, path: str) -> bool:
        """Remove a folder if it is empty; whether it went."""
        try:
            self.call(os.rmdir, path)
        except OSError:
            return False
        return True

    def make_folder(self, path: str, mode: int = 0o777) -> None:
        """Make a folder."""
        self.call(os.mkdir, path, mode)

    def sync_folder(self, path: str) -> None:
        """Make the names in a folder durable, where the operating system knows how to."""
        if not hasattr(os, "O_DIRECTORY"):
            return
        descriptor = self.call(os.open, path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.call(os.fsync, descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            self.call(os.close, descriptor)


def copy_of(name: str) -> str:
    """Where a copy lies that is about to get this name."""
    folder, last = os.path.split(name)
    return os.path.join(folder, f"{LEFTOVER}{last[-100:]}")


#: The disk that commits write to.
DISK = Disk()
