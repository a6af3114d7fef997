"""What only one has at a time: the lock of the schema, and changes made under it."""

from __future__ import annotations

from contextlib import suppress

import psycopg

from kvadmin.api import KvadminError, tr
from kvadmin.api.engines import Change, OutcomeUnknown
from kvadmin_postgres.changes import prepare
from kvadmin_postgres.connections import Connection, rows
from kvadmin_postgres.database_view import DatabaseView
from kvadmin_postgres.main_connection import MainConnection
from kvadmin_postgres.server_errors import as_said

# Who asks claims the token: a change under way is waited for, and one that was not made can never be made afterwards.
_CLAIM = "INSERT INTO changes (token) VALUES (%s) ON CONFLICT (token) DO NOTHING"
_MADE = "SELECT number IS NOT NULL FROM changes WHERE token = %s"


class DatabaseWriting:
    """The lock, held.

    Args:
        main: The connection.
    """

    def __init__(self, main: MainConnection) -> None:
        self._main = main
        self._view: DatabaseView | None = None

    @property
    def view(self) -> DatabaseView:
        """Everything as it is now."""
        if self._view is None:
            self._view = DatabaseView(self._main)
        return self._view

    def commit(self, change: Change) -> None:
        """Make one change.

        Raises:
            Overtaken: Something is not as expected.
            OutcomeUnknown: The connection was lost while the server was making it, and the server cannot be asked.
            KvadminError: It cannot be made; nothing is changed.
        """
        main = self._main
        number = self.view.number
        with main.lock, as_said(main.server.shown):
            connection = self._prepared(change, number)
            try:
                done = connection.execute("COMMIT").statusmessage == "COMMIT"
            except psycopg.Error:
                if not connection.closed:  # it is the server who says no
                    main.roll_back()
                    raise
                done = self._settled(change.token)
            except KeyboardInterrupt:
                done = self._settled(change.token)
                if not done:
                    main.roll_back()
                    raise
            if not done:
                raise KvadminError(
                    tr("the connection was lost before the change was saved"),
                    where=main.server.shown,
                    hint=tr("nothing was written; run the command again"),
                    code="no-connection",
                )
            main.seen = number + 1
            self._view = None

    def _prepared(self, change: Change, number: int) -> Connection:
        """The connection on which all of it is written but COMMIT; written once more where the connection was lost."""
        main = self._main
        for last in (False, True):
            main.rest()
            connection = main.open()
            try:
                prepare(connection, change, number, main.server.shown)
                break
            except psycopg.errors.UndefinedTable:
                main.roll_back()
                raise main.without_tables() from None
            except BaseException as error:
                main.roll_back()
                if last or not main.lost() or not isinstance(error, psycopg.OperationalError):
                    raise
        return connection

    def _settled(self, token: str) -> bool:
        """What became of a change whose COMMIT was sent."""
        try:
            return made(self._main, token)
        except (KvadminError, psycopg.Error) as error:
            raise OutcomeUnknown(
                tr("the connection was lost while the change {token} was being saved", token=token),
                where=self._main.server.shown,
                hint=tr("whether it is saved is said by the next command that reaches the server"),
            ) from (error if isinstance(error, KvadminError) else None)


def made(main: MainConnection, token: str) -> bool:
    """Whether a change was made; if not, it will not be made later either, by whatever still lies on the way.

    It is asked on a connection of its own: that of the change may still be thought to live.
    """
    connection = main.server.connect_again()
    try:
        with suppress(psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege):
            connection.execute("SET lock_timeout = '5s'")
            connection.execute(_CLAIM, [token])
        found = rows(connection, _MADE, [token])
        return bool(found and found[0][0])
    finally:
        connection.close()
