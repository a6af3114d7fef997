"""The lock against a second writer, outside the folder (which may be synchronised or on a share)."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kvadmin.errors import Conflict, KvadminError
from kvadmin.translation import tr

#: Seconds to wait for another writer before giving up.
PATIENCE = 3.0


@contextmanager
def locked(folder: Path, *, who: str, command: str, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of a programme folder, or raise Conflict that names who holds it."""
    from filelock import FileLock, Timeout

    path = _lock_path(folder)
    lock = FileLock(str(path))
    try:
        lock.acquire(timeout=PATIENCE if patience is None else patience)
    except Timeout:
        hint = tr("wait until it is done, then try again")
        raise Conflict(
            tr("another kvadmin is writing to this folder{path}", path=_holder(path)), where=str(folder), hint=hint
        ) from None
    except OSError as error:
        raise KvadminError(
            tr("cannot take the lock {path}: {strerror}", path=path, strerror=error.strerror or error)
        ) from error
    note = path.with_suffix(".json")
    try:
        with suppress(OSError):
            note.write_text(json.dumps({"who": who, "command": command, "pid": os.getpid()}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            note.unlink()
        lock.release()


def _lock_path(folder: Path) -> Path:
    name = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:24] + ".lock"
    return _lock_folder() / name


def _lock_folder() -> Path:
    """The user's state folder, or one in the folder for temporary files when that cannot be written."""
    from platformdirs import user_state_path

    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    for candidate in (user_state_path("kvadmin") / "locks", Path(tempfile.gettempdir()) / f"kvadmin-{owner}"):
        try:
            candidate.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(candidate, os.W_OK):
            return candidate
    raise KvadminError(tr("there is no place to keep a lock"), hint=tr("make the folder for temporary files writable"))


def _holder(path: Path) -> str:
    try:
        note = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return f": {note['who']} with `{note['command'] or 'kvadmin'}` (process {note['pid']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
