"""What roles may do: read, or read and write; never make or change tables."""

from __future__ import annotations

from psycopg import errors, sql

from kvadmin.api import Refused, UnknownName, tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.server_errors import as_said
from kvadmin_postgres.tables import without

_READING = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}",
)
# Of what the tables say of themselves, a writer moves the number of changes alone; what was made stays noted.
_WRITING = (
    "GRANT INSERT, UPDATE, DELETE ON documents, logs, log_lines TO {role}",
    "GRANT INSERT, UPDATE ON changes TO {role}",
    "GRANT UPDATE (commits) ON meta TO {role}",
)
_NO_MORE = (
    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "REVOKE UPDATE (commits) ON meta FROM {role}",
)
_OWNER = """
    SELECT pg_has_role(relowner, 'USAGE'), pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'documents'::regclass
"""
# Who has the rights of the owner (or of everybody, as a superuser) may do all, whatever is granted.
_ALL = "SELECT pg_has_role(%s, relowner, 'USAGE') FROM pg_class WHERE oid = 'documents'::regclass"
_STILL = "SELECT has_table_privilege(%s, 'documents', 'INSERT')"


def grant(server: Server, connection: Connection, role: str, *, writes: bool, dry: bool = False) -> None:
    """Let a role read, or read and write; what it could do beyond that, it can no more.

    Args:
        server: Whose tables.
        connection: As their owner.
        role: A role that there is.
        writes: Whether it may write.
        dry: Only find out whether it can be granted.

    Raises:
        UnknownName: There is no such role.
        Refused: Only the owner of the tables may say so; or the role may do more in any case.
    """
    names = {"schema": sql.Identifier(server.address.schema), "role": sql.Identifier(role)}
    with as_said(server.shown), connection.transaction(force_rollback=dry):
        if error := without(lambda statement, values: rows(connection, statement, values), server.shown):
            raise error
        # Whoever is not, the server only warns that nothing was granted.
        ((owner, role_of_owner),) = rows(connection, _OWNER)
        if not owner:
            raise Refused(
                tr("only the owner of the tables may grant them"),
                where=server.shown,
                hint=tr("do it as {role}: name it in the address", role=role_of_owner),
                code="cannot-write",
            )
        try:
            _refuse_owner(server, connection, role)
            for statement in (*_READING, *_NO_MORE, *(_WRITING if writes else ())):
                connection.execute(sql.SQL(statement).format(**names))
        except errors.UndefinedObject:
            raise UnknownName(
                tr("the server has no role {role}", role=role),
                where=server.shown,
                hint=tr("its administrator makes one: CREATE ROLE ... LOGIN"),
                code="unknown-person",
            ) from None
        ((still,),) = rows(connection, _STILL, [role])
        if still and not writes:
            raise Refused(
                tr("{role} could write all the same: it belongs to a role that may", role=role),
                where=server.shown,
                hint=tr("the server's administrator takes it out: REVOKE ... FROM ..."),
                code="cannot-write",
            )


def _refuse_owner(server: Server, connection: Connection, role: str) -> None:
    """Refuse to say that a role may so much alone which may do all; of an owner the server would take rights away."""
    ((may_all,),) = rows(connection, _ALL, [role])
    if may_all:
        raise Refused(
            tr("{role} may do everything: it owns the tables, belongs to their owner, or is a superuser", role=role),
            where=server.shown,
            hint=tr("grant to a role that is none of these"),
            code="state-forbids",
        )
