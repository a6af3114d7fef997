"""What a commit has displaced: kept until the commit after next, and looked at again.

An editor that opened a file before a commit and saves after it writes into the displaced file. What is found there
is put beside the file, as ``P3.yaml.hand-edit-20080520-141530``: no record, and named by ``kvadmin check``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from kvadmin.store import files
from kvadmin.store.folder import revision
from kvadmin.store.frame import DISPLACED, ROOMS, Frame, room_of

#: What follows the name of a file whose hand-edited version was put beside it.
BESIDE = ".hand-edit-"
INDEX = "index"
#: The old file comes out under this name where names cannot change places.
OUT = ".out"
_KEPT = 2


class Stranger(NamedTuple):
    """Bytes of somebody else: the file they belong to, and where they lie now (None: the file was deleted)."""

    path: str
    beside: str | None


def hash_at(path: str) -> str | None:
    """Hash of what lies there, or None."""
    try:
        with open(path, "rb") as file:
            return revision(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return None


def place_of(base: str, frame: Frame, index: int) -> str:
    """Where the displaced version of a frame's file goes."""
    return os.path.join(base, room_of(frame.files[index].path), DISPLACED, str(frame.number), str(index))


def begin(base: str, frame: Frame) -> None:
    """Make the folders for what will be displaced, with an index that tells later what it is."""
    for room in sorted({room_of(file.path) for file in frame.files}):
        folder = os.path.join(base, room, DISPLACED, str(frame.number))
        if not os.path.isdir(folder):
            files.DISK.make_folder(folder)
        index = os.path.join(folder, INDEX)
        if os.path.lexists(index):
            continue
        known = {str(n): (f.path, f.old, f.new) for n, f in enumerate(frame.files) if room_of(f.path) == room}
        files.DISK.write(index, json.dumps(known).encode(), durable=False)


def keep_strangers(base: str, frame: Frame) -> list[Stranger]:
    """Put what a frame has displaced beside its files, unless it is known.

    Which names lie there is asked once: only whoever holds the lock gives any. What they hold is read one by one, so
    that it is as late as can be.
    """
    found, lying = [], _Lying()
    for index, file in enumerate(frame.files):
        folder, name = os.path.split(place_of(base, frame, index))
        found += _strangers(base, folder, lying[folder].get(name, ()), file.path, (None, file.old, file.new))
    return found


class _Lying(dict[str, dict[str, list[str]]]):
    """The names in folders of displaced files, by the place that they belong to; each folder is listed once."""

    def __missing__(self, folder: str) -> dict[str, list[str]]:
        found = self[folder] = dict[str, list[str]]()
        for each in _names(folder):
            found.setdefault(each.partition(OUT)[0], []).append(each)
        return found


def _strangers(
    base: str, folder: str, names: Iterable[str], path: str, known: tuple[str | None, ...]
) -> list[Stranger]:
    found = []
    for each in names:
        came_out = os.path.join(folder, each)
        if hash_at(came_out) not in known:
            found.append(Stranger(path, _put_beside(base, came_out, path)))
    return found


def _put_beside(base: str, came_out: str, path: str) -> str:
    """Give a displaced file a name beside its old one: the same file, so that an editor goes on writing into it."""
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - a name for people, in their own time
    for count in range(1, 1000):
        beside = f"{path}{BESIDE}{stamp}" + (f"-{count}" if count > 1 else "")
        full = os.path.join(base, beside)
        try:
            os.makedirs(os.path.dirname(full), exist_ok=True)
            files.DISK.rename_new(came_out, full)
        except FileExistsError:
            continue
        files.DISK.sync_folder(os.path.dirname(full))
        return beside
    raise FileExistsError(path)


def look_again(base: str) -> list[Stranger]:
    """Put late saves beside their files."""
    found, lying = [], _Lying()
    for folder in _folders(base):
        for name, (path, old, new) in _index(folder).items():
            found += _strangers(base, folder, lying[folder].get(name, ()), path, (None, old, new))
    return found


def late_saves(base: str) -> list[str]:
    """The files that somebody has saved after they were displaced; nothing is moved."""
    found = []
    for folder in _folders(base):
        known = _index(folder)
        for name in _names(folder):
            entry = known.get(name.partition(".")[0])
            if entry is not None and hash_at(os.path.join(folder, name)) not in entry[1:]:
                found.append(entry[0])
    return found


def drop(base: str, number: int) -> None:
    """Remove what was displaced before the commit before this one."""
    for folder in _folders(base):
        if int(os.path.basename(folder)) <= number - _KEPT:
            _remove(folder)


def drop_all(base: str) -> None:
    """Remove all that was displaced, durably."""
    for folder in _folders(base):
        for name in _names(folder):
            files.DISK.remove(os.path.join(folder, name))
        files.DISK.sync_folder(folder)
        files.DISK.remove_folder(folder)


def drop_sensitive(base: str, frame: Frame) -> None:
    """Remove the old versions of sensitive files, durably."""
    lying = _Lying()
    for index, file in enumerate(frame.files):
        if file.sensitive:
            folder, name = os.path.split(place_of(base, frame, index))
            for each in lying[folder].get(name, ()):
                files.DISK.remove(os.path.join(folder, each))
    for folder in sorted(lying):
        if os.path.isdir(folder):
            files.DISK.sync_folder(folder)


def last_number(base: str) -> int:
    """The number of the last commit that has displaced something."""
    return max((int(os.path.basename(folder)) for folder in _folders(base)), default=0)


def _folders(base: str) -> Iterator[str]:
    for room in ROOMS:
        place = os.path.join(base, room, DISPLACED)
        for name in _names(place):
            if name.isdigit():
                yield os.path.join(place, name)


def _index(folder: str) -> dict[str, tuple[str, str | None, str | None]]:
    try:
        with open(os.path.join(folder, INDEX), "rb") as file:
            return {name: (path, old, new) for name, (path, old, new) in json.loads(file.read()).items()}
    except (OSError, ValueError, AttributeError, TypeError):  # lost when the machine stopped, and the editors with it
        return {}


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _remove(folder: str) -> None:
    for name in _names(folder):
        with suppress(OSError):
            files.DISK.remove(os.path.join(folder, name))
    files.DISK.remove_folder(folder)
