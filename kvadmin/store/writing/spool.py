"""Before the commit point: new content in the spool, durable, and nothing of the folder changed yet."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress

from kvadmin.errors import Conflict, Overtaken
from kvadmin.store import files
from kvadmin.store.folder import revision
from kvadmin.store.frame import COMMIT, DISPLACED, ROOM, ROOMS, SENSITIVE_ROOM, SPOOL, Frame, FramedFile, Generation, room_of, state_of
from kvadmin.store.writing.host import tag
from kvadmin.translation import tr

#: ``path -> (old, new)``; None: there is no file.
Contents = Mapping[str, tuple[bytes | None, bytes | None]]
_FOR_GIT = b"# Nothing in here belongs into version control, this file included.\n*\n"


class Spool:
    """New content that waits for its commit.

    Args:
        base: The programme folder; it may be about to be made.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.token = secrets.token_hex(8)
        #: What is being done to which file, for the message when it fails.
        self.at = "."
        self._made: list[str] = []
        self._waiting: list[str] = []
        self._to_sync: set[str] = set()

    def full(self, path: str) -> str:
        """The full path of a relative one."""
        return os.path.join(self.base, path)

    # -- what may be written --------------------------------------------------------------

    def check(self, path: str) -> None:
        """Refuse what could not be put in place after the commit point.

        Raises:
            Conflict: A symbolic link is in the way.
            OSError: A folder is where the file should be, or the other way round, or the folder may not be written to.
        """
        self.at = path
        above, full = self.base, self.base
        for part in path.split("/"):
            full = os.path.join(full, part)
            if os.path.islink(full):
                raise Conflict(
                    tr("a symbolic link is never written through"),
                    where=path,
                    hint=tr("put the file itself there"),
                    code="outside-folder",
                )
            if full != self.full(path) and os.path.lexists(full):
                above = full
        if os.path.isdir(full):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), full)
        if os.path.isdir(above) and not os.access(above, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), above)
        if os.path.lexists(above) and not os.path.isdir(above):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), above)

    def check_nesting(self, paths: Iterable[str]) -> None:
        """Refuse a file and a folder of one name."""
        known = set(paths)
        for path in known:
            parts = path.split("/")
            for depth in range(1, len(parts)):
                if "/".join(parts[:depth]) in known:
                    self.at = path
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)

    # -- filling --------------------------------------------------------------------------

    def fill(self, contents: Contents, sensitive: Iterable[str]) -> tuple[FramedFile, ...]:
        """Write all new content, durably, names included."""
        for room in sorted({ROOM, *map(room_of, contents)}):
            self._room(room)
        hidden, mine = set(sensitive), tag()
        framed, jobs = [], []
        for index, (path, (old, new)) in enumerate(contents.items()):
            spool = None if new is None else f"{room_of(path)}/{SPOOL}/{mine}-{self.token}-{index}"
            if spool is not None and new is not None:
                jobs.append((path, spool, new))
            hashes = (None if old is None else revision(old), None if new is None else revision(new))
            framed.append(FramedFile(path, *hashes, spool, path in hidden))
        self._waiting = [spool for _, spool, _ in jobs]
        files.DISK.each(self._write, jobs)
        for folder in sorted({os.path.dirname(self.full(spool)) for spool in self._waiting} | self._to_sync):
            self.at = os.path.relpath(folder, self.base)
            files.DISK.sync_folder(folder)
        return tuple(framed)

    def _write(self, job: tuple[str, str, bytes]) -> None:
        path, spool, content = job
        self.at = path
        try:
            like = os.stat(self.full(path))
        except FileNotFoundError:
            like = None
        files.DISK.write(self.full(spool), content, like)

    def _room(self, room: str) -> None:
        """Make a room of kvadmin, as open or closed as the folder that it is in."""
        for name in (room, f"{room}/{SPOOL}", f"{room}/{DISPLACED}"):
            self._folder(self.full(name), like=os.path.dirname(self.full(room)))
        self._ignore(room)
        if room == SENSITIVE_ROOM:
            self._ignore(os.path.dirname(room))

    def _ignore(self, folder: str) -> None:
        """Keep a folder out of git, wherever the repository is and whatever it ignores otherwise."""
        ignored = self.full(f"{folder}/.gitignore")
        with suppress(OSError):
            if os.lstat(ignored).st_size:
                return
            files.DISK.remove(ignored)  # a machine that stopped has left it empty
        files.DISK.write(ignored, _FOR_GIT)
        self._made.append(ignored)

    def _folder(self, folder: str, like: str | None) -> None:
        if os.path.isdir(folder):
            return
        above = os.path.dirname(folder)
        if not os.path.isdir(above):
            self._folder(above, None)
        files.DISK.make_folder(folder)
        self._made.append(folder)
        self._to_sync.add(above)
        if like is not None:
            with suppress(OSError):
                os.chmod(folder, os.stat(like).st_mode & 0o7777)

    # -- the commit point -----------------------------------------------------------------

    def publish(self, frame: Frame, before: Generation) -> str | None:
        """Make the frame durable under its name: the commit point.

        Args:
            frame: The frame.
            before: What the commit file said when the commit began.

        Returns:
            None, or what the disk said when the frame could neither be made durable nor be taken back.

        Raises:
            Overtaken: Another computer has committed meanwhile.
            OSError: The frame is not there; nothing is committed.
        """
        self.at = COMMIT
        place, beside = self.full(COMMIT), self.full(f"{COMMIT}.new")
        files.DISK.remove(beside)
        like = None
        for readers in (frame.history[0] if frame.history else COMMIT, "programme.yaml"):
            with suppress(OSError):
                like = like or os.stat(self.full(readers))  # whoever may read the data has to see the commit
        files.DISK.write(beside, frame.encode(), like)
        if state_of(self.base) != before:
            message = tr("another computer has changed this folder at the same moment; nothing was written")
            raise Overtaken(message, where=COMMIT, hint=tr("run the command again"))
        try:
            _over(beside, place)
            files.DISK.sync_folder(self.full(ROOM))
        except BaseException as error:
            if self._taken_back(place) or not isinstance(error, OSError):
                raise
            return error.strerror or str(error)
        return None

    def _taken_back(self, place: str) -> bool:
        """Take a frame back that may not be durable; whether that was possible."""
        for _ in range(2):
            if state_of(self.base).token != self.token:
                break
            with suppress(OSError):
                files.DISK.cut(place, 0)
            with suppress(OSError):
                files.DISK.remove(place)
        with suppress(OSError):
            files.DISK.sync_folder(self.full(ROOM))
        return state_of(self.base).token != self.token

    def clear(self) -> None:
        """Remove everything that was made, after a failure before the commit point."""
        for path in (*self._waiting, f"{COMMIT}.new"):
            with suppress(OSError):
                files.DISK.remove(self.full(path))
        for made in reversed(self._made):
            if os.path.basename(made) == ".gitignore":
                with suppress(OSError):
                    files.DISK.remove(made)
            else:
                files.DISK.remove_folder(made)


def _over(old: str, new: str) -> None:
    """Rename over a file that somebody may be reading: Windows refuses that for the moment."""
    for wait in (0.01, 0.02, 0.05, 0.1, 0.2):
        try:
            files.DISK.rename(old, new)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
        else:
            return
    files.DISK.rename(old, new)


def wipe(base: str) -> None:
    """Remove content that waits for a commit of this computer which never came; another may be writing right now."""
    mine = tag()
    for room in ROOMS:
        folder = os.path.join(base, room, SPOOL)
        try:
            names = [name for name in os.listdir(folder) if name.startswith(mine)]
        except OSError:
            continue
        for name in names:
            files.DISK.remove(os.path.join(folder, name))
        if names:
            files.DISK.sync_folder(folder)
