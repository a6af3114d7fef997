"""A log that lines are added to beside all changes, on a connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg

from kvadmin.api import KvadminError, tr
from kvadmin_postgres.changes import refuse_names, to_log
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.log_lines import add_lines
from kvadmin_postgres.server_errors import as_said, translated

#: Seconds before each further attempt to reach the server.
_PAUSES = (0.0, 0.2, 0.8, 2.0)


class DatabaseLog:
    """Lines are sent when one of them has to outlive every failure, together with those that wait.

    What was sent when the connection broke is sent again for the same place in the log: it lies there once.

    Args:
        server: Where.
        name: The log.
        check: Called before lines are sent; what it raises keeps them from being sent.
    """

    def __init__(self, server: Server, name: str, check: Callable[[], None] = lambda: None) -> None:
        refuse_names([name])
        self._server, self._name, self._check = server, name, check
        self._waiting: list[bytes] = []
        self._count = self._kept = 0
        self._gather, self._send = threading.Lock(), threading.Lock()
        self._connection: Connection | None = None
        with as_said(server.shown):
            self._size = self._begun(self._open())

    def _open(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = self._server.connect()
        return self._connection

    def _begun(self, connection: Connection) -> int:
        """Its length, after the end of its last line: an earlier run may have left that torn."""
        with connection.transaction():
            connection.execute("INSERT INTO logs (name) VALUES (%s) ON CONFLICT DO NOTHING", [self._name])
            if rows(connection, "SELECT 1 FROM documents WHERE name = %s", [self._name]):
                to_log(connection, self._name)
            size = _size(connection, self._name)
            last = rows(
                connection, "SELECT line FROM log_lines WHERE name = %s ORDER BY position DESC LIMIT 1", [self._name]
            )
            if last and not last[0][0].endswith(b"\n"):
                add_lines(connection, self._name, b"\n")
                size += 1
        return size

    def reserve(self, size: int) -> None:
        """Whether the server has room, it says when something is added."""

    def add(self, line: bytes, *, durable: bool = False) -> None:
        """Add bytes at the end; with ``durable`` the server has them on its disk when this returns."""
        with self._gather:
            self._waiting.append(line)
            self._count += 1
            mine = self._count
        if durable:
            self._flush(mine)

    def _flush(self, mine: int) -> None:
        with self._send:
            if self._kept >= mine:
                return  # another thread has sent this line with its own
            with self._gather:
                data, upto = b"".join(self._waiting), self._count
                self._waiting.clear()  # what cannot be added now is not added later either: its error has been told
            self._check()
            self._add(data)
            self._kept = upto

    def _add(self, data: bytes) -> None:
        """Send bytes until the server says that it has them."""
        lost: psycopg.Error | KvadminError | None = None
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                connection = self._open()
                if lost is not None and self._lies(connection, data):
                    break
                while (before := add_lines(connection, self._name, data, self._size)) is None:
                    self._size = _size(connection, self._name)
            except KvadminError as error:  # no connection is to be had
                lost = error
            except psycopg.Error as error:
                if self._connection is not None and not self._connection.closed:
                    raise translated(error, self._server.shown) from None
                lost = error
            else:
                self._size = before
                break
        else:
            reason = str(translated(lost, self._server.shown) if isinstance(lost, psycopg.Error) else lost)
            raise KvadminError(
                tr("cannot write {path}: {reason}", path=self._name, reason=reason),
                where=self._server.shown,
                hint=tr("what was to be noted may be missing there"),
                code="cannot-write",
            )
        self._size += len(data)

    def _lies(self, connection: Connection, data: bytes) -> bool:
        """Whether the bytes lie where they were sent to; whoever is still writing there is waited for."""
        with connection.transaction():
            if _size(connection, self._name) < self._size + len(data):
                return False
            lines = rows(
                connection,
                "SELECT line FROM log_lines WHERE name = %s AND position >= %s AND position < %s ORDER BY position",
                [self._name, self._size, self._size + len(data)],
            )
        return b"".join(line for (line,) in lines) == data

    def close(self) -> None:
        """Send what waits."""
        try:
            with self._gather:
                mine = self._count
            if self._waiting:
                self._flush(mine)
        finally:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _size(connection: Connection, name: str) -> int:
    """The length of a log, after whoever adds to it now; 0 where it is not there any more."""
    found = rows(connection, "SELECT size FROM logs WHERE name = %s FOR UPDATE", [name])
    return int(found[0][0]) if found else 0
