"""An engine in one SQLite file, with which commands of the tests run in processes of their own beside YAML files.

``store: sqlite:FILE`` names it, FILE counted from the programme folder.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kvadmin.api.engines import Entry, query_by_reading
from kvadmin.errors import Conflict, Overtaken
from kvadmin.store.folder import revision

_TABLES = """
CREATE TABLE IF NOT EXISTS contents (name TEXT PRIMARY KEY, bytes BLOB NOT NULL, log INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS made (token TEXT PRIMARY KEY);
"""


class SqliteView:
    """Everything, read at once: a programme of the tests is small, and nobody has to wait for a reader."""

    def __init__(self, engine):
        with closing(engine.connect()) as connection:
            connection.execute("BEGIN")
            self.number = connection.execute("SELECT count(*) FROM made").fetchone()[0]
            rows = connection.execute("SELECT name, bytes, log FROM contents ORDER BY name")
            self._data = {name: (data, bool(log)) for name, data, log in rows}

    def _below(self, folder):
        start = f"{folder}/" if folder else ""
        return {name[len(start) :]: name for name in self._data if name.startswith(start)}

    def names(self, folder):
        rest = self._below(folder)
        return sorted({each.split("/")[0] for each in rest if "/" in each}), [each for each in rest if "/" not in each]

    def entries(self, below=""):
        found = {name: self._data[name] for name in self._below(below).values()}
        return [Entry(name, len(data), revision(data), log) for name, (data, log) in found.items()]

    def read(self, names):
        return {name: self._data[name][0] for name in names if name in self._data}

    def part(self, name, at, length):
        return self._data[name][0][at : at + length]

    def query(self, query):
        return query_by_reading(self, query)

    def steady(self):
        return True


class SqliteWriting:
    def __init__(self, engine):
        self._engine = engine

    @property
    def view(self):
        return SqliteView(self._engine)

    def commit(self, change):
        with self._engine.changing() as connection:
            for name, new in change.contents.items():
                row = connection.execute("SELECT bytes FROM contents WHERE name = ?", [name]).fetchone()
                if (revision(row[0]) if row else None) != change.expected.get(name):
                    raise Overtaken(f"{name} has been changed since it was read", where=name)
                if new is None:
                    connection.execute("DELETE FROM contents WHERE name = ?", [name])
                else:
                    log = name.startswith("history/")
                    connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", [name, new, log])
            for name, more in change.added.items():
                add(connection, name, more)
            connection.execute("INSERT INTO made VALUES (?)", [change.token])


class SqliteLog:
    def __init__(self, engine, name):
        self._engine, self._name = engine, name
        self.add(b"")

    def reserve(self, size):
        pass

    def add(self, line, *, durable=False):
        with self._engine.changing() as connection:
            add(connection, self._name, line)

    def close(self):
        pass


def add(connection, name, more):
    before = connection.execute("SELECT bytes FROM contents WHERE name = ?", [name]).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO contents VALUES (?, ?, 1)", [name, (before[0] if before else b"") + more]
    )


class SqliteEngine:
    def __init__(self, file):
        self.file = file
        self._local = threading.local()
        with closing(self.connect()) as connection:
            connection.executescript(_TABLES)

    def connect(self):
        return sqlite3.connect(self.file, timeout=20, isolation_level=None, check_same_thread=False)

    @contextmanager
    def changing(self):
        with closing(self.connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection  # closed without COMMIT, it is taken back
            connection.execute("COMMIT")

    def view(self):
        return SqliteView(self)

    def _lock(self, name, seconds):
        lock = FileLock(f"{self.file}-{revision(name.encode())[:12]}.lock")
        lock.acquire(timeout=seconds)
        return lock

    @contextmanager
    def writing(self, *, who, command, patience=None):
        depth = getattr(self._local, "depth", 0)
        try:
            lock = None if depth else self._lock("", 20 if patience is None else patience)
        except Timeout:
            raise Overtaken("somebody else is writing", code="locked") from None
        self._local.depth = depth + 1
        try:
            yield SqliteWriting(self)
        finally:
            self._local.depth = depth
            if lock:
                lock.release()

    def outcome(self, token):
        with closing(self.connect()) as connection:
            return connection.execute("SELECT 1 FROM made WHERE token = ?", [token]).fetchone() is not None

    @contextmanager
    def hold(self, name):
        try:
            lock = self._lock(name, 0)
        except Timeout:
            raise Conflict(f"somebody else holds {name}", where=name, code="held") from None
        try:
            yield
        finally:
            lock.release()

    def log(self, name):
        return SqliteLog(self, name)

    def put(self, contents):
        with self.changing() as connection:
            connection.executemany("INSERT OR REPLACE INTO contents VALUES (?, ?, 0)", contents.items())

    def health(self):
        return [("server", f"SQLite {sqlite3.sqlite_version}")]

    def close(self):
        pass


def open_engine(folder, address):
    """The engine of ``sqlite:FILE``."""
    return SqliteEngine(Path(folder) / address.partition(":")[2])
