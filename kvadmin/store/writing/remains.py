"""What writing has left in a folder and somebody has to look at, as findings of ``kvadmin check``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kvadmin.model.finding import Finding
from kvadmin.store.files import LEFTOVER
from kvadmin.store.frame import COMMIT, ROOM, state_of
from kvadmin.translation import tr


def remains(base: Path) -> list[Finding]:
    """A commit that is not finished, hand edits that were kept beside their files, and hidden files left behind."""
    from kvadmin.store.writing.displaced import BESIDE, late_saves

    found = [*_live(base)]
    for path in _files(base):
        name = path.rpartition("/")[2]
        if BESIDE in name:
            text = tr("this version was made by hand while kvadmin changed the file")
            hint = tr("put what is right into {file}, then delete this one", file=path.partition(BESIDE)[0])
            found.append(Finding(path, 0, 0, "kept-beside", text, hint))
        elif name.startswith(LEFTOVER):
            text = tr("this hidden file was left when a change was interrupted")
            hint = tr("compare it with the files beside it, then delete it")
            found.append(Finding(path, 0, 0, "leftover-file", text, hint, "warning"))
        elif name.startswith(".#") or (name.startswith(".") and name.endswith((".swp", ".swo"))):
            text = tr("an editor has the file open, or was stopped while it had")
            hint = tr("save and close it there; delete this file if no editor is open")
            found.append(Finding(path, 0, 0, "open-file", text, hint, "warning"))
    for path in late_saves(os.fspath(base)):
        text = tr("an editor has saved this file over a version that kvadmin had replaced")
        hint = tr("the next change puts the saved version beside the file; close the file in the editor")
        found.append(Finding(path, 0, 0, "late-save", text, hint))
    return found


def is_kept_beside(path: str) -> bool:
    """Whether a file is a hand-edited version that was put beside its file."""
    from kvadmin.store.writing.displaced import BESIDE

    return BESIDE in path.rpartition("/")[2]


def _live(base: Path) -> Iterator[Finding]:
    from kvadmin.store.writing.host import host
    from kvadmin.store.writing.settling import elsewhere, unreadable_frame

    state = state_of(base)
    if not state.live:
        return
    frame = state.frame()
    if frame is None:
        yield Finding(COMMIT, 1, 1, "unfinished", unreadable_frame(state))
        return
    text = tr("the change {change} is saved, but not all of it is in its place yet", change=frame.what)
    hint = tr("close these files where they are open, then check again: {files}", files=_named(frame.files))
    yield Finding(COMMIT, 1, 1, "unfinished", text, hint if frame.host == host() else elsewhere(frame))


def _named(files: tuple[tuple[object, ...], ...]) -> str:
    return ", ".join(str(file[0]) for file in files[:5]) + (" …" if len(files) > 5 else "")


def _files(base: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(base):
        folders[:] = sorted(name for name in folders if name not in {".git", ROOM})
        inside = os.path.relpath(folder, base).replace(os.sep, "/")
        prefix = "" if inside == "." else f"{inside}/"
        yield from (prefix + name for name in sorted(names))
