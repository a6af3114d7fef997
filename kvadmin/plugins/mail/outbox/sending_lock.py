"""One at a time: who sends a mailing, or says what became of its letters, holds its lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kvadmin.api import Conflict, tr

from .send_log import SendLogFailure


@contextmanager
def sending_lock(folder: Path) -> Iterator[None]:
    """Hold the mailing in a folder; raises Conflict when somebody else does. Without the folder nobody can send it."""
    if not folder.is_dir():
        yield
        return
    lock = FileLock(str(folder / "send.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Conflict(tr("somebody is sending this mailing now"), where=str(folder)) from None
    except OSError as error:
        raise SendLogFailure(
            tr("the folder of the mailing cannot be written: {error}", error=error.strerror or error),
            where=str(folder),
            hint=tr("nothing was sent; make room or mend the folder, then: kvadmin mail send {name}", name=folder.name),
        ) from None
    try:
        yield
    finally:
        lock.release()
