"""Whoever opens a folder next finishes what was interrupted in it, if it is theirs to finish, or says what is wrong."""

from __future__ import annotations

import os
from typing import NamedTuple

from kvadmin.errors import Conflict
from kvadmin.store import files
from kvadmin.store.frame import COMMIT, ROOM, Frame, Generation, state_of
from kvadmin.store.writing import displaced
from kvadmin.store.writing.displaced import Stranger, hash_at
from kvadmin.store.writing.host import host
from kvadmin.store.writing.redo import in_history, put_in_place
from kvadmin.store.writing.spool import wipe
from kvadmin.translation import tr


class Settled(NamedTuple):
    """What came of settling: whether a frame is still live, and what is to be said."""

    live: bool
    notices: list[str]


def settle(base: str | os.PathLike[str]) -> Settled:
    """Finish what was interrupted here, if it is ours to finish. The lock is held."""
    place = os.fspath(base)
    state = state_of(place)
    if not state.live:
        wipe(place)
        return Settled(live=False, notices=[])
    frame = state.frame()
    if frame is None:
        return Settled(live=True, notices=[unreadable_frame(state)])
    if frame.host != host():
        return Settled(live=True, notices=[elsewhere(frame)])
    lost = _lost(place, frame)
    if lost:
        return _without_content(place, frame, lost)
    outcome = put_in_place(place, frame, again=True)
    notices = [told(stranger) for stranger in outcome.strangers] + outcome.notices
    live = state_of(place).live
    if not live:
        wipe(place)
        notices.insert(0, tr("the change {change} was interrupted and has been finished", change=frame.what))
    return Settled(live, notices)


def settle_or_refuse(base: str | os.PathLike[str]) -> list[str]:
    """Settle before something is written, and look for late saves; what is to be said.

    Raises:
        Conflict: A change is not finished and cannot be finished here now; nothing was written.
    """
    place = os.fspath(base)
    settled = settle(place)
    if settled.live:
        message = tr("an earlier change has to be finished first; nothing was written")
        raise Conflict(message, where=COMMIT, details=settled.notices)
    return settled.notices + [told(stranger) for stranger in displaced.look_again(place)]


def told(stranger: Stranger) -> str:
    """What is said of somebody else's bytes."""
    if stranger.beside is None:
        return tr("{path} was deleted by hand while it was changed; the changed file is there", path=stranger.path)
    return tr(
        "{path} was changed by hand at the same time; that version is kept as {beside}",
        path=stranger.path,
        beside=stranger.beside,
    )


def elsewhere(frame: Frame) -> str:
    """What is said of a frame that another computer has to finish."""
    return tr(
        "the change {change} is not finished: the computer {there} has to do it, with any kvadmin command there. If "
        "that computer is gone for good, write {here} for {there} in the first line of {commit}",
        change=frame.what,
        there=frame.host,
        here=host(),
        commit=COMMIT,
    )


def unreadable_frame(state: Generation) -> str:
    """What is said of a commit file that cannot be read."""
    if state.closed:
        return tr(
            "{commit} may not be read by you: whether a change is unfinished is not known. Ask its owner to "
            "open it to all who write here",
            commit=COMMIT,
        )
    return tr("{commit} is damaged: compare the folder with git or a backup, then delete it", commit=COMMIT)


def _lost(base: str, frame: Frame) -> list[str]:
    """Files whose new content lies nowhere."""
    lost = []
    for index, file in enumerate(frame.files):
        if file.spool is None:
            continue
        places = (os.path.join(base, file.spool), os.path.join(base, file.path))
        came_out = hash_at(displaced.place_of(base, frame, index))
        if came_out in (None, file.new) and all(hash_at(each) != file.new for each in places):
            lost.append(file.path)
    return [] if in_history(base, frame) else lost


def _without_content(base: str, frame: Frame, lost: list[str]) -> Settled:
    """A frame without its content: taken away when nothing has begun, reported otherwise."""
    if all(hash_at(os.path.join(base, file.path)) == file.old for file in frame.files):
        files.DISK.remove(os.path.join(base, COMMIT))
        files.DISK.sync_folder(os.path.join(base, ROOM))
        wipe(base)
        notice = tr(
            "the change {change} was interrupted before it was saved; nothing of it is there", change=frame.what
        )
        return Settled(live=False, notices=[notice])
    notice = tr(
        "the change {change} cannot be finished: the new content of {lost} is gone. Take these files from git or a "
        "backup, then delete {commit}",
        change=frame.what,
        lost=", ".join(lost[:5]),
        commit=COMMIT,
    )
    return Settled(live=True, notices=[notice])
