"""One at a time: who sends a mailing, or says what became of its letters, holds its lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kvadmin.api import Conflict, Refused, tr


@contextmanager
def sending_lock(folder: Path) -> Iterator[None]:
    """Hold the mailing in a folder. Without the folder nobody can send it.

    Raises:
        Conflict: Somebody else holds it.
        Refused: The folder cannot be written.
    """
    if not folder.is_dir():
        yield
        return
    lock = FileLock(str(folder / "send.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Conflict(tr("somebody is sending this mailing now"), where=str(folder), code="being-sent") from None
    except OSError as error:
        raise Refused(
            tr("the folder of the mailing cannot be written: {error}", error=error.strerror or error),
            where=str(folder),
            hint=tr("nothing was sent; make room or mend the folder, and try again"),
            code="cannot-write",
        ) from None
    try:
        yield
    finally:
        lock.release()
