"""The programme folder from outside: can it be read and written, who else has it, what kind of place it lies in."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from kvadmin.api import KvadminError, tr
from kvadmin.api.commands import repository_of
from kvadmin.api.engines import Engine

from .ailment import Ailment, WhereItRuns

_MARK = "programme.yaml"
#: Below this many bytes an export or a history may not fit.
_LEAST_ROOM = 100_000_000
_SYNCED = re.compile(
    r"onedrive|dropbox|google ?drive|nextcloud|owncloud|icloud|com~apple~clouddocs|mobile documents|box sync",
    re.IGNORECASE,
)
_NETWORK = frozenset("nfs nfs4 cifs smb smb2 smb3 smbfs afs ceph 9p davfs fuse.sshfs fuse.davfs2 fuse.rclone".split())
_LEFTOVER = re.compile(r"^(?:~\$.*|\.~lock\..*#|.*\.(?:tmp|swp|orig|rej)|.*~)$")
_SHOWN = 5
_LONGEST = 120


def folder_ailments(folder: Path | None, around: WhereItRuns) -> Iterator[Ailment]:
    """What is wrong with the folder and the place that it lies in; nothing in it is written.

    Args:
        folder: The programme folder, or what was named as one; None where there is none.
        around: The machine.
    """
    if folder is None:
        yield _ailment("info", "no-folder", tr("There is no programme folder here or above."), "kvadmin init DIR")
        return
    if not (folder / _MARK).is_file():
        fix = f"kvadmin init {shlex.quote(str(folder))}"
        yield _ailment("error", "not-a-folder", tr("{folder} is no programme folder.", folder=folder), fix)
        return
    yield from _access(folder)
    yield from _history([path.stem for path in _listed(folder / "history")], around.today)
    yield from _place(folder, around)
    yield from _repository(folder)


def engine_ailments(engine: Engine, around: WhereItRuns) -> Iterator[Ailment]:
    """What another engine that keeps the programme says of itself, and what is wrong with the programme in it.

    Args:
        engine: The engine.
        around: The machine.
    """
    for what, said in engine.health():
        yield _ailment("info", "engine", f"{what}: {said}", "")
    yield from _history([PurePosixPath(name).stem for name in engine.view().names("history")[1]], around.today)


def _ailment(severity: str, code: str, text: str, fix: str) -> Ailment:
    return Ailment(severity, code, "folder", text, fix)


def _access(folder: Path) -> Iterator[Ailment]:
    locked = [each for each in (folder, *_folders(folder)) if not os.access(each, os.W_OK | os.X_OK)]
    if locked:
        text = tr("These folders cannot be written: {paths}.", paths=", ".join(map(str, locked[:_SHOWN])))
        yield _ailment("error", "not-writable", text, f"chmod -R u+rwX {shlex.quote(str(folder))}")
    if fault := _fault_of(folder / _MARK):
        text = tr("{file} cannot be read: {error}.", file=_MARK, error=fault)
        yield _ailment("error", "unreadable", text, "kvadmin check")
    if _is_held(folder):
        text = tr("Somebody is writing in the folder just now, or a command that was stopped is still there.")
        yield _ailment("warning", "locked", text, tr("Wait; if it lasts, end the other kvadmin."))
    left = sorted(
        path.relative_to(folder).as_posix()
        for each in (folder, *_folders(folder))
        for path in _listed(each)
        if _LEFTOVER.match(path.name)
    )
    if left:
        names = ", ".join(left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
        text = tr("Files that a program left behind, or has open: {names}.", names=names)
        fix = tr("Close the program that has them open, and delete what is still there.")
        yield _ailment("warning", "leftovers", text, fix)


def _fault_of(file: Path) -> str:
    """Why a file is no YAML; empty where it is."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        YAML(typ="safe").load(file.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        return " ".join(str(error).split())[:_LONGEST]
    return ""


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _folders(folder: Path) -> list[Path]:
    return [each for each in _listed(folder) if each.is_dir() and not each.name.startswith(".")]


def _is_held(folder: Path) -> bool:
    """Whether somebody has the lock, which is the folder itself; where there are no such locks it is not known."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


def _history(names: Iterable[str], today: date) -> Iterator[Ailment]:
    months = [name for name in names if re.fullmatch(r"\d{4}-\d\d", name)]
    if months and max(months) > f"{today:%Y-%m}":
        text = tr("The clock says {day}, and the history already has changes of {month}.", day=today, month=max(months))
        yield _ailment("error", "clock-behind", text, tr("Set the clock of the machine."))


def _place(folder: Path, around: WhereItRuns) -> Iterator[Ailment]:
    whole = folder.resolve()
    if found := next((part for part in whole.parts if _SYNCED.search(part)), ""):
        text = tr(
            "The folder lies in {place}, which copies files at moments of its own, also half of a change.", place=found
        )
        fix = tr("Keep it on a disk of your own, and synchronise a copy, or use git.")
        yield _ailment("warning", "synchronised", text, fix)
    if kind := _file_system(whole, around.mounts):
        text = tr("The folder lies on a network drive ({kind}): locks may not hold between two machines.", kind=kind)
        yield _ailment("warning", "network-drive", text, tr("Let one person write at a time, or keep it on a disk."))
    room = shutil.disk_usage(whole).free
    if room < _LEAST_ROOM:
        text = tr("There are only {room} MB left on the disk of the folder.", room=room // 1_000_000)
        yield _ailment("warning", "disk-full", text, tr("Make room on the disk."))


def _file_system(folder: Path, mounts: str) -> str:
    """The kind of network drive that the folder lies on; empty where it is none."""
    if str(folder).startswith("\\\\"):
        return "UNC"
    best = ("", "")
    for line in mounts.splitlines():
        _, point, kind, *_ = [*line.split(), "", "", ""]
        point = point.replace("\\040", " ")
        if point and folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1] if best[1] in _NETWORK else ""


def _repository(folder: Path) -> Iterator[Ailment]:
    try:
        repository = repository_of(folder)
    except KvadminError as error:
        yield _ailment(
            "warning",
            "git-unreadable",
            tr("git keeps the folder, and cannot be asked: {error}.", error=error.message),
            "git status",
        )
        return
    if repository is not None and shutil.which("git") is None:
        text = tr("git keeps the folder, and git is not installed here.")
        yield _ailment("warning", "git-missing", text, tr("Install git."))
