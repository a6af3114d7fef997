"""A small engine in one SQLite file, for tests that need one which outlives its process."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager

from kvadmin.errors import Conflict, Overtaken
from kvadmin.extension.engines import Entry
from kvadmin.store.engines.reading import query_by_reading
from kvadmin.store.folder import revision

TABLES = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, data BLOB NOT NULL, log INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS made (token TEXT PRIMARY KEY);
"""


class SqliteView:
    def __init__(self, base):
        self.base = base
        self.number = base.execute("SELECT count(*) FROM made").fetchone()[0]

    def names(self, folder):
        prefix = f"{folder}/" if folder else ""
        rest = [
            name[len(prefix) :] for (name,) in self.base.execute("SELECT name FROM kept") if name.startswith(prefix)
        ]
        return sorted({each.split("/")[0] for each in rest if "/" in each}), sorted(e for e in rest if "/" not in e)

    def entries(self, below=""):
        prefix = f"{below}/" if below else ""
        rows = self.base.execute("SELECT name, data, log FROM kept ORDER BY name").fetchall()
        return [Entry(n, len(d), "?" if log else revision(d), bool(log)) for n, d, log in rows if n.startswith(prefix)]

    def read(self, names):
        found = {}
        for name in names:
            for (data,) in self.base.execute("SELECT data FROM kept WHERE name = ?", (name,)):
                found[name] = data
        return found

    def part(self, name, at, length):
        return self.read([name])[name][at : at + length]

    def query(self, query):
        return query_by_reading(self, query)

    def steady(self):
        return True


class SqliteWriting:
    def __init__(self, base):
        self.base = base

    @property
    def view(self):
        return SqliteView(self.base)

    def commit(self, change):
        now = self.view.read([*change.contents, *change.added])
        for name, new in change.contents.items():
            if (revision(now[name]) if name in now else None) != change.expected[name]:
                raise Overtaken(f"{name} has been changed", where=name)
            self.base.execute("DELETE FROM kept WHERE name = ?", (name,))
            if new is not None:
                self.base.execute("INSERT INTO kept VALUES (?, ?, 0)", (name, new))
        for name, more in change.added.items():
            whole = now.get(name, b"") + more
            self.base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, 1)", (name, whole))
        self.base.execute("INSERT INTO made VALUES (?)", (change.token,))


class SqliteEngine:
    def __init__(self, file):
        self.file = file
        base = self._connected()
        base.executescript(TABLES)
        base.close()

    def _connected(self):
        base = sqlite3.connect(self.file, isolation_level=None, timeout=30)
        base.execute("PRAGMA journal_mode = WAL")
        return base

    def view(self):
        base = self._connected()
        base.execute("BEGIN")
        return SqliteView(base)

    @contextmanager
    def writing(self, *, who, command, patience=None):
        base = self._connected()
        base.execute("BEGIN IMMEDIATE")
        try:
            yield SqliteWriting(base)
            base.execute("COMMIT")
        except BaseException:
            base.execute("ROLLBACK")
            raise
        finally:
            base.close()

    def outcome(self, token):
        return bool(self._connected().execute("SELECT 1 FROM made WHERE token = ?", (token,)).fetchone())

    @contextmanager
    def hold(self, name):
        from filelock import FileLock, Timeout

        try:
            with FileLock(f"{self.file}.{name}.lock", timeout=0):
                yield
        except Timeout:
            raise Conflict(f"somebody else holds {name}", code="held") from None

    def log(self, name):
        raise NotImplementedError

    def put(self, contents):
        base = self._connected()
        base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, 0)", contents.items())

    def health(self):
        return [("store", "sqlite")]

    def close(self):
        pass


def open_engine(folder, address):
    return SqliteEngine(folder / address.partition(":")[2])
