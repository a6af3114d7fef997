"""What the index knows of the records of a collection: a row a file, which counts while the file is the very one.

A row holds what an outline says, as the file writes it; the record's types are put on it when it is read. No row is
kept of a file that is not sound, that has free text or an address that may name somebody, or of which a text that the
outline leaves out would stand in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.store.signatures import FileSignature
from kvadmin.wording.folding import fold

if TYPE_CHECKING:
    import sqlite3

    from kvadmin.model.finding import Finding
    from kvadmin.model.record import Outline
    from kvadmin.store.index.database import Index
    from kvadmin.store.schema.collection_schema import CollectionSchema
    from kvadmin.store.schema.loading import Loaded

TABLES = (
    """CREATE TABLE IF NOT EXISTS outlines
    (kind TEXT, path TEXT, row BLOB, sum BLOB, PRIMARY KEY (kind, path)) WITHOUT ROWID""",
)
_SUM = 16
#: Shorter texts are no names of anybody's.
_SHORTEST = 4


class OutlineRow(msgspec.Struct, array_like=True):
    """What was read in one file; it answers as :class:`~kvadmin.store.schema.loading.Loaded` does."""

    path: str
    signature: FileSignature
    revision: str
    key: str
    plain: msgspec.Raw

    @property
    def findings(self) -> list[Finding]:
        """None: a file with faults has no row."""
        return []


class OutlineRows:
    """The rows of one outline.

    Args:
        index: Where they are kept.
        schema: The collection.
        outline: What is kept of its records.
    """

    def __init__(self, index: Index, schema: CollectionSchema, outline: type[Outline]) -> None:
        self.index = index
        self.schema = schema
        self.outline = outline
        self.kind = f"{schema.collection.name} {outline.__module__}.{outline.__qualname__}"
        self._kept: set[str] = set()

    def known(self, signatures: Mapping[str, FileSignature]) -> dict[str, OutlineRow]:
        """The rows, by path, of the files that are still the very ones that were read."""
        found = {}
        for row in self._whole():
            if signatures.get(row.path) == row.signature:
                found[row.path] = row
        return found

    def _whole(self) -> Iterator[OutlineRow]:
        """The rows that carry their own checksum; one of another shape has another."""
        decode, sum_of = msgspec.json.Decoder(OutlineRow).decode, self._sum
        rows = self.index.rows("SELECT path, row, sum FROM outlines WHERE kind = ?", (self.kind,))
        self._kept = {path for path, _, _ in rows}
        for _, raw, said in rows:
            if isinstance(raw, bytes) and sum_of(raw) == said:
                yield decode(raw)

    def keep(
        self, read: Collection[Loaded], signatures: Mapping[str, FileSignature], moment: int, every: Collection[str]
    ) -> None:
        """Keep what was read after :meth:`known` was asked, and let go of what is there no more.

        Args:
            read: Files that were read after their signatures were taken.
            signatures: The files there are, by path.
            moment: When the signatures were taken, in nanoseconds.
            every: The paths of all files of the collection.
        """
        rows = [
            (self.kind, file.path, raw, self._sum(raw))
            for file in read
            if (signature := signatures.get(file.path)) is not None and signature.settled(moment)
            if (raw := self._row(file, signature)) is not None
        ]
        # What a file does not say any more goes as well: of one that was read and has no row now, the old one too.
        stale = {file.path for file in read} - {path for _, path, _, _ in rows}
        gone = [(self.kind, path) for path in self._kept & (stale | self._kept.difference(every))]
        if not rows and not gone:
            return

        def change(connection: sqlite3.Connection) -> None:
            connection.executemany("DELETE FROM outlines WHERE kind = ? AND path = ?", gone)
            connection.executemany("INSERT OR REPLACE INTO outlines VALUES (?, ?, ?, ?)", rows)

        self.index.write(change)

    def _row(self, file: Loaded, signature: FileSignature) -> bytes | None:
        """What is kept of a file, or None."""
        fields = self.outline.__struct_encode_fields__
        if file.findings or file.key is None or any(file.plain.get(name) for name in self._free):
            return None
        plain = {name: file.plain[name] for name in fields if name in file.plain}
        rest = {name: value for name, value in file.plain.items() if name not in plain}
        try:
            raw = msgspec.json.encode(
                OutlineRow(file.path, signature, file.revision, file.key, msgspec.Raw(msgspec.json.encode(plain)))
            )
        except (ValueError, TypeError):  # half a character, say: no text that can be kept
            return None
        if _told(rest, [file.path, file.key, plain]) or not self._impersonal(plain):
            return None
        return raw

    def _impersonal(self, plain: Mapping[str, Any]) -> bool:
        """Whether no postal address may name somebody."""
        lines = list(_texts([plain.get(name) for name in self._postal]))
        if not lines:
            return True
        from kvadmin.store.index.postal_lines import name_nobody

        others = [value for name, value in plain.items() if name not in self._postal]
        return name_nobody(lines, {word for text in _texts(others) for word in fold(text).split()})

    @cached_property
    def _free(self) -> frozenset[str]:
        return self._written(self.outline.free_texts)

    @cached_property
    def _postal(self) -> frozenset[str]:
        return self._written(self.outline.postal)

    def _written(self, fields: frozenset[str]) -> frozenset[str]:
        """Fields as they are called in a file."""
        names = dict(zip(self.outline.__struct_fields__, self.outline.__struct_encode_fields__, strict=True))
        return frozenset(names[name] for name in fields)

    @cached_property
    def _sum(self) -> Callable[[bytes], bytes]:
        """The checksum of a row, which is another one when anything has changed that says what a row means."""
        from hashlib import blake2b

        from kvadmin.store.index.shapes import shape_of

        begun = blake2b(shape_of(self.schema, self.outline).encode(), digest_size=_SUM)

        def sum_of(raw: bytes) -> bytes:
            each = begun.copy()
            each.update(raw)
            return each.digest()

        return sum_of


def _told(rest: Any, kept: Any) -> bool:
    """Whether what is kept has a text that is left out and may be a name or a number, or any e-mail address.

    Case, blanks, signs and the order of words do not matter: ``NORDMANN, Kari`` is Kari Nordmann.
    """
    texts = list(_texts(kept))
    if any("@" in text for text in texts):  # whoever it is of
        return True
    whole = [fold(text) for text in texts]
    together, words = "".join(whole).replace(" ", ""), {word for text in whole for word in text.split()}
    for text in _texts(rest):
        if len(text) >= _SHORTEST and any(sign.isdigit() or sign in " @" for sign in text):
            folded = fold(text)
            if folded and (folded.replace(" ", "") in together or words.issuperset(folded.split())):
                return True
    return False


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
