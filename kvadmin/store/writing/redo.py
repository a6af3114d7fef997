"""A commit that is whole or not at all: new content first, then one frame, then everything else, again if need be.

1. New content goes to the spool and is made durable; every file is compared once more with what it was.
2. The frame is made durable under its name: the commit point. What fails before it leaves the folder as it was.
3. Each file gets its name, names are made durable, the history gets its line, the frame is marked as done. What fails
   or stops here is done by whoever opens the folder next, and until then everybody reads through the frame.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from kvadmin.errors import KvadminError, Overtaken
from kvadmin.store import files
from kvadmin.store.frame import COMMIT, OWN, ROOM, Frame, state_of
from kvadmin.store.overlay import with_line
from kvadmin.store.writing import displaced
from kvadmin.store.writing.displaced import Stranger, hash_at
from kvadmin.store.writing.host import host
from kvadmin.store.writing.placing import Placing
from kvadmin.store.writing.spool import Contents, Spool
from kvadmin.translation import tr


class Outcome(NamedTuple):
    """What is to be said after a commit point: the bytes of others that were found, and what is not done yet."""

    strangers: list[Stranger]
    notices: list[str]


def write_all(
    base: str | os.PathLike[str],
    contents: Contents,
    journal: tuple[str, bytes] | None,
    *,
    sensitive: Iterable[str] = (),
    forgets: bool = False,
) -> Outcome:
    """Write (None: delete) all files and the line of the history, or change nothing. The lock is held.

    Args:
        base: The programme folder, settled (:func:`settle`).
        contents: ``relative path -> (old content, new content)``.
        journal: The file of the history, and the line that it gets.
        sensitive: Paths of which no old version may stay.
        forgets: No old version of anything may stay.

    Raises:
        Overtaken: A file is not what it was; nothing was written.
        KvadminError: The operating system refused; nothing was written.
    """
    spool = Spool(os.fspath(base))
    state = state_of(spool.base)
    try:
        paths = [*contents, *([journal[0]] if journal else ())]
        for path in paths:
            spool.check(path)
        spool.check_nesting(paths)
        framed = spool.fill(contents, sensitive)
        number = max(state.number, displaced.last_number(spool.base)) + 1
        history = (journal[0], _size(spool.full(journal[0]))) if journal else None
        line = journal[1].decode() if journal else ""
        frame = Frame(number, spool.token, host(), framed, history, line, forgets)
        for file in framed:
            spool.at = file.path
            _unchanged(spool.full(file.path), file.path, file.old)
        doubt = spool.publish(frame, state)
    except BaseException as error:
        spool.clear()
        if isinstance(error, OSError):
            raise unwritable(spool.at, error) from error
        raise
    OWN.add((spool.base, number))
    outcome = put_in_place(spool.base, frame)
    if doubt is not None:
        text = tr(
            "saved, but the disk reports a fault ({reason}): the change may not outlive a power cut", reason=doubt
        )
        outcome.notices.append(text)
    return outcome


def unwritable(path: str, error: OSError) -> KvadminError:
    """The error for a file that the operating system does not let us write."""
    return KvadminError(
        tr("cannot write {path}: {reason}", path=path, reason=error.strerror or error),
        where=path,
        hint=tr("check permissions and free space; nothing has been changed"),
        code="cannot-write",
    )


def changed_since(path: str, what: str) -> Overtaken:
    """The error for a file that is not what the change was decided on."""
    return Overtaken(
        tr("{path} {what} since it was read; nothing is overwritten", path=path, what=what),
        where=path,
        hint=tr("look at the file, then run the command again"),
    )


def _unchanged(full: str, path: str, old: str | None) -> None:
    now = hash_at(full)
    if now != old:
        what = "has been deleted" if now is None else "has been changed" if old else "has appeared"
        raise changed_since(path, what)


# -- from the commit point on ---------------------------------------------------------------


def put_in_place(base: str, frame: Frame, *, again: bool = False) -> Outcome:
    """Do what a frame says, as far as the system lets us; the rest is left to the next command."""
    placing = Placing(base, frame, again=again)
    notices: list[str] = []
    try:
        if not (again and in_history(base, frame)):  # what stands there was in its place before
            placing.place()
        if not placing.blocked:
            placing.sync()
            _journal(placing)
            _forget_old(base, frame)
            placing.look()
            _clear(placing)
    except OSError as error:
        placing.blocked.append((".", error))
    if placing.blocked:
        notices.append(_not_done_yet(placing.blocked))
    return Outcome(placing.strangers, notices)


def _journal(placing: Placing) -> None:
    """The line of the history, once and durable."""
    frame = placing.frame
    if frame.history is None:
        return
    path, size = frame.history
    full = os.path.join(placing.base, path)
    new = not os.path.lexists(full)
    placing.make_folders(os.path.dirname(path))
    for turn in range(10):
        start = max(size - 1, 0) if turn == 0 and not placing.again else 0  # a new line cannot stand further ahead
        data = _content(full, start)
        if start + len(data) < size:
            start, data = 0, _content(full)
        wanted = with_line(data, frame.line.encode())
        if wanted == data:
            files.DISK.sync_file(full)  # it may lie there without being durable
            break
        added = wanted[len(data) :]
        if _torn(data[max(size - start, 0) :], added):
            files.DISK.cut(full, size)
            continue
        try:
            stayed = files.DISK.append(full, added)
        except OSError:
            with suppress(OSError):
                files.DISK.cut(full, start + len(data))
            raise
        if stayed:
            break
    if new or placing.again:
        placing.touched(path)
        placing.touched(os.path.dirname(path))
    placing.sync()


def in_history(base: str, frame: Frame) -> bool:
    """Whether the frame's line stands in the history: everything was in its place before that."""
    return frame.history is not None and frame.line.encode() in _content(os.path.join(base, frame.history[0]))


def _torn(tail: bytes, added: bytes) -> bool:
    """Whether what lies behind the old end is the beginning of our line, and zeros of a machine that stopped."""
    begun = tail.rstrip(b"\0")
    return bool(tail) and (added.startswith(begun) or added.lstrip(b"\n").startswith(begun.lstrip(b"\n")))


def _forget_old(base: str, frame: Frame) -> None:
    if frame.forgets:
        displaced.drop_all(base)
    else:
        displaced.drop_sensitive(base, frame)


def _clear(placing: Placing) -> None:
    """Mark the frame as done. A frame whose line stands in the history is done even if the mark gets lost."""
    base, frame = placing.base, placing.frame
    beside = os.path.join(base, f"{COMMIT}.new")
    files.DISK.remove(beside)
    like = None
    with suppress(OSError):
        like = os.stat(os.path.join(base, COMMIT))
    files.DISK.write(beside, frame.done(), like, durable=False)
    files.DISK.rename(beside, os.path.join(base, COMMIT))
    if frame.history is None:
        files.DISK.sync_folder(os.path.join(base, ROOM))
    with suppress(OSError):  # what is left here is wiped by the next command
        for file in frame.files:
            if file.spool is not None:
                files.DISK.remove(os.path.join(base, file.spool))
        displaced.drop(base, frame.number)
        placing.prune()


def _not_done_yet(blocked: list[tuple[str, OSError]]) -> str:
    path, error = blocked[0]
    paths = ", ".join(path for path, _ in blocked[:5])
    if isinstance(error, PermissionError) and path != ".":
        return tr(
            "saved, but {paths} cannot be replaced yet: is it open in another program? Close it; the next kvadmin "
            "command puts the new version in place",
            paths=paths,
        )
    return tr(
        "saved, but not everything is in its place yet ({path}: {reason}); the next kvadmin command goes on with it",
        path=path,
        reason=error.strerror or error,
    )


def _content(path: str, start: int = 0) -> bytes:
    try:
        with open(path, "rb") as file:
            file.seek(start)
            return file.read()
    except FileNotFoundError:
        return b""


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0
