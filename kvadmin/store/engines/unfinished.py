"""The note of a copy that is not finished: who opens its target is told what it is and how to go on.

In a folder it lies in ``.kvadmin/copying``, in an engine under the hidden name ``.copying``. ``programme.yaml`` comes
last of all, so that a copy which was interrupted is no programme and nobody works in it by mistake.
"""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.errors import UnknownName
from kvadmin.store.frame import ROOM
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.store.folder import Folder

#: Where it lies in a folder, and its name in an engine.
ON_DISK, IN_ENGINE = f"{ROOM}/copying", ".copying"


class CopyNote(NamedTuple):
    """What is copied where.

    Args:
        source: Where it comes from, as a person would say it.
        target: Where it goes, likewise.
        sha256: The hash over all of the source when the copy was begun.
    """

    source: str
    target: str
    sha256: str

    def encode(self) -> bytes:
        """Its bytes."""
        return (json.dumps({"schema": 1, **self._asdict()}, ensure_ascii=False) + "\n").encode()

    def is_of(self, other: CopyNote) -> bool:
        """Whether a copy that was begun so is of this source: of the same place, or the same bytes by another way."""
        return self.source == other.source or self.sha256 == other.sha256


def note_from(data: bytes | None) -> CopyNote | None:
    """The note; None where there is none. One that cannot be read is of a source that nobody knows."""
    if data is None:
        return None
    try:
        read = json.loads(data)
        return CopyNote(str(read["source"]), str(read["target"]), str(read["sha256"]))
    except (ValueError, KeyError, TypeError):
        return CopyNote("?", "?", "")


def note_on_disk(base: Path) -> CopyNote | None:
    """The note of a folder."""
    try:
        return note_from((base / ON_DISK).read_bytes())
    except OSError:
        return None


def refuse_unfinished(folder: Folder) -> None:
    """Say what a place without ``programme.yaml`` is, if it is a copy that was not finished.

    Raises:
        UnknownName: It is one.
    """
    note = note_on_disk(Path(folder.base)) if folder.on_disk else note_from(folder.read(IN_ENGINE))
    if note is not None:
        raise unfinished(note)


def unfinished(note: CopyNote) -> UnknownName:
    """The error of who opens a copy that was not finished."""
    command = f"kvadmin store copy --from {shlex.quote(note.source)} --to {shlex.quote(note.target)}"
    return UnknownName(
        tr("{target} is an unfinished copy of {source}", target=note.target, source=note.source),
        where=os.fspath(note.target),
        hint=tr("finish it: {command}", command=command),
        code="no-programme-folder",
    )
