"""The lock of those who change anything: it is the server's, and ends with the connection that holds it."""

from __future__ import annotations

from urllib.parse import quote, unquote

from psycopg import errors, sql

from kvadmin.api import Overtaken, tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.server_errors import read_only

#: The server keeps so many bytes of what a connection calls itself, ASCII alone.
_NAME_BYTES = 63

# A server that lets changes be lost in a power cut by default does not do so here.
_LOCK = sql.SQL(
    "ROLLBACK; SELECT has_table_privilege('documents', 'INSERT') AND NOT pg_is_in_recovery()"
    " AND NOT current_setting('transaction_read_only')::boolean, set_config('application_name', {name}, false),"
    " set_config('lock_timeout', {patience}, false), set_config('synchronous_commit', coalesce("
    "nullif(current_setting('synchronous_commit'), 'off'), 'on'), false), pg_advisory_lock({key})"
)
_UNLOCK = sql.SQL("ROLLBACK; SELECT pg_advisory_unlock({key}), set_config('application_name', {name}, false)")
_HOLDER = """
    SELECT usename, application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (classid::bigint << 32) | objid::bigint = %s::bigint
"""


def lock(connection: Connection, server: Server, name: str, seconds: float) -> None:
    """Take the lock, in the order of those who wait; no transaction is on afterwards.

    Args:
        connection: It holds the lock from now on.
        server: Whose schema.
        name: What the connection calls itself meanwhile (:func:`writer_name`).
        seconds: How long to wait.

    Raises:
        Overtaken: Somebody else held it all the time (code ``locked``).
        Refused: Nothing can be written there, or not by this role.
    """
    statement = _LOCK.format(
        name=sql.Literal(name),
        patience=sql.Literal(f"{max(1, round(seconds * 1000))}ms"),
        key=sql.Literal(server.writers),
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement).nextset()
            may = (cursor.fetchone() or (False,))[0]
    except errors.LockNotAvailable:
        raise busy(server, _holder(connection, server)) from None
    if not may:
        unlock(connection, server)
        raise read_only(server.shown)


def unlock(connection: Connection, server: Server) -> None:
    """Let go of the lock, and of the transaction that is on."""
    connection.execute(_UNLOCK.format(key=sql.Literal(server.writers), name=sql.Literal(server.name)))


def busy(server: Server, who: str) -> Overtaken:
    """Somebody else writes."""
    return Overtaken(
        tr("another kvadmin is writing to this programme: {who}", who=who),
        where=server.shown,
        hint=tr("wait until it is done, then try again"),
        code="locked",
    )


def writer_name(who: str, command: str) -> str:
    """What a connection calls itself while it writes, for those who wait: ``kvadmin: Kari Nordmann, cohort set``."""
    text = f"kvadmin: {who or '?'}" + (f", {command}" if command else "")
    signs = [quote(sign, safe=" .,:@'()-?", errors="replace") for sign in text]
    while sum(map(len, signs)) > _NAME_BYTES:
        signs.pop()
    return "".join(signs)


def _holder(connection: Connection, server: Server) -> str:
    for user, name in rows(connection, _HOLDER, [server.writers]):
        return f"{unquote(name).removeprefix('kvadmin: ')} ({user})"
    return tr("it has just ended")
