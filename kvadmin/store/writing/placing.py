"""After the commit point: each file of a frame gets its name, and nothing that comes out is lost.

Two names change places where the system has that; otherwise the old file gets a name among the displaced ones and the
new one takes its place without overwriting. Either way whatever lay there a moment ago lies among the displaced files
afterwards, and is looked at. Every step may be done again: a frame may be finished by the next command.
"""

from __future__ import annotations

import errno
import os
import time

from kvadmin.store import files
from kvadmin.store.frame import Frame, FramedFile
from kvadmin.store.writing import displaced
from kvadmin.store.writing.displaced import OUT, Stranger, hash_at

#: Seconds to wait for a program that has a file open, in all, bit by bit.
WAITS = (0.02, 0.05, 0.1, 0.2, 0.3)
_TRIES = 20
_BUSY = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}


class Placing:
    """A frame that is put in place.

    Args:
        base: The programme folder.
        frame: The frame, which is durable.
        again: It was begun by another command.
    """

    def __init__(self, base: str, frame: Frame, *, again: bool) -> None:
        self.base = base
        self.frame = frame
        self.again = again
        self.strangers: list[Stranger] = []
        #: ``(path, what the system said)`` of every file that could not be put in place.
        self.blocked: list[tuple[str, OSError]] = []
        self._waits = [] if again else list(WAITS)
        self._changed: set[str] = set()

    def place(self) -> None:
        """Put every file in place, deletions first; a file that is refused stops no other."""
        displaced.begin(self.base, self.frame)
        for deleting in (True, False):
            for index, file in enumerate(self.frame.files):
                if (file.new is None) is deleting:
                    try:
                        self._patiently(index, file)
                    except OSError as error:
                        self.blocked.append((file.path, error))
        self.look()

    def look(self) -> None:
        """Look at what came out: bytes that are not those that were expected are put beside the file."""
        self.strangers += displaced.keep_strangers(self.base, self.frame)

    def sync(self) -> None:
        """Make the names durable: in the folders of the files, and of folders that are new in those above."""
        if self.again:
            for file in self.frame.files:
                self._with_those_above(os.path.dirname(file.path))
        for folder in sorted(self._changed):
            if os.path.isdir(folder):
                files.DISK.sync_folder(folder)
        self._changed.clear()

    def make_folders(self, relative: str) -> None:
        """Make a folder and those above it."""
        folder = os.path.join(self.base, relative)
        if relative and not os.path.isdir(folder):
            above = os.path.dirname(relative)
            self.make_folders(above)
            files.DISK.make_folder(folder)
            self._changed.add(os.path.join(self.base, above) if above else self.base)

    def touched(self, path: str) -> None:
        """Note that names in the folder of a file change."""
        self._changed.add(os.path.dirname(os.path.join(self.base, path)))

    def prune(self) -> None:
        """Remove folders that deletions have left empty."""
        for file in self.frame.files:
            folder = os.path.dirname(file.path)
            while file.new is None and folder and files.DISK.remove_folder(os.path.join(self.base, folder)):
                folder = os.path.dirname(folder)

    def _with_those_above(self, relative: str) -> None:
        while True:
            self._changed.add(os.path.join(self.base, relative) if relative else self.base)
            if not relative:
                break
            relative = os.path.dirname(relative)

    def _patiently(self, index: int, file: FramedFile) -> None:
        while True:
            try:
                self._one(index, file)
            except OSError as error:
                if not self._waits or (error.errno not in _BUSY and not isinstance(error, PermissionError)):
                    raise
                time.sleep(self._waits.pop(0))
            else:
                return

    def _one(self, index: int, file: FramedFile) -> None:
        out = displaced.place_of(self.base, self.frame, index)
        for _ in range(_TRIES):
            try:
                self._step(file, os.path.join(self.base, file.path), out)
            except (FileNotFoundError, FileExistsError):  # somebody was quicker: look again
                if file.spool is not None and not os.path.lexists(os.path.join(self.base, file.spool)):
                    raise
            else:
                return
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), file.path)

    def _step(self, file: FramedFile, target: str, out: str) -> None:
        """One try to put a file in place."""
        now, came_out = hash_at(target), hash_at(out)
        self.touched(file.path)
        if self.again:
            files.DISK.remove(files.copy_of(target))
        if file.spool is None:
            if now is not None and (came_out is None or now == file.old):  # else somebody has made it anew
                files.DISK.rename(target, out if came_out is None else _free(out + OUT))
        elif now == file.new:
            if came_out == file.new:
                files.DISK.remove(out)
        elif came_out in (None, file.new) or now == file.old:  # else it has been in place, and was edited since
            if came_out not in (None, file.new):
                files.DISK.rename(out, _free(out + OUT))  # a power cut has kept half of an exchange
            put = self._create if now is None else self._replace
            put(file, os.path.join(self.base, file.spool), target, out)

    def _create(self, file: FramedFile, spool: str, target: str, out: str) -> None:
        """Put a file where none is."""
        files.DISK.remove(out)  # at most the new content, waiting
        self.make_folders(os.path.dirname(file.path))
        by_hand = file.old is not None and not os.path.lexists(out + OUT) and not self.again
        files.DISK.second(spool, target)
        if by_hand:
            self.strangers.append(Stranger(file.path, None))

    def _replace(self, _: FramedFile, spool: str, target: str, out: str) -> None:
        """Put a file where one is, which comes out."""
        if not os.path.lexists(out):
            files.DISK.second(spool, out)
        if not files.DISK.exchange(out, target):
            files.DISK.remove(out)
            files.DISK.rename(target, _free(out + OUT))
            files.DISK.second(spool, target)


def _free(name: str) -> str:
    """The name, or the first one after it that is not taken."""
    count = 1
    free = name
    while os.path.lexists(free):
        count += 1
        free = f"{name}{count}"
    return free
