"""The SQLite file of a programme folder's index: opened if it can be, left alone if it cannot.

Whatever is wrong with it (absent, damaged, of another version, locked, on a disk that is full or may not be written
to) ends in "nothing is known": no caller hears of it, and what was asked for is read from the files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

#: Goes up whenever the tables or the meaning of a row change: a file of another number is begun anew.
FORMAT = 1
_OFF = "KVADMIN_INDEX"


class Index:
    """One programme folder's index; :func:`index_of` gives it.

    Args:
        file: Where it lies.
        tables: ``CREATE TABLE IF NOT EXISTS ...`` of everybody who keeps something in it.
    """

    def __init__(self, file: Path, tables: Sequence[str]) -> None:
        self.file = file
        self.tables = tables
        self._connection: sqlite3.Connection | None = None
        self._given_up = False

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """What a question finds; nothing when the index cannot be asked."""
        return self._tried(lambda connection: connection.execute(sql, tuple(values)).fetchall()) or []

    def write(self, change: Callable[[sqlite3.Connection], None]) -> None:
        """One change of the index, whole or not at all; none when it cannot be written now."""

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
        if self._given_up:
            return None
        import sqlite3

        try:
            if self._connection is None:
                self._connection = self._opened()
            return ask(self._connection)
        except sqlite3.OperationalError:  # locked, full, read-only: another time, perhaps
            self._given_up = True
        except (sqlite3.Error, OSError, ValueError, OverflowError):
            self._given_up = True
            self.close()
            with suppress(OSError):
                self.file.unlink()
        return None

    def _opened(self) -> sqlite3.Connection:
        import sqlite3

        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = sqlite3.connect(self.file, timeout=0.2)
        with suppress(OSError):
            self.file.chmod(0o600)
        connection.execute("PRAGMA synchronous=OFF")  # what is lost is read again; what is torn has no checksum
        if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            connection.close()
            self.file.unlink()
            connection = sqlite3.connect(self.file, timeout=0.2)
            connection.execute("PRAGMA synchronous=OFF")
            for table in self.tables:
                connection.execute(table)
            connection.execute(f"PRAGMA user_version={FORMAT}")
            connection.commit()
        return connection


def index_file(base: Path) -> Path | None:
    """Where the index of a programme folder lies; None when the person wants none (``KVADMIN_INDEX=off``)."""
    if os.environ.get(_OFF) == "off":
        return None
    from hashlib import sha256

    return Path(_cache_folder()) / "index" / f"{sha256(os.fsencode(os.path.realpath(base))).hexdigest()[:32]}.sqlite"


def _cache_folder() -> str:
    """What platformdirs says; its answer on Linux is given without importing it."""
    home, base = os.environ.get("HOME", ""), os.environ.get("XDG_CACHE_HOME", "")
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        if base.startswith("/"):
            return f"{base}/kvadmin"
        if home.startswith("/"):
            return f"{home.rstrip('/')}/.cache/kvadmin"
    import platformdirs

    return platformdirs.user_cache_dir("kvadmin", appauthor=False)
