"""Bytes added at the end of a log, line by line, in one statement."""

from __future__ import annotations

from kvadmin_postgres.connections import Connection, rows
from kvadmin_postgres.texts import entry_of

# A log is locked by its row, so that its lines follow one another; with `at`, only where it has that length still.
_ADD = """
    WITH grown AS (
        INSERT INTO logs AS l (name, size) SELECT %(name)s, %(length)s WHERE coalesce(%(at)s::bigint, 0) = 0
            OR EXISTS (SELECT 1 FROM logs WHERE name = %(name)s)
        ON CONFLICT (name) DO UPDATE SET size = l.size + excluded.size WHERE %(at)s::bigint IS NULL OR l.size = %(at)s
        RETURNING size - %(length)s AS before
    ), added AS (
        INSERT INTO log_lines (name, position, line, entry)
        SELECT %(name)s, before + position, line, entry
        FROM grown,
            unnest(%(positions)s::bigint[], %(lines)s::bytea[], %(entries)s::jsonb[]) AS new(position, line, entry)
    )
    SELECT before FROM grown
"""


def add_lines(connection: Connection, name: str, data: bytes, at: int | None = None) -> int | None:
    """Add bytes at the end of a log, which is begun where it is not there.

    Args:
        connection: Where; a transaction of its own unless one is on.
        name: The log.
        data: What is added.
        at: The length that the log must have before; None: any.

    Returns:
        The length that it had, or None where it was another one: nothing is added then.
    """
    lines = data.splitlines(keepends=True) if b"\r" not in data else _lines(data)
    positions, position = [], 0
    for line in lines:
        positions.append(position)
        position += len(line)
    values = {
        "name": name,
        "length": len(data),
        "at": at,
        "positions": positions,
        "lines": lines,
        "entries": [entry_of(name, line) for line in lines],
    }
    found = rows(connection, _ADD, values)
    return found[0][0] if found else None


def _lines(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
