"""One change in one transaction: what it expects is looked at, then everything is written in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kvadmin.api import InvalidData, Overtaken, tr
from kvadmin.api.engines import Change
from kvadmin_postgres.connections import Connection, rows
from kvadmin_postgres.log_lines import add_lines
from kvadmin_postgres.texts import can_be, value_of

_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
# Whoever made a change meanwhile, in whatever way it got past the lock, has moved the number.
_MOVE = "UPDATE meta SET commits = commits + 1 WHERE commits = %s RETURNING commits"
_STANDING = """
    SELECT name, revision, false FROM documents WHERE name = ANY(%(names)s) UNION ALL
    SELECT name, encode(sha256(coalesce((SELECT string_agg(line, '' ORDER BY position) FROM log_lines
        WHERE log_lines.name = logs.name), '')), 'hex'), true FROM logs WHERE name = ANY(%(names)s)
"""
_WRITE = """
    INSERT INTO documents (name, content, value, odd)
    SELECT * FROM unnest(%s::text[], %s::bytea[], %s::jsonb[], %s::boolean[])
    ON CONFLICT (name) DO UPDATE SET content = excluded.content, value = excluded.value, odd = excluded.odd
"""
# Beside the change itself: how long the logs are that it added to, so that a log cannot vanish unnoticed.
_NOTE = """
    WITH lengths AS (
        INSERT INTO changes (token, number) SELECT 'log ' || name, size FROM logs WHERE name = ANY(%s)
        ON CONFLICT (token) DO UPDATE SET number = excluded.number, made = now()
    )
    INSERT INTO changes (token, number) VALUES (%s, %s)
    ON CONFLICT (token) DO UPDATE SET number = excluded.number, made = now() WHERE changes.number IS NULL
    RETURNING token
"""
_SHORTER = """
    UPDATE changes SET number = (SELECT size FROM logs WHERE 'log ' || name = token)
    WHERE token = ANY(%s) AND number IS NOT NULL
"""
#: Bytes that are sent in one statement, about.
_AT_ONCE = 16_000_000


class _Standing(NamedTuple):
    """What a name has now."""

    revision: str
    log: bool


def prepare(connection: Connection, change: Change, number: int, shown: str) -> None:
    """Write a change, all but COMMIT; the caller rolls back where this raises.

    Args:
        connection: Where no transaction is on.
        change: What to write.
        number: How many changes had been made when it was decided on.
        shown: The address, for people.

    Raises:
        Overtaken: Something is not as expected.
    """
    refuse_names([*change.contents, *change.added])
    with connection.pipeline():
        connection.execute(_BEGIN)
        moved = connection.execute(_MOVE, [number])
        found = connection.execute(_STANDING, {"names": [*change.contents, *change.added]})
        if moved.fetchone() is None:
            raise Overtaken(tr("somebody else has written since"), where=shown, hint=tr("run the command again"))
        standing = {name: _Standing(revision, log) for name, revision, log in found.fetchall()}
    for name in change.contents:
        now = standing.get(name)
        if (now.revision if now else None) != change.expected.get(name):
            raise Overtaken(tr("{path} has been changed since it was read", path=name), where=name)
    write(connection, change.contents, {name for name, each in standing.items() if each.log})
    for name, more in change.added.items():
        kept = name in standing if name not in change.contents else change.contents[name] is not None
        if kept and not standing.get(name, _Standing("", log=False)).log:
            to_log(connection, name)
        add_lines(connection, name, more)
    if not rows(connection, _NOTE, [list(change.added), change.token, number + 1]):
        raise Overtaken(tr("this change has been made already"), where=shown, hint=tr("run the command again"))


def put(connection: Connection, contents: Mapping[str, bytes]) -> None:
    """Keep contents beside all changes, in one transaction."""
    refuse_names(contents)
    with connection.transaction():
        logs = rows(connection, "SELECT name FROM logs WHERE name = ANY(%s)", [list(contents)])
        write(connection, contents, {name for (name,) in logs})


def write(connection: Connection, contents: Mapping[str, bytes | None], logs: set[str]) -> None:
    """Write contents, in the transaction that is on.

    Args:
        connection: Where.
        contents: Name -> its bytes; None: it goes.
        logs: Names that are logs: their lines are replaced.
    """
    gone = [name for name, new in contents.items() if new is None]
    if gone:
        connection.execute("DELETE FROM documents WHERE name = ANY(%s)", [gone])
    if some := [name for name in gone if name in logs]:
        connection.execute("DELETE FROM logs WHERE name = ANY(%s)", [some])
    kept = [(name, new) for name, new in contents.items() if new is not None]
    for some_kept in _portions((name, new) for name, new in kept if name not in logs):
        values = [value_of(name, new) for name, new in some_kept]
        connection.execute(
            _WRITE,
            [
                [name for name, _ in some_kept],
                [new for _, new in some_kept],
                [value for value, _ in values],
                [odd for _, odd in values],
            ],
        )
    for name, new in kept:
        if name in logs:
            connection.execute("DELETE FROM log_lines WHERE name = %s", [name])
            connection.execute("UPDATE logs SET size = 0, rewritten = rewritten + 1 WHERE name = %s", [name])
            add_lines(connection, name, new)
    if touched := [f"log {name}" for name in contents if name in logs]:
        connection.execute(_SHORTER, [touched])


def to_log(connection: Connection, name: str) -> None:
    """Make a log of a content: lines are added to it from now on."""
    ((content,),) = rows(connection, "DELETE FROM documents WHERE name = %s RETURNING content", [name])
    add_lines(connection, name, content)


def refuse_names(names: Iterable[str]) -> None:
    """No name may hold what the server's texts cannot."""
    for name in names:
        if not can_be(name):
            raise InvalidData(
                tr("the name {name!r} cannot be kept on the server: it holds {sign!r}", name=name, sign="\\0"),
                where=ascii(name),
                code="bad-name",
            )


def _portions(contents: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """As many at a time as fit in one statement."""
    some: list[tuple[str, bytes]] = []
    size = 0
    for name, new in contents:
        if some and size + len(new) > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append((name, new))
        size += len(new)
    if some:
        yield some
