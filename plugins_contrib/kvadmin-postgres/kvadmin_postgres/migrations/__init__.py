"""The tables, made and brought up to date: numbered SQL files, of which each is one format more."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from psycopg import sql

from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.server_errors import as_said, of_version, unsuitable
from kvadmin_postgres.tables import TABLES, VIEW, missing, without


def scripts() -> list[str]:
    """The SQL of each format, the first one first."""
    found = sorted(each.name for each in files(__name__).iterdir() if each.name.endswith(".sql"))
    return [files(__name__).joinpath(name).read_text(encoding="utf-8") for name in found]


#: The format that this plugin reads and writes.
FORMAT = 1
#: The oldest server that knows all that is asked of it, as it counts its versions: ``gen_random_uuid`` came last.
OLDEST = 130000


def _view() -> str:
    """The statement that makes the view of the history."""
    return next(each for each in scripts()[0].split(";\n") if f"CREATE VIEW {VIEW} " in each)


def set_up(server: Server, connection: Connection, *, dry: bool = False) -> tuple[int, int]:
    """Make the tables, or bring them up to date: all of it or nothing.

    Args:
        server: Where.
        connection: To it, as somebody who may make tables.
        dry: Do all of it, and take it back.

    Returns:
        The format before (0: there were no tables) and now.

    Raises:
        KvadminError: The role may not, the tables are of a newer plugin's, or some of them are missing; nothing is
            changed.
    """
    schema = server.address.schema

    def ask(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return rows(connection, statement, values)

    with as_said(server.shown), connection.transaction(force_rollback=dry):
        encoding = rows(connection, "SELECT current_setting('server_encoding')")[0][0]
        if encoding != "UTF8" or connection.info.server_version < OLDEST:
            raise unsuitable(server.shown, encoding, connection.info.server_version // 10000)
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [server.key("setup")])
        if rows(connection, "SELECT to_regnamespace(%s) IS NULL", [schema])[0][0]:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        before = 0
        lost = missing(ask)
        if len(lost) < len(TABLES):
            if error := without(ask, server.shown):
                raise error
            before = rows(connection, "SELECT format FROM meta FOR UPDATE")[0][0]
        if before > FORMAT and (newer := of_version(before, FORMAT, server.shown)):
            raise newer
        for number, script in enumerate(scripts()[before:FORMAT], before + 1):
            connection.execute(script.encode())
            connection.execute("UPDATE meta SET format = %s", [number])
        if lost == [VIEW]:  # it holds nothing of its own
            connection.execute(_view().encode())
    return before, FORMAT
