"""Folders that letters are made of: named bytes, whether they are files here or are kept by an engine elsewhere.

Nothing is read outside of a folder, whatever a template, a value or a link says.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from kvadmin.api import Snapshot

from .kept import Kept

#: Files of programs, not of people; what begins with a dot or ``~$`` (Word's lock) is theirs, too.
_PROGRAMS_OWN = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"})


class ContentFolder(Protocol):
    """A folder. Names are relative to it, with ``/`` between their parts.

    Attributes:
        name: What messages call it.
        place: What the templates in it are called while they run.
    """

    name: str
    place: str

    def top(self) -> list[str]:
        """The names directly in it."""
        ...

    def every(self) -> list[str]:
        """All names below it, part by part in order."""
        ...

    @property
    def visible(self) -> dict[str, str]:
        """The names that a person sees there, in order, by their composed form (NFC)."""
        ...

    def find(self, name: str) -> str | None:
        """The name that a template means by another, or None: there is none, or it leads out of the folder."""
        ...

    def read(self, name: str) -> bytes | None:
        """What a name of the folder has; None when there is none, OSError when it cannot be read."""
        ...


def hidden_part(name: str) -> str:
    """The part of a file's path that makes it a hidden one, or a file of a program's own; empty when there is none."""
    for part in re.split(r"[\\/]", name):
        if (part.startswith((".", "~$")) and part not in {".", ".."}) or part.casefold() in _PROGRAMS_OWN:
            return part
    return ""


class DiskFolder:
    """A folder of files on this computer.

    Args:
        path: The folder; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._root = path, path.resolve()
        self.name, self.place = path.name, str(self._root)

    def top(self) -> list[str]:
        """The names directly in it."""
        return sorted(each.name for each in self._path.iterdir()) if self._path.is_dir() else []

    def every(self) -> list[str]:
        """All names below it."""
        found = [each.relative_to(self._path).as_posix() for each in self._path.rglob("*") if each.is_file()]
        return sorted(found, key=_by_parts)

    @cached_property
    def visible(self) -> dict[str, str]:
        """The names that a person sees, and whose real place a person sees in the same folder, too."""
        found = sorted(self._visible(), key=_by_parts) if self._path.is_dir() else []
        return {unicodedata.normalize("NFC", each): each for each in found}

    def _visible(self) -> Iterator[str]:
        for home, folders, names in os.walk(self._path):
            folders[:] = [name for name in folders if not hidden_part(name) and not _hidden_by_system(Path(home, name))]
            for name in names:
                path = Path(home, name)
                real = path.resolve()
                if not path.is_file() or not real.is_relative_to(self._root) or _hidden_by_system(path):
                    continue
                if not hidden_part(name) and not hidden_part(real.relative_to(self._root).as_posix()):
                    yield path.relative_to(self._path).as_posix()

    def find(self, name: str) -> str | None:
        """The name that is meant; a link that leads out is none."""
        real = (self._root / name).resolve()
        return real.relative_to(self._root).as_posix() if real.is_relative_to(self._root) and real.is_file() else None

    def read(self, name: str) -> bytes | None:
        """The bytes of a file."""
        path = self._path / name
        return path.read_bytes() if path.is_file() else None


class KeptFolder:
    """A folder of contents that somebody else keeps.

    Args:
        name: Its name in the programme.
        place: What the templates in it are called.
        files: Gives all names below a folder, with its own before.
        read: Gives the bytes of such a name.
        foresee: Is told which names will be read.
    """

    def __init__(
        self,
        name: str,
        place: str,
        files: Callable[[str], list[str]],
        read: Callable[[str], bytes | None],
        foresee: Callable[[Sequence[str]], None] = lambda _names: None,
    ) -> None:
        self.name, self.place = name, place
        self._files, self._read, self._foresee = files, read, foresee
        self._known: dict[str, bytes | None] = {}

    @cached_property
    def _names(self) -> list[str]:
        return sorted((each.removeprefix(f"{self.name}/") for each in self._files(self.name)), key=_by_parts)

    def top(self) -> list[str]:
        """The names directly in it."""
        return [each for each in self._names if "/" not in each]

    def every(self) -> list[str]:
        """All names below it, which will be read."""
        self._foresee([f"{self.name}/{each}" for each in self._names])
        return list(self._names)

    @cached_property
    def visible(self) -> dict[str, str]:
        """The names that a person would see as files."""
        return {unicodedata.normalize("NFC", each): each for each in self._names if not hidden_part(each)}

    def find(self, name: str) -> str | None:
        """The name that is meant."""
        if name.startswith("/"):
            return None
        wanted = posixpath.normpath(f"{self.name}/{name}").removeprefix(f"{self.name}/")
        return wanted if wanted in self._names else None

    def read(self, name: str) -> bytes | None:
        """What a name has."""
        if name not in self._known:
            self._known[name] = self._read(f"{self.name}/{name}")
        return self._known[name]


def programme_folder(kept: Kept, name: str) -> ContentFolder:
    """A folder of the programme as it is now."""
    contents = kept.contents()
    if contents.on_disk:
        return DiskFolder(kept.folder / name)
    return KeptFolder(name, str(kept.folder / name), contents.files, contents.read, contents.foresee)


def snapshot_folder(snapshot: Snapshot, name: str) -> ContentFolder:
    """A folder of the programme as a snapshot has it."""
    return KeptFolder(name, name, snapshot.files, snapshot.read_file)


def as_text(content: bytes, errors: str = "strict") -> str:
    """The text of a letter, with the line ends of this computer's own texts; UnicodeDecodeError when it is no UTF-8."""
    return content.decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")


def _by_parts(name: str) -> list[str]:
    return name.split("/")


def _hidden_by_system(path: Path) -> bool:
    """Whether Windows (or macOS) has the file marked as hidden; only there the fields exist."""
    try:
        found = path.stat()
    except OSError:
        return False
    marked = getattr(found, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    return bool(marked or getattr(found, "st_flags", 0) & stat.UF_HIDDEN)
