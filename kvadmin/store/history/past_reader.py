"""Reading the history: every line once, and those not at all that the index knows from before."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from kvadmin.store.folder import Folder
from kvadmin.store.history.heads import HeadedFile
from kvadmin.store.history.indexed_past import IndexedPast
from kvadmin.store.history.known.known_heads import KnownFile, KnownHead, KnownPast, Marking
from kvadmin.store.history.log import FOLDER, history_files
from kvadmin.store.history.past import Past

if TYPE_CHECKING:
    import sqlite3

    from kvadmin.store.index.database import Index
    from kvadmin.store.signatures import FileSignature

#: What the index keeps of the history.
TABLES = ("CREATE TABLE IF NOT EXISTS past (name TEXT PRIMARY KEY, sum BLOB, known BLOB) WITHOUT ROWID",)
#: A history of fewer bytes is read as quickly as the index is asked.
SMALL = 200_000
#: One of more bytes is not held in memory, even where there is no index.
LARGE = 16_000_000
#: So many lines at the end may be unknown to the index while what is kept would not count the next time.
_UNKEPT = 100
#: Another number for another meaning of what is kept.
_NAME = "history 2"
_SAY = msgspec.msgpack.Encoder().encode
_UNDERSTAND = msgspec.msgpack.Decoder(KnownPast).decode


class PastReader:
    """Reads the history of one folder, each line of it once as long as it lies there unchanged.

    Args:
        index: What was known of it before; None: nothing, and nothing is kept.
    """

    def __init__(self, index: Index | None = None) -> None:
        self._index = index
        self._files: dict[str, HeadedFile] = {}
        self._past: Past | None = None
        self._known: KnownPast | None = None
        self._asked = False
        #: The files of the history in which every line was a whole one when it was read last.
        self.sound: frozenset[str] = frozenset()

    def __call__(self, folder: Folder) -> Past:
        """The history as it is in the folder now."""
        paths = history_files(folder)
        moment = time.time_ns()
        there = self._signatures(folder, paths)
        if there is not None and (past := self._from_index(folder, there, moment)) is not None:
            self.sound = frozenset(paths)
            return past
        if there is not None and (past := self._in_pieces(folder, there, moment)) is not None:
            self.sound = frozenset(paths)
            return past
        past = self._read(folder, paths)
        self.sound = frozenset(path for path, file in self._files.items() if not file.faults)
        return past

    def _signatures(self, folder: Folder, paths: Sequence[str]) -> dict[str, FileSignature] | None:
        """The files of the history as the system knows them, where they are more than is read whole every time."""
        if self._files or folder.state.live:
            return None
        few = LARGE if self._index is None else SMALL
        found = {f"{FOLDER}/{name}": each for name, each in folder.signatures_in(FOLDER).items()}
        there = {path: found[path] for path in paths if path in found}
        return there if len(there) == len(paths) and sum(each.size for each in there.values()) > few else None

    def _in_pieces(self, folder: Folder, there: Mapping[str, FileSignature], moment: int) -> Past | None:
        """From the files, of which little stays in memory; None where something in them has to be looked at."""
        from kvadmin.store.history.known.first_reading import read_in_pieces

        known = read_in_pieces(folder, there, moment)
        if known is None:
            return None
        self._known, self._asked = known, True
        self._keep(known)
        self._past = IndexedPast(folder.part, known, {}, self._disbelieve)
        return self._past

    def _read(self, folder: Folder, paths: Sequence[str]) -> Past:
        """From the files alone."""
        files: dict[str, HeadedFile] = {}
        for path in paths:
            data, known = folder.read(path) or b"", self._files.get(path)
            files[path] = known if known is not None and known.data == data else HeadedFile(data, known)
        if self._past is None or list(files.items()) != list(self._files.items()):
            self._files, self._past = files, joined(list(files.values()))
        return self._past

    def _from_index(self, folder: Folder, there: Mapping[str, FileSignature], moment: int) -> Past | None:
        """As far as the files are the ones that were read then, and what has been added to them since."""
        known = self._asked_for()
        if known is None or not {file.path for file in known.files} <= there.keys():
            return None
        held = self._past.data if isinstance(self._past, IndexedPast) else {}
        files, data, fresh = list(known.files), dict(held), []
        numbers = {file.path: number for number, file in enumerate(files)}
        for path, signature in there.items():
            number = numbers.get(path)
            if number is not None and signature == files[number].signature and files[number].settled:
                continue
            now = folder.read(path) or b""
            if number is not None and held.get(number) == now:
                continue
            before = KnownFile.new(path) if number is None else files[number]
            file = before.followed(now, signature, moment) if len(now) == signature.size else None
            if file is None:
                return None
            number = len(files) if number is None else number
            files[number : number + 1] = [file]
            data[number] = now
            fresh.append((number, before.signature.size))
        return self._followed(folder, known, files, data, fresh)

    def _followed(
        self,
        folder: Folder,
        known: KnownPast,
        files: list[KnownFile],
        data: Mapping[int, bytes],
        fresh: Sequence[tuple[int, int]],
    ) -> Past | None:
        """The past with what has been added; None where that is not just later lines."""
        if not fresh and isinstance(self._past, IndexedPast):
            return self._past
        marking = Marking()
        added: list[tuple[datetime, KnownHead]] = []
        for number, start in fresh:
            tail = HeadedFile(data[number][start:])
            if tail.faults:
                return None
            added += zip(tail.moments, marking.known_heads(number, tail, start), strict=True)
        added.sort(key=itemgetter(0))
        heads = [*known.heads, *(head for _, head in added)]
        if added and (
            (known.heads and added[0][0] <= known.heads[-1].when)
            or len({head.transaction_id for head in heads}) < len(heads)
        ):
            return None
        self._known = KnownPast(files, heads, known.paths + b"".join(marking.places))
        if (fresh and all(file.settled for file in files)) or len(added) > _UNKEPT:
            self._keep(self._known)
        self._past = IndexedPast(folder.part, self._known, data, self._disbelieve)
        return self._past

    def _asked_for(self) -> KnownPast | None:
        """What the index knows; it is asked once."""
        if not self._asked and self._index is not None:
            self._asked = True
            rows = self._index.rows("SELECT sum, known FROM past WHERE name = ?", [_NAME])
            try:
                self._known = _UNDERSTAND(rows[0][1]) if rows and sha256(rows[0][1]).digest() == rows[0][0] else None
            except (msgspec.DecodeError, TypeError):
                self._known = None
        return self._known

    def _keep(self, known: KnownPast) -> None:
        if self._index is not None:
            said = _SAY(known)
            self._write("REPLACE INTO past VALUES (?, ?, ?)", _NAME, sha256(said).digest(), said)

    def _write(self, sql: str, *values: object) -> None:
        def change(connection: sqlite3.Connection) -> None:
            connection.execute(sql, values)

        if self._index is not None:
            self._index.write(change)

    def _disbelieve(self) -> None:
        """Read the files from now on."""
        self._write("DELETE FROM past")
        self._index = self._known = self._past = None


def joined(files: Sequence[HeadedFile]) -> Past:
    """The same line twice is one; two of the same id that differ are both there."""
    heads = [head for file in files for head in file.heads]
    moments = [moment for file in files for moment in file.moments]
    places = list(range(len(heads)))
    if len({head.transaction_id for head in heads}) < len(heads):
        unlike: dict[bytes, int] = {}
        for place, raw in enumerate(raw for file in files for raw in file.raws):
            unlike.setdefault(raw.strip(), place)
        places = list(unlike.values())
    places.sort(key=moments.__getitem__)
    return Past([heads[place] for place in places], [mark for file in files for mark in file.broken])
