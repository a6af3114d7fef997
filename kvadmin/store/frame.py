"""The commit file, ``.kvadmin/commit``: which commit was the last, and while one is put in place, what it is.

Its first line is ``kvadmin 1 NUMBER TOKEN done - HOST``, or ``... live HASH HOST`` with the frame below it: the names
of the files with their hashes before and after, where the new content waits, and the line of the history. A live frame
is a commit: whoever opens the folder next finishes it, and until then reads through it (:mod:`kvadmin.store.overlay`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

#: What kvadmin keeps for itself in a programme folder; git leaves it out.
ROOM = ".kvadmin"
#: Where it keeps what belongs to ``sensitive/``, so that it is as protected as that folder.
SENSITIVE_ROOM = f"sensitive/{ROOM}"
ROOMS = (ROOM, SENSITIVE_ROOM)
COMMIT = f"{ROOM}/commit"
#: The folder of the history.
HISTORY = "history"
SPOOL = "spool"
DISPLACED = "displaced"
#: Stands for the token of a commit file that may not be read.
CLOSED = "?"
_MAGIC = "kvadmin"
_FORMAT = "1"

#: Commits that this process has made: ``(folder, number)``. What it has done itself does not surprise it.
OWN: set[tuple[str, int]] = set()


class FramedFile(NamedTuple):
    """One file of a frame: hashes before and after (None: there is none), and where the new content waits."""

    path: str
    old: str | None
    new: str | None
    spool: str | None
    sensitive: bool = False


class Frame(NamedTuple):
    """A commit that is being put in place.

    Args:
        number: The generation of the folder that it makes.
        token: Tells this commit from any other.
        host: The computer that writes it.
        files: Its files.
        history: The file of the history that :attr:`line` goes to, and its length before; None when nothing goes there.
        line: The line of the history.
        forgets: Nothing of what was there before may stay.
    """

    number: int
    token: str
    host: str
    files: tuple[FramedFile, ...]
    history: tuple[str, int] | None
    line: str
    forgets: bool = False

    @property
    def what(self) -> str:
        """Id of the transaction, for messages."""
        import json

        try:
            return str(json.loads(self.line.rstrip("\n").rpartition("\n")[2])["id"])
        except (ValueError, KeyError, TypeError):
            return self.token

    def encode(self) -> bytes:
        """The commit file while this is put in place."""
        import json
        from hashlib import sha256

        rest = {"files": self.files, "history": self.history, "line": self.line, "forgets": self.forgets}
        body = json.dumps(rest, ensure_ascii=False).encode()
        return f"{_head(self.number, self.token, 'live', sha256(body).hexdigest(), self.host)}\n".encode() + body

    def done(self) -> bytes:
        """The commit file afterwards."""
        return f"{_head(self.number, self.token, 'done', '-', self.host)}\n".encode()


class Generation(NamedTuple):
    """What the commit file says.

    Args:
        number: The generation of the folder; 0 before the first commit.
        token: Tells the last commit from any other.
        live: It is being put in place.
        raw: The bytes of the commit file.
    """

    number: int = 0
    token: str = ""
    live: bool = False
    raw: bytes = b""

    @property
    def closed(self) -> bool:
        """Whether the commit file is there and may not be read."""
        return self.token == CLOSED

    def frame(self) -> Frame | None:
        """The live frame, or None when there is none or it cannot be read."""
        import json
        from hashlib import sha256

        head, _, body = self.raw.partition(b"\n")
        fields = head.decode("utf-8", "replace").split(" ", 6)
        if not self.live or self.closed or sha256(body).hexdigest() != fields[5]:
            return None
        rest = json.loads(body)
        files = tuple(FramedFile(*file) for file in rest["files"])
        history = tuple(rest["history"]) if rest["history"] else None
        return Frame(self.number, self.token, fields[6], files, history, rest["line"], rest["forgets"])


def state_of(base: str | os.PathLike[str]) -> Generation:
    """What the commit file of a folder says; a torn one (never a live one, which is durable first) says nothing."""
    try:
        with open(os.path.join(base, COMMIT), "rb") as file:
            raw = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return Generation()
    except PermissionError:  # somebody else's: it may be live
        return Generation(0, CLOSED, live=True)
    fields = raw.partition(b"\n")[0].decode("utf-8", "replace").split(" ", 6)
    if len(fields) != 7 or fields[:2] != [_MAGIC, _FORMAT] or not fields[2].isdigit():
        return Generation(raw=raw)
    return Generation(int(fields[2]), fields[3], fields[4] == "live", raw)


def unsettled(base: str | os.PathLike[str]) -> bool:
    """Whether somebody was interrupted here: a live frame, or content that waits for one."""
    if state_of(base).live:
        return True
    for room in ROOMS:
        try:
            with os.scandir(os.path.join(base, room, SPOOL)) as waiting:
                if any(True for _ in waiting):
                    return True
        except OSError:
            continue
    return False


def room_of(path: str) -> str:
    """The room for what belongs to a file."""
    return SENSITIVE_ROOM if path.startswith("sensitive/") else ROOM


def _head(*fields: object) -> str:
    return " ".join((_MAGIC, _FORMAT, *map(str, fields)))


def own(base: str | os.PathLike[str], numbers: Sequence[int]) -> bool:
    """Whether this process has made all these commits itself."""
    return all((os.fspath(base), number) in OWN for number in numbers)
