"""Files that people open: written whole or not at all, and a fresh name when the old file cannot be replaced."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from kvadmin.errors import Conflict, Refused, UsageError
from kvadmin.translation import tr

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
#: There is no room for the file: the disk, the person's share of it, or the size of a file.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
)


def write_file(path: Path, data: bytes, *, personal: bool = False) -> None:
    """Write a file by way of a temporary one beside it, so that nobody ever sees half a file.

    An existing file keeps its mode; a new one with personal data is for its owner alone. A link stays a link: what it
    leads to is written. What is no file (``/dev/stdout``, a pipe) is written to and never replaced.

    Args:
        path: Where; its folder must be there.
        data: The whole content.
        personal: Whether a new file is for its owner alone (mode 600).

    Raises:
        Conflict: The target is open elsewhere or may not be replaced; the hint is a name that is free.
        Refused: The folder does not exist or cannot be written to, or there is no room.

    Added in version 0.2.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        _write_into(path, data)
        return
    if path.is_symlink():
        path = path.resolve()
    if not path.parent.is_dir():
        raise Refused(
            tr("the folder {parent} does not exist", parent=path.parent),
            where=str(path),
            hint=tr("make it, or choose another"),
            code="cannot-write",
        )
    if path.is_dir():
        raise Refused(
            tr("{path} is a folder", path=path),
            where=str(path),
            hint=tr("use {path}", path=fresh_name(path)) if path.name else tr("give the name of a file"),
            code="cannot-write",
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise Conflict(
            tr("{path} is open elsewhere or write-protected", path=path),
            where=str(path),
            hint=_offer(path),
            code="file-in-use",
        )
    try:
        handle, name = tempfile.mkstemp(prefix=".kvadmin-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise Refused(
            tr("the folder {parent} cannot be written to: {strerror}", parent=path.parent, strerror=error.strerror),
            where=str(path),
            code="cannot-write",
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(_mode(path, personal=personal))
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise _not_written(path, error, hint=tr("make room on the disk")) from error
        raise Conflict(
            tr("{path} cannot be replaced: {strerror}", path=path, strerror=error.strerror),
            where=str(path),
            hint=_offer(path),
            code="file-in-use",
        ) from error


def _write_into(path: Path, data: bytes) -> None:
    try:
        with path.open("wb", buffering=0) as device:
            rest = memoryview(data)
            while rest:
                rest = rest[device.write(rest) :]
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError, hint: str | None = None) -> Refused:
    said = tr("{path} cannot be written to: {strerror}", path=path, strerror=error.strerror)
    return Refused(said, where=str(path), hint=hint, code="cannot-write")


def _mode(path: Path, *, personal: bool) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    return 0o600 if personal else 0o666 & ~_umask()


def write_below(folder: Path, files: Iterable[tuple[str, bytes]], *, personal: bool = False) -> None:
    """Write files below a folder that is made when missing; no name leads out of it, nor does a link that lies there.

    When all names are known beforehand (``files`` is a list), nothing is written if one of them does.

    Args:
        folder: The folder.
        files: Relative name and content of each.
        personal: As for :func:`write_file`.

    Raises:
        UsageError: A name leads out of the folder.
        Refused: A folder cannot be made, or a file not be written.
    """
    for name, _ in files if isinstance(files, Sequence) else ():
        _below(folder, name)
    for name, content in files:
        target = _below(folder, name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(
                tr("cannot make the folder {parent}: {strerror}", parent=target.parent, strerror=error.strerror),
                where=str(folder),
                code="cannot-write",
            ) from error
        write_file(target, content, personal=personal)


def _below(folder: Path, name: str) -> Path:
    root = folder.resolve()
    target = (root / name).resolve()
    if root not in target.parents:
        raise UsageError(
            tr("{name!r} leads out of the folder {folder}", name=name, folder=folder), code="outside-folder"
        )
    return target


def fresh_name(path: Path) -> Path:
    """The path if nothing is there, else the first free one with a number: ``list (2).pdf``."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return candidate


def file_stem(text: str) -> str:
    """A text as the name of a file on any system: no separators, no control characters, at most 100 characters."""
    shown = _UNSAFE.sub("-", unicodedata.normalize("NFC", text))
    stem = " ".join(shown.split()).strip(". -")[:100].strip(". -")
    return f"_{stem}" if not stem or stem.casefold().partition(".")[0] in _RESERVED else stem


def _offer(path: Path) -> str:
    return tr("close it, or write to a new file: -o {path}", path=fresh_name(path))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
