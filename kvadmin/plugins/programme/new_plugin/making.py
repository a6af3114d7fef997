"""Making the folder of a new plugin: all of it, or nothing."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kvadmin.api import Conflict, Refused, Session, tr

from ..new_folder import MARK


def check_plugin_folder(folder: Path, name: str) -> None:
    """Refuse a place where a package must not, or cannot, be made.

    Args:
        folder: The package to be.
        name: The plugin's name, for hints.

    Raises:
        Conflict: Something lies there.
        Refused: There is no such place, or it is inside a programme folder.
    """
    place = folder.parent
    if folder.exists() or folder.is_symlink():
        raise Conflict(
            tr("{folder} is there already; nothing was written over", folder=folder),
            where=str(folder),
            hint=tr("choose another name, or another place: --out DIR"),
            code="already-there",
        )
    if not place.is_dir():
        raise Refused(
            tr("the folder {parent} does not exist", parent=place),
            where="--out",
            hint=tr("make it, or choose another"),
            code="cannot-write",
        )
    inside = next((each for each in (place.resolve(), *place.resolve().parents) if (each / MARK).is_file()), None)
    if inside is not None:  # `kvadmin check` would call each of its files one that nobody reads
        beside = shlex.quote(os.path.relpath(inside.parent))
        raise Refused(
            tr("{place} is inside the programme folder {inside}, which holds data only", place=place, inside=inside),
            where="--out",
            hint=tr("put it beside: `kvadmin plugins new {name} --out {beside}`", name=name, beside=beside),
            code="cannot-write",
        )


def make_plugin_folder(run: Session, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files elsewhere in the same place, and give the folder its name when it is whole.

    Raises:
        Refused: The place cannot be written to, or there is no room.
    """
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise Refused(
            tr("cannot write in {parent}: {error}", parent=folder.parent, error=error.strerror),
            where=str(folder.parent),
            code="cannot-write",
        ) from error
    try:
        whole = unfinished / folder.name  # a folder of a temporary name is for its owner alone, and this one is not
        run.write_files(whole, list(files.items()))
        whole.rename(folder)
    finally:  # Ctrl-C as well
        shutil.rmtree(unfinished, ignore_errors=True)
