"""What the index keeps of the history: where each line lies, and as much of it as tells whether it has to be read.

Of a line: its id, its moment, what it undoes, whether it was made by hand, its place, and of each file a mark of its
path and of its contents before and after. A mark only says which lines to look at; what it did is read from the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b, sha256
from struct import Struct
from typing import NamedTuple

import msgspec

from kvadmin.store.history.heads import Head, HeadedFile
from kvadmin.store.signatures import FileSignature

#: Bytes of the mark of a path, of the mark of a content, and of what is kept of a file.
PATH, CONTENT = 8, 4
STEP = PATH + 2 * CONTENT
PLACE = Struct(f"<{PATH}sHQI")


class KnownHead(msgspec.Struct, array_like=True, gc=False):
    """A line that need not be read to be counted."""

    transaction_id: str
    moment: str
    undoes: str | None
    by_hand: bool
    #: The number of its file, its first byte in it, and its length.
    file: int
    at: int
    length: int
    #: ``path before after``, file by file.
    marks: bytes

    @property
    def when(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.moment)

    @property
    def paths(self) -> Iterator[bytes]:
        """The marks of the paths that it touched."""
        return (self.marks[at : at + PATH] for at in range(0, len(self.marks), STEP))


class KnownFile(NamedTuple):
    """A file of the history as it was read: when, what the system said of it, and its content by its hash."""

    path: str
    signature: FileSignature
    moment: int
    sum: bytes

    @classmethod
    def new(cls, path: str) -> KnownFile:
        """A file of which nothing has been read."""
        return cls(path, FileSignature(0, 0, 0, 0), 0, sha256().digest())

    @property
    def settled(self) -> bool:
        """Whether every edit since it was read has given it another signature."""
        return self.signature.settled(self.moment)

    def followed(self, data: bytes, signature: FileSignature, moment: int) -> KnownFile | None:
        """The same file with what has been added to it; None if it does not go on from what was read."""
        size = self.signature.size
        summing = sha256(memoryview(data)[:size])
        if len(data) < size or (size and data[size - 1 : size] != b"\n") or summing.digest() != self.sum:
            return None
        summing.update(memoryview(data)[size:])
        return KnownFile(self.path, signature, moment, summing.digest())


class KnownPast(msgspec.Struct, array_like=True):
    """All lines of a history without a fault, oldest first."""

    files: list[KnownFile]
    heads: list[KnownHead]
    #: Where each path that they name stands, as :data:`PLACE` packs it: its mark, the file, the first byte, the length.
    paths: bytes


def path_mark(path: str) -> bytes:
    """The mark of a path, which does not say it."""
    return blake2b(path.encode("utf-8", "replace"), digest_size=PATH).digest()


def content_mark(revision: str | None) -> bytes:
    """The mark of a content; of none, and of what is no hash, too."""
    try:
        return bytes.fromhex((revision or "")[: 2 * CONTENT]).ljust(CONTENT, b"\0")
    except ValueError:
        return b"\0" * CONTENT


class Marking:
    """Makes the known heads of lines that were read, and says where each path stands that they name."""

    def __init__(self) -> None:
        self.places: list[bytes] = []
        self._marks: dict[str, bytes] = {}

    def known_heads(self, number: int, file: HeadedFile, start: int = 0) -> Iterator[KnownHead]:
        """Those of the lines that were read from ``start`` on of the file of that number."""
        at = 0
        for raw, head in zip(file.raws, file.heads, strict=True):
            at = file.data.index(raw, at)
            yield self._known(number, start + at, raw, head)
            at += len(raw)

    def _known(self, number: int, at: int, raw: bytes, head: Head) -> KnownHead:
        marks, after = [], 0
        for each in head.touched:
            mark = self._marks.get(each.path)
            if mark is None:
                mark = self._marks[each.path] = path_mark(each.path)
                text = msgspec.json.encode(each.path)
                found = raw.find(text, after)
                place = (at, len(raw)) if found < 0 else (at + found, len(text))
                self.places.append(PLACE.pack(mark, number, *place))
                after = max(found, after)
            marks += [mark, content_mark(each.before), content_mark(each.after)]
        return KnownHead(
            head.transaction_id, head.moment, head.undoes, head.by_hand, number, at, len(raw), b"".join(marks)
        )
