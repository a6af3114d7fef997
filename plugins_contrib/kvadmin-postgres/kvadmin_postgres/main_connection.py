"""The connection that everything is read by and changes are made on: one view or one change at a time."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any, Protocol
from urllib.parse import quote, unquote

import psycopg
from psycopg import errors, sql

from kvadmin.api import KvadminError, Overtaken, tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.migrations import FORMAT, set_up
from kvadmin_postgres.server_errors import as_said, not_set_up, of_version, read_only

#: Seconds to wait for another writer before giving up.
PATIENCE = 3.0
#: The server keeps so many bytes of what a connection calls itself, ASCII alone.
_NAME_BYTES = 63

_VIEW = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT commits, format FROM meta"
_LOCK = sql.SQL(
    "ROLLBACK; SELECT has_table_privilege('documents', 'INSERT') AND NOT pg_is_in_recovery()"
    " AND NOT current_setting('transaction_read_only')::boolean, set_config('application_name', {name}, false),"
    " set_config('lock_timeout', {patience}, false), set_config('synchronous_commit', CASE"
    " current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),"
    " pg_advisory_lock({key})"
)
_UNLOCK = sql.SQL("ROLLBACK; SELECT pg_advisory_unlock({key}), set_config('application_name', {name}, false)")
_HOLDER = """
    SELECT usename, application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND pg_locks.database = (SELECT oid FROM pg_database
        WHERE datname = current_database()) AND objsubid = 1
        AND (classid::bigint << 32) | objid::bigint = %s::bigint
"""


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
        self._writing: tuple[str, float] | None = None
        self._depth = 0
        #: How many changes there were when the writer looked last; None: it has not looked.
        self.seen: int | None = None

    def open(self) -> Connection:
        """The connection, made when there is none; a writer has the lock again and finds nothing changed.

        Raises:
            Overtaken: Somebody has written since the lock was lost with the connection.
        """
        if self._connection is None or self._connection.closed:
            self._viewing = None
            self._connection = self.server.connect()
            if self._writing is not None:
                self._lock(*self._writing)
                now = rows(self._connection, "SELECT commits FROM meta")[0][0]
                if self.seen not in {None, now}:
                    raise Overtaken(
                        tr("the connection was lost, and somebody else has written since"),
                        where=self.server.shown,
                        hint=tr("nothing was written; run the command again"),
                    )
        return self._connection

    def lost(self) -> bool:
        """Whether the connection has gone."""
        return self._connection is None or self._connection.closed

    def ask(self, viewing: Viewing, statement: Any, values: Any = None) -> list[tuple[Any, ...]]:
        """The rows of a question, in the transaction of a view; asked once more where the connection was lost."""
        with self.lock, as_said(self.server.shown):
            try:
                return rows(self.look(viewing), statement, values)
            except psycopg.OperationalError:
                if not self.lost():
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
                found = cursor.execute(_VIEW)
                found.nextset()
                number, version = found.fetchone() or (0, 0)
        except (errors.UndefinedTable, errors.InvalidSchemaName):
            raise self._without_tables(connection) from None
        if wrong := of_version(version, FORMAT, self.server.shown):
            connection.execute("ROLLBACK")
            raise wrong
        self._viewing = viewing
        if self._writing is not None:
            self.seen = number
        viewing.begun(number)
        return connection

    def _without_tables(self, connection: Connection) -> KvadminError:
        """Nobody has made them, or they are not for this role."""
        connection.execute("ROLLBACK")
        name = self.server.address.schema
        known, may = rows(
            connection, "SELECT to_regnamespace(%s) IS NOT NULL, coalesce(has_schema_privilege(%s, 'USAGE'), false)",
            [name, name],
        )[0] if rows(connection, "SELECT to_regnamespace(%s) IS NOT NULL", [name])[0][0] else (False, False)  # fmt: skip
        if known and not may:
            raise errors.InsufficientPrivilege(f"permission denied for schema {name}")
        return not_set_up(self.server.shown)

    def rest(self) -> None:
        """End the transaction of a view, if one is on: nothing of the server's is kept from being tidied up."""
        if self._viewing is not None:
            self._viewing = None
            if self._connection is not None and not self._connection.closed:
                self._connection.execute("ROLLBACK")

    def take(self, who: str, command: str, patience: float | None) -> None:
        """Be the one who writes; inside it may be taken again.

        Raises:
            Overtaken: Somebody else was writing all the time (code ``locked``).
            Refused: Nothing can be written there, or not by this role.
        """
        seconds = PATIENCE if patience is None else patience
        if not self._writers.acquire(timeout=max(0.0, seconds)):
            raise self._busy(tr("another thread of this program"))
        try:
            if self._depth == 0:
                with self.lock, as_said(self.server.shown):
                    self._take(_named(who, command), seconds)
            self._depth += 1
        except BaseException:
            self._writers.release()
            raise

    def _take(self, name: str, seconds: float) -> None:
        self.seen = None
        for last in (False, True):
            self.open()
            try:
                self._lock(name, seconds)
                break
            except errors.UndefinedTable:
                if last:
                    raise
                set_up(self.server, self.open())
            except psycopg.OperationalError:
                if last or not self.lost():
                    raise
        self._writing = name, seconds

    def _lock(self, name: str, seconds: float) -> None:
        connection = self._connection
        assert connection is not None
        self._viewing = None
        try:
            with connection.cursor() as cursor:
                found = cursor.execute(
                    _LOCK.format(
                        name=sql.Literal(name),
                        patience=sql.Literal(f"{max(1, round(seconds * 1000))}ms"),
                        key=sql.Literal(self.server.writers),
                    )
                )
                found.nextset()
                may = (found.fetchone() or (False,))[0]
        except errors.LockNotAvailable:
            raise self._busy(self._holder(connection)) from None
        if not may:
            self._unlock(connection)
            raise read_only(self.server.shown)

    def _busy(self, who: str) -> Overtaken:
        return Overtaken(
            tr("another kvadmin is writing to this programme: {who}", who=who),
            where=self.server.shown,
            hint=tr("wait until it is done, then try again"),
            code="locked",
        )

    def _holder(self, connection: Connection) -> str:
        for user, name in rows(connection, _HOLDER, [self.server.writers]):
            return f"{unquote(name).removeprefix('kvadmin: ')} ({user})"
        return tr("it has just ended")

    def release(self) -> None:
        """Let the next one write."""
        self._depth -= 1
        try:
            if self._depth == 0:
                self._writing = None
                with self.lock, suppress(psycopg.Error):
                    if self._connection is not None and not self._connection.closed:
                        self._unlock(self._connection)
        finally:
            self._writers.release()

    def _unlock(self, connection: Connection) -> None:
        self._viewing = None
        connection.execute(_UNLOCK.format(key=sql.Literal(self.server.writers), name=sql.Literal(self.server.name)))

    def close(self) -> None:
        """Let go of the connection, and of what the server holds for it."""
        with self.lock:
            self._viewing = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _named(who: str, command: str) -> str:
    """What the connection calls itself while it writes, for those who wait: ``kvadmin: Kari Nordmann, cohort set``."""
    signs = [quote(sign, safe=" .,:@'()-") for sign in f"kvadmin: {who or '?'}" + (f", {command}" if command else "")]
    while sum(map(len, signs)) > _NAME_BYTES:
        signs.pop()
    return "".join(signs)
