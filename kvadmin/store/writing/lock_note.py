"""Who holds the lock of a programme folder, for those who wait: a note that says no more than the list of processes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from kvadmin.store.writing.host import host
from kvadmin.translation import tr


def shared_place() -> Path:
    """Where all users of this host may write: the folder for temporary files may be a person's own."""
    named = [os.environ["PUBLIC"]] if os.name == "nt" and os.environ.get("PUBLIC") else []
    return Path(next((each for each in (*named, "/var/tmp", "/tmp") if Path(each).is_dir()), tempfile.gettempdir()))  # noqa: S108 - links in it are not followed


@contextmanager
def leave_note(key: str, *, who: str, command: str) -> Iterator[None]:
    """Leave a note while the lock is held; that it cannot be written keeps nobody from working."""
    path = _own_folder() / f"{key}.json"
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    note = {"who": who, "command": command, "host": host(), "pid": os.getpid(), "started": _started(os.getpid())}
    with suppress(OSError):
        _make_own(path.parent)
        path.unlink(missing_ok=True)
        with open(path, "x", encoding="utf-8") as file:
            json.dump(note | {"since": since}, file)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def holder(key: str) -> str:
    """``: Ola with `cohort admit` (process 4711, since 10:04)``, or nothing when no note is true.

    A note whose process is not there any more, or is another one by now, is a stale one and not believed.
    """
    for path in sorted(shared_place().glob(f"kvadmin-*/{key}.json")):
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
            if _alive(note):
                return tr(
                    ": {who} with `{command}` (process {pid}, since {since})",
                    who=note["who"],
                    command=note["command"] or "kvadmin",
                    pid=note["pid"],
                    since=note["since"][11:16],
                )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return ""


def _alive(note: dict[str, Any]) -> bool:
    if note["host"] != host():
        return False
    try:
        os.kill(int(note["pid"]), 0) if os.name == "posix" else None
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return bool(note["started"] == _started(note["pid"]))


def _started(pid: int) -> str:
    """When a process began, by the system's own count (Linux: field 22 of its ``stat``); empty where it is not told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _own_folder() -> Path:
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return shared_place() / f"kvadmin-{owner}"


def _make_own(folder: Path) -> None:
    folder.mkdir(mode=0o755, exist_ok=True)
    if os.name == "posix" and folder.lstat().st_uid != os.getuid():
        raise PermissionError(folder)
