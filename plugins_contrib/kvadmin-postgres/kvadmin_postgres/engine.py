"""A programme on a PostgreSQL server, as kvadmin asks for it; what writes is imported when something is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from kvadmin_postgres.connections import Server
from kvadmin_postgres.database_view import DatabaseView
from kvadmin_postgres.main_connection import MainConnection
from kvadmin_postgres.server_address import read_address
from kvadmin_postgres.server_errors import as_said

if TYPE_CHECKING:
    from kvadmin_postgres.database_log import DatabaseLog
    from kvadmin_postgres.database_writing import DatabaseWriting
    from kvadmin_postgres.name_hold import NameHold


def open_engine(folder: Path, address: str) -> PostgresEngine:
    """The engine of an address; it connects when it is first asked.

    Args:
        folder: The programme folder, which says where the programme is.
        address: ``postgresql://user@host/database``.

    Raises:
        InvalidData: The address is wrong, or holds what it must not.
    """
    del folder
    return PostgresEngine(Server(read_address(address)))


class PostgresEngine:
    """One programme, in one schema of a database; see :class:`kvadmin.api.engines.Engine`.

    Args:
        server: Where it is.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self._main = MainConnection(server)
        self._logs: list[DatabaseLog] = []
        self._holds: list[NameHold] = []

    def view(self) -> DatabaseView:
        """Everything as it is when it is first asked."""
        return DatabaseView(self._main)

    @contextmanager
    def writing(self, *, who: str, command: str, patience: float | None = None) -> Iterator[DatabaseWriting]:
        """Hold the lock of the schema; an owner of the database makes the tables where there are none."""
        from kvadmin_postgres.database_writing import DatabaseWriting

        self._main.take(who, command, patience)
        try:
            yield DatabaseWriting(self._main)
        finally:
            self._main.release()

    def outcome(self, token: str) -> bool:
        """Whether a change was made."""
        from kvadmin_postgres.database_writing import made

        with as_said(self.server.shown):
            return made(self._main, token)

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold a lock of that name; lines of logs are added only as long as it is held."""
        from kvadmin_postgres.name_hold import NameHold

        hold = NameHold(self.server, name)
        self._holds.append(hold)
        try:
            yield
        finally:
            self._holds.remove(hold)
            hold.close()

    def log(self, name: str) -> DatabaseLog:
        """A log to add lines to."""
        from kvadmin_postgres.database_log import DatabaseLog

        log = DatabaseLog(self.server, name, self._check_holds)
        self._logs.append(log)
        return log

    def _check_holds(self) -> None:
        for hold in list(self._holds):
            hold.check()

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep contents beside all changes, in one transaction; sent again where the connection was lost."""
        from kvadmin_postgres.changes import put

        main = self._main
        with main.lock, as_said(self.server.shown):
            try:
                main.rest()
                put(main.open(), contents)
            except psycopg.OperationalError:
                if not main.lost():
                    raise
                put(main.open(), contents)

    def health(self) -> list[tuple[str, str]]:
        """Server, connection, role, tables."""
        from kvadmin_postgres.server_health import health_of

        with self._main.lock, as_said(self.server.shown):
            connection = self._main.open()
            self._main.rest()
            return health_of(self.server, connection)

    def close(self) -> None:
        """Let go of all connections."""
        try:
            for log in self._logs:
                log.close()
        finally:
            self._main.close()
