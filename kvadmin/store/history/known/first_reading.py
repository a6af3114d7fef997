"""A history that no index knows yet, read in pieces: of each line stays what tells whether it has to be read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from operator import attrgetter

from kvadmin.store.folder import Folder
from kvadmin.store.history.heads import HeadedFile
from kvadmin.store.history.known.known_heads import KnownFile, KnownHead, KnownPast, Marking
from kvadmin.store.history.log import FOLDER
from kvadmin.store.signatures import FileSignature

#: Bytes that are read at a time.
PIECE = 1 << 20


class _UnusualError(Exception):
    """A line that is none, or a file that is not what it was when it was listed: everything has to be looked at."""


def read_in_pieces(folder: Folder, there: Mapping[str, FileSignature], moment: int) -> KnownPast | None:
    """What is to be known of a history without a fault; None where it has one, or changes while it is read.

    Args:
        folder: Where it lies.
        there: The files of the history as the system knows them, in the order of their names.
        moment: When they were looked at (``time.time_ns``).

    Raises:
        KvadminError: An engine cannot be read.
    """
    if folder.on_disk and (folder.base / FOLDER).is_symlink():
        return None
    reading = _Reading(folder, moment)
    try:
        files = [reading.file(number, path, each) for number, (path, each) in enumerate(there.items())]
    except (_UnusualError, OSError):  # whoever reads it whole says what is wrong
        return None
    if len({head.transaction_id for head in reading.heads}) < len(reading.heads):
        return None
    if not reading.in_order:
        reading.heads.sort(key=attrgetter("when"))
    return KnownPast(files, reading.heads, b"".join(reading.marking.places))


class _Reading:
    """The lines so far.

    Args:
        folder: Where they lie.
        moment: When the files were looked at.
    """

    def __init__(self, folder: Folder, moment: int) -> None:
        self._folder, self._moment = folder, moment
        self.marking = Marking()
        self.heads: list[KnownHead] = []
        #: Whether no line is dated before the one above it, as it is unless clocks differ.
        self.in_order = True
        self._latest: datetime | None = None

    def file(self, number: int, path: str, signature: FileSignature) -> KnownFile:
        """Read one file; what it is known by.

        Raises:
            _UnusualError: It has a fault, or is shorter now.
        """
        summing = sha256()
        for at, lines in self._pieces(path, signature.size):
            summing.update(lines)
            found = HeadedFile(lines)
            if found.faults:
                raise _UnusualError
            self.heads += self.marking.known_heads(number, found, at)
            for when in found.moments:
                self.in_order = self.in_order and (self._latest is None or self._latest <= when)
                self._latest = when
        return KnownFile(path, signature, self._moment, summing.digest())

    def _pieces(self, path: str, size: int) -> Iterator[tuple[int, bytes]]:
        """Whole lines, as many as come at a time, and where they begin."""
        at, lines = 0, b""
        while at + len(lines) < size:
            piece = self._folder.part(path, at + len(lines), min(PIECE, size - at - len(lines)))
            if not piece:
                raise _UnusualError
            lines += piece
            cut = len(lines) if at + len(lines) == size else lines.rfind(b"\n") + 1
            yield at, lines[:cut]
            at, lines = at + cut, lines[cut:]
