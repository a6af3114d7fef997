"""Files that people open: written whole or not at all, and a fresh name when the old file cannot be replaced."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path

from kvadmin.errors import Conflict, Refused

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
)


def save(path: Path, data: bytes) -> None:
    """Write the file by way of a temporary one beside it, so that nobody ever sees half a file.

    Raises:
        Conflict: The target is open elsewhere or may not be replaced; the hint is a name that is free.
        Refused: The folder does not exist or cannot be written to.
    """
    if not path.parent.is_dir():
        raise Refused(f"the folder {path.parent} does not exist", where=str(path), hint="make it, or choose another")
    if path.is_dir():
        raise Refused(f"{path} is a folder", where=str(path), hint=f"use {fresh_name(path)}")
    if path.exists() and not os.access(path, os.W_OK):
        raise Conflict(f"{path} is open elsewhere or write-protected", where=str(path), hint=_offer(path))
    try:
        handle, name = tempfile.mkstemp(prefix=".kvadmin-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise Refused(f"the folder {path.parent} cannot be written to: {error.strerror}", where=str(path)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Conflict(f"{path} cannot be replaced: {error.strerror}", where=str(path), hint=_offer(path)) from error


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
    return f"close it, or write to a new file: -o {fresh_name(path)}"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
