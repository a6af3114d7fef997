"""The lock against a second writer on the same host, whoever that is.

The folder itself is locked (``flock`` on its directory): that needs no file and no right to write, every user of the
host meets the same lock by whatever path, nothing of it is synchronised, and the system takes it back when its holder
dies. Where a directory cannot be locked like that (Windows, some network drives), a file in a place that all users of
the host share stands for it; the system takes that lock back as well. Between hosts there is no lock: what two of them
wrote without knowing of each other is found afterwards (:mod:`kvadmin.store.history.forks`).
"""

from __future__ import annotations

import hashlib
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kvadmin.errors import KvadminError, Overtaken
from kvadmin.store.writing.lock_note import holder, leave_note, shared_place
from kvadmin.translation import tr

#: Seconds to wait for another writer before giving up.
PATIENCE = 3.0

#: Seconds between two looks, at most; by chance, so that many writers do not look in step.
_PAUSE = 0.05

#: Locks that this process holds: (thread, folder) -> how many times over.
_held: dict[tuple[int, str], int] = {}


@contextmanager
def locked(folder: Path, *, who: str, command: str, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of a programme folder; a thread that holds it already goes on.

    Args:
        folder: The programme folder, resolved.
        who: Name of the person, for those who wait.
        command: What runs, in words alone, for those who wait.
        patience: Seconds to wait; None for :data:`PATIENCE`.

    Raises:
        Overtaken: Somebody else held it all the time; who it is is said when it can be known.
    """
    place = threading.get_ident(), str(folder)
    if _held.get(place):
        yield
        return
    release = _taken(folder, PATIENCE if patience is None else patience)
    _held[place] = 1
    try:
        with leave_note(_key(folder), who=who, command=command):
            yield
    finally:
        del _held[place]
        release()


def _taken(folder: Path, patience: float) -> Callable[[], None]:
    """Take the lock; what lets go of it."""
    deadline = time.monotonic() + patience
    while True:
        try:
            release = _lock_directory(folder)
        except NotImplementedError:
            release = _lock_file(folder)
        if release is not None:
            return release
        if time.monotonic() >= deadline:
            raise Overtaken(
                tr("another kvadmin is writing to this folder{path}", path=holder(_key(folder))),
                where=str(folder),
                hint=tr("wait until it is done, then try again"),
                code="locked",
            )
        time.sleep(random.uniform(0.005, _PAUSE))  # noqa: S311 - no secret


def _lock_directory(folder: Path) -> Callable[[], None] | None:
    """Lock the folder itself; None when somebody holds it.

    Raises:
        NotImplementedError: This system, or this drive, cannot do it.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError) as error:  # Windows has no fcntl, and opens no folders
        raise NotImplementedError from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError as error:
        os.close(handle)
        raise NotImplementedError from error
    return lambda: os.close(handle)


def _lock_file(folder: Path) -> Callable[[], None] | None:
    """Lock a file that stands for the folder; None when somebody holds it."""
    from filelock import FileLock, Timeout

    path = _lock_path(folder)
    lock = FileLock(str(path), mode=0o666)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    except OSError as error:
        raise KvadminError(
            tr("cannot take the lock {path}: {strerror}", path=path, strerror=error.strerror or error), code="no-lock"
        ) from error
    return lock.release


def _lock_path(folder: Path) -> Path:
    """The file of a lock, in a folder of its own that all may write to.

    Systems refuse to open another user's file for writing in a shared folder for temporary files
    (``fs.protected_regular`` of Linux).
    """
    from platformdirs import user_state_path

    for shared in (shared_place() / "kvadmin-locks", user_state_path("kvadmin") / "locks"):
        try:
            _open_to_all(shared, 0o1777)
            place = shared / _key(folder)
            _open_to_all(place, 0o777)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place / "lock"
    raise KvadminError(
        tr("there is no place to keep a lock"),
        hint=tr("make the folder for temporary files writable"),
        code="bad-value",
    )


def _open_to_all(folder: Path, mode: int) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        if folder.is_symlink():  # somebody else's idea of where the locks should be
            raise
    else:
        folder.chmod(mode)


def _key(folder: Path) -> str:
    return hashlib.sha256(os.path.normcase(folder).encode("utf-8", "surrogateescape")).hexdigest()[:24]
