"""The SQLite file of a programme folder's index: opened if it can be, left alone if it cannot.

Whatever is wrong with it (absent, damaged, of another version, locked, on a disk that is full or may not be written
to) ends in "nothing is known": no caller hears of it, and what was asked for is read from the files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.resources import person_folder

if TYPE_CHECKING:
    import sqlite3

#: Goes up whenever the tables or the meaning of a row change: a file of another number is begun anew.
FORMAT = 1
#: ``off``: no index is kept or asked; an absolute path: the folder that it lies in.
_SETTING = "KVADMIN_INDEX"
#: How long another process is waited for, in seconds: reading the files again takes no longer.
_PATIENCE = 0.2
#: SQLite's codes for a file that is as good as before, but cannot be had now: perm, busy, locked, out of memory,
#: read-only, interrupted, input/output, full, cannot open, protocol, no large files, authorisation. All others (no such
#: table, malformed, not a database ...) say that the file is none of ours any more.
_NOT_NOW = frozenset({3, 5, 6, 7, 8, 9, 10, 13, 14, 15, 22, 23})


class Index:
    """One programme folder's index; each room that keeps something in it has an object of its own.

    Args:
        file: Where it lies; :func:`index_file` says it.
        tables: ``CREATE TABLE IF NOT EXISTS ...`` of what the room keeps.
    """

    def __init__(self, file: Path, tables: Sequence[str]) -> None:
        self.file = file
        self.tables = tables
        self._connection: sqlite3.Connection | None = None
        self._given_up = False

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """What a question finds; nothing when the index cannot be asked.

        SQLite does not notice a byte that has changed on the disk: a row must carry a checksum over all it says.
        """
        asked = tuple(values)
        return self._tried(lambda connection: connection.execute(sql, asked).fetchall()) or []

    def write(self, change: Callable[[sqlite3.Connection], None]) -> None:
        """One change of the index, whole or not at all; none when it cannot be written now.

        The change may be tried twice, the second time on an index that was begun anew.
        """

        def whole(connection: sqlite3.Connection) -> None:
            with connection:
                change(connection)

        self._tried(whole)

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._connection is not None:
            with suppress(Exception):
                self._connection.close()
        self._connection = None

    def _tried(self, ask: Callable[[sqlite3.Connection], Any]) -> Any:
        """What is asked, once more on a new file where the old one is damaged; None where that does not go either."""
        for anew in (False, True):
            if self._given_up:
                return None
            try:
                import sqlite3
            except ImportError:  # a Python that was built without it
                self._given_up = True
                return None
            try:
                if self._connection is None:
                    self._connection = self._opened()
                return ask(self._connection)
            except (sqlite3.Error, OSError, ValueError, OverflowError, MemoryError) as error:
                self.close()
                code = getattr(error, "sqlite_errorcode", None)
                not_now = isinstance(error, OSError | MemoryError) or (code is not None and code & 0xFF in _NOT_NOW)
                self._given_up = not_now or anew or not self._removed()
        return None

    def _removed(self) -> bool:
        with suppress(OSError):
            self.file.unlink()
            return True
        return False

    def _opened(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = self._connected()
        if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            connection.close()
            self.file.unlink()
            connection = self._connected()
            connection.execute(f"PRAGMA user_version={FORMAT}")
            self.file.chmod(0o600)
        for table in self.tables:
            connection.execute(table)
        return connection

    def _connected(self) -> sqlite3.Connection:
        import sqlite3

        connection = sqlite3.connect(self.file, timeout=_PATIENCE)
        # Nobody waits for the disk: what is lost is read from the files again, and what is torn has no checksum. The
        # journal is kept in memory, so that nothing else lies beside the file or outlives it.
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA secure_delete=ON")  # what a row does not say any more stands nowhere
        return connection


def index_file(base: Path) -> Path | None:
    """Where the index of a programme folder lies; None when the person wants none (``KVADMIN_INDEX=off``)."""
    said = os.environ.get(_SETTING, "")
    if said.lower() == "off":
        return None
    from hashlib import sha256

    folder = Path(said) if Path(said).is_absolute() else person_folder("cache") / "index"
    return folder / f"{sha256(os.fsencode(os.path.realpath(base))).hexdigest()[:32]}.sqlite"


def remove_index(base: Path) -> None:
    """Take the index of a programme folder away, as far as it can be; the next question begins it anew."""
    file = index_file(base)
    if file is not None:
        with suppress(OSError):
            file.unlink()
