"""A name that one alone holds: a lock of the server's on a connection of its own, which ends with the process."""

from __future__ import annotations

import time
from contextlib import suppress

import psycopg

from kvadmin.api import Conflict, tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.server_errors import as_said

#: How often it is asked for, and the seconds between: whose process was killed a moment ago holds it a moment longer.
_TRIES, _PAUSE = 4, 0.1


class NameHold:
    """It is held from the beginning, until it is closed or the connection is lost; :meth:`check` takes it again then.

    Args:
        server: Where.
        name: The name.

    Raises:
        Conflict: Somebody else holds it (code ``held``).
    """

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name = server, name
        with as_said(server.shown):
            self._connection = self._held(server.connect())

    def _held(self, connection: Connection) -> Connection:
        for _ in range(_TRIES):
            ((free,),) = rows(connection, "SELECT pg_try_advisory_lock(%s)", [self._key])
            if free:
                return connection
            time.sleep(_PAUSE)
        connection.close()
        raise Conflict(tr("somebody else holds {name}", name=self._name), where=self._name, code="held")

    @property
    def _key(self) -> int:
        return self._server.key(f"hold/{self._name}")

    def check(self) -> None:
        """Make sure that it is held still: whoever sends letters must not go on beside another sender.

        Raises:
            Conflict: The connection was lost, and somebody else holds it now.
        """
        with as_said(self._server.shown):
            try:
                rows(self._connection, "SELECT 1")
            except psycopg.OperationalError:
                if not self._connection.closed:
                    raise
                self._connection = self._held(self._server.connect_again())

    def close(self) -> None:
        """Let others hold it, at once: the end of a connection is noticed by the server a moment later."""
        with suppress(psycopg.Error):
            rows(self._connection, "SELECT pg_advisory_unlock(%s)", [self._key])
        self._connection.close()
