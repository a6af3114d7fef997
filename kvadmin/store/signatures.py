"""How a file is known again without being read: by when it was changed, how long it is, and which file it is.

Contents are what counts; a signature only says that nobody has touched a file since its content was read. Two rules
make that sure. The time of change (``ctime``) is set by the system at every edit, renaming and setting of times, so an
edit that puts the time of modification back is seen. And a file that was changed a moment before it was read may be
changed again within the same tick of the clock, so what is read then is not kept (git's rule of racy entries).
"""

from __future__ import annotations

import os
from stat import S_ISREG
from typing import NamedTuple

#: Nanoseconds that have to lie between the last change of a file and the reading of it: FAT counts in steps of two
#: seconds, and the second above is for clocks that the system reads coarsely.
SLACK = 3_000_000_000


class FileSignature(NamedTuple):
    """What the file system says of a file: times in nanoseconds, bytes, and the number of the file itself."""

    modified: int
    changed: int
    size: int
    number: int

    def settled(self, moment: int) -> bool:
        """Whether the last change is clearly older than a moment; one that is yet to come never is."""
        return max(self.modified, self.changed) + SLACK < moment


def signatures(folder: str) -> dict[str, FileSignature]:
    """The signatures of the files in a folder by name; of links and of what is no file there is none.

    On Windows ``ctime`` is when a file was made, so an edit that keeps the length and puts the time back is not seen
    there; and what a listing says of a file may be old, so each is asked for by itself.
    """
    found: dict[str, FileSignature] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    said = os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if S_ISREG(said.st_mode):
                    found[entry.name] = FileSignature(said.st_mtime_ns, said.st_ctime_ns, said.st_size, said.st_ino)
    except OSError:
        return found
    return found
