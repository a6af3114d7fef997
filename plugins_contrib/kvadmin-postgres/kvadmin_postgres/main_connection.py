"""The connection that everything is read by and changes are made on: one view or one change at a time."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any, Protocol

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from kvadmin.api import Overtaken, Refused, tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.migrations import FORMAT, set_up
from kvadmin_postgres.server_errors import as_said, not_set_up, of_version
from kvadmin_postgres.tables import without
from kvadmin_postgres.writer_lock import busy, lock, unlock, writer_name

#: Seconds to wait for another writer before giving up.
PATIENCE = 3.0

_VIEW = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT commits, format FROM meta"
_MAY_USE = "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s"


class Viewing(Protocol):
    """Whoever reads in a transaction of its own."""

    def begun(self, number: int) -> None:
        """The transaction has begun, after so many changes."""
        ...


class MainConnection:
    """It connects when it is first used, and again when the connection was lost.

    Args:
        server: Where to.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        #: Held for each question and for each change, so that threads do not speak at once.
        self.lock = threading.RLock()
        self._writers = threading.RLock()
        self._connection: Connection | None = None
        self._viewing: Viewing | None = None
        #: What the writer calls itself, and how long it waits; None: nobody writes.
        self._writing: tuple[str, float] | None = None
        self._depth = 0
        #: How many changes there were when the writer looked last; None: it has not looked.
        self.seen: int | None = None

    def open(self) -> Connection:
        """The connection, made when there is none; a writer has its lock again, and finds nothing changed.

        Raises:
            Overtaken: Somebody has the lock that was lost with the connection, or has written since.
        """
        if self._connection is None or self._connection.closed:
            self._viewing = None
            first = self._connection is None
            self._connection = self.server.connect() if first else self.server.connect_again()
            if self._writing is not None:
                try:
                    self._regain(self._connection, *self._writing)
                except BaseException:  # whoever asks again must not be taken for the writer
                    self._connection.close()
                    raise
        return self._connection

    def _regain(self, connection: Connection, name: str, seconds: float) -> None:
        lock(connection, self.server, name, seconds)
        now = rows(connection, "SELECT commits FROM meta")[0][0]
        if self.seen not in {None, now}:
            raise Overtaken(
                tr("the connection was lost, and somebody else has written since"),
                where=self.server.shown,
                hint=tr("nothing was written; run the command again"),
            )

    def lost(self) -> bool:
        """Whether the connection has gone."""
        return self._connection is None or self._connection.closed

    def ask(self, viewing: Viewing, statement: Any, values: Any = None) -> list[tuple[Any, ...]]:
        """The rows of a question, in the transaction of a view; asked once more where the connection was lost."""
        with self.lock, as_said(self.server.shown):
            try:
                return rows(self.look(viewing), statement, values)
            except errors.UndefinedTable:
                self.roll_back()
                raise self.without_tables() from None
            except psycopg.Error as error:
                self.roll_back()
                # A standby ends a question that is in the way of what it must do next.
                if not self.lost() and not isinstance(error, errors.SerializationFailure):
                    raise
            return rows(self.look(viewing), statement, values)

    def look(self, viewing: Viewing) -> Connection:
        """The connection in the transaction of a view, which is begun where another one was on."""
        connection = self.open()
        if self._viewing is viewing:
            return connection
        self.rest()
        try:
            with connection.cursor() as cursor:
                cursor.execute(_VIEW).nextset()
                number, version = cursor.fetchone() or (0, 0)
        except (errors.UndefinedTable, errors.InvalidSchemaName):
            self.roll_back()
            raise self.without_tables() from None
        if wrong := of_version(version, FORMAT, self.server.shown):
            self.roll_back()
            raise wrong
        self._viewing = viewing
        if self._writing is not None:
            self.seen = number
        viewing.begun(number)
        return connection

    def without_tables(self) -> Exception:
        """Nobody has made them, or they are not for this role, or some of them were dropped; no transaction is on."""
        connection, name = self.open(), self.server.address.schema
        if (False,) in rows(connection, _MAY_USE, [name]):
            return errors.InsufficientPrivilege(f"permission denied for schema {name}")
        found = without(lambda statement, values: rows(connection, statement, values), self.server.shown)
        connection.close()  # nothing more can be asked
        return found or not_set_up(self.server.shown)

    def rest(self) -> None:
        """End the transaction of a view, if one is on: nothing of the server's is kept from being tidied up."""
        if self._viewing is not None:
            self.roll_back()

    def roll_back(self) -> None:
        """End whatever transaction is on, or the connection where that cannot be."""
        self._viewing = None
        if self._connection is not None and not self._connection.closed:
            with suppress(psycopg.Error):
                self._connection.execute("ROLLBACK")
            if self._connection.info.transaction_status != TransactionStatus.IDLE:
                self._connection.close()

    def take(self, who: str, command: str, patience: float | None) -> None:
        """Be the one who writes; inside it may be taken again.

        Raises:
            Overtaken: Somebody else was writing all the time (code ``locked``).
            Refused: Nothing can be written there, or not by this role.
        """
        seconds = PATIENCE if patience is None else patience
        if not self._writers.acquire(timeout=max(0.0, seconds)):
            raise busy(self.server, tr("another part of this program"))
        try:
            if self._depth == 0:
                with self.lock, as_said(self.server.shown):
                    self._take(writer_name(who, command), seconds)
            self._depth += 1
        except BaseException:
            self._writers.release()
            raise

    def _take(self, name: str, seconds: float) -> None:
        """Take the lock; an owner of the database makes the tables that it is about to fill."""
        self.seen = None
        for last in (False, True):
            connection = self.open()
            self._viewing = None
            try:
                lock(connection, self.server, name, seconds)
                break
            except errors.UndefinedTable:
                if last:
                    raise
                try:
                    set_up(self.server, connection)
                except Refused as error:
                    if error.code != "cannot-write":
                        raise
                    raise self.without_tables() from None
            except psycopg.OperationalError:
                if last or not self.lost():
                    raise
        self._writing = name, seconds

    def release(self) -> None:
        """Let the next one write."""
        self._depth -= 1
        try:
            if self._depth == 0:
                self._writing = None
                with self.lock, suppress(psycopg.Error):
                    self._viewing = None
                    if self._connection is not None and not self._connection.closed:
                        unlock(self._connection, self.server)
        finally:
            self._writers.release()

    def close(self) -> None:
        """Let go of the connection, and of what the server holds for it."""
        with self.lock:
            self._viewing = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None
