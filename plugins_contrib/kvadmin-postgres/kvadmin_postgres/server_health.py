"""What there is to say of the server, the connection and the role."""

from __future__ import annotations

from kvadmin.api import tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.migrations import FORMAT
from kvadmin_postgres.tables import TABLES, VIEW, missing, said

_SERVER = """
    SELECT current_setting('server_version'), current_user, pg_is_in_recovery(), current_setting('fsync')::boolean,
        current_setting('full_page_writes')::boolean,
        (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %(schema)s)
"""
_TABLES = """
    SELECT format, commits, has_table_privilege('documents', 'INSERT'), (SELECT count(*) FROM documents),
        (SELECT count(*) FROM logs), (SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
            WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p')),
        pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'meta'::regclass), 'USAGE')
    FROM meta
"""


def health_of(server: Server, connection: Connection) -> list[tuple[str, str]]:
    """Names and what they are; no transaction is on.

    Args:
        server: Which.
        connection: To it.
    """
    schema = server.address.schema
    ((version, role, standby, syncs, full, inside),) = rows(connection, _SERVER, {"schema": schema})
    told = [
        ("store", server.shown),
        ("server", f"PostgreSQL {version}" + (f", {tr('a standby, which is read only')}" if standby else "")),
        ("encrypted", _encrypted(server, connection)),
        ("role", role),
    ]
    if not syncs or not full:
        told.append(("durability", tr("the server does not wait for its disk (fsync is off): a power cut loses data")))
    if inside is False:
        return [*told, ("rights", tr("none: kvadmin postgres grant {role} --reader", role=role))]
    lost = missing(lambda statement, values: rows(connection, statement, values))
    if len(lost) == len(TABLES):
        return [*told, ("tables", tr("none yet: kvadmin postgres setup"))]
    if lost:
        told.append(("damage", said(lost)))
    if {*lost} - {"changes", VIEW}:
        return told
    ((found, commits, writes, documents, logs, size, owner),) = rows(connection, _TABLES, [schema])
    rights = tr("read and write") if writes and not standby else tr("read")
    return [
        *told,
        ("rights", tr("owner of the tables") if owner and not standby else rights),
        ("tables", tr("format {found}, this plugin knows {known}", found=found, known=FORMAT)),
        ("changes", str(commits)),
        ("contents", str(documents)),
        ("logs", str(logs)),
        ("size", f"{size / 1e6:.1f} MB"),
    ]


def _encrypted(server: Server, connection: Connection) -> str:
    if not connection.pgconn.ssl_in_use:
        return tr("no: it does not leave this computer") if server.address.local else tr("no")
    mode = server.address.parameters.get("sslmode", "")
    if mode == "verify-full":
        return tr("yes, and the name of the server is checked")
    return tr("yes, but nobody checks which server it is (sslmode={mode})", mode=mode or "prefer")
