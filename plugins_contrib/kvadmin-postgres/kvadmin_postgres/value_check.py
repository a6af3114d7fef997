"""What the tables hold beside the bytes: compared with them, and made anew where somebody changed it in SQL.

What is lost is found, too: lines of logs, whole logs, tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kvadmin.api import Finding, tr
from kvadmin_postgres.connections import Connection, Server, rows
from kvadmin_postgres.server_errors import as_said
from kvadmin_postgres.tables import missing, said
from kvadmin_postgres.texts import value_of

Ask = Callable[[str, dict[str, Any]], list[tuple[Any, ...]]]

#: Bytes of records that are compared at a time: a page ends with the record that goes beyond.
_PAGE = 4_000_000
_DOCUMENTS = """
    SELECT name, revision, content, value::text, odd FROM (
        SELECT *, sum(size) OVER (ORDER BY name) - size AS before FROM (
            SELECT name, revision, content, value, odd, size FROM documents
            WHERE name > %(after)s AND (right(file, 5) = '.yaml' OR value IS NOT NULL OR odd) ORDER BY name LIMIT 1000
        ) AS following
    ) AS page WHERE before < %(most)s ORDER BY name
"""
_LOGS = """
    SELECT name FROM logs WHERE size <> coalesce(
        (SELECT sum(octet_length(line)) FROM log_lines WHERE log_lines.name = logs.name), 0)
    UNION SELECT name FROM (
        SELECT name, position, lag(position + octet_length(line), 1, 0::bigint)
            OVER (PARTITION BY name ORDER BY position) AS follows FROM log_lines
    ) AS every WHERE position <> follows ORDER BY 1
"""
# What `changes.py` has noted of the lengths of logs, after the last change that added to each.
_SHORTENED = """
    SELECT substring(token FROM 5), size IS NULL FROM changes LEFT JOIN logs ON token = 'log ' || name
    WHERE token LIKE 'log %%' AND coalesce(size, -1) < number ORDER BY 1
"""
_UNNOTED = """
    SELECT 1 FROM meta WHERE commits > 0
        AND NOT EXISTS (SELECT 1 FROM changes WHERE number = commits AND token NOT LIKE 'log %%')
"""
_MEND = "UPDATE documents SET value = %s::jsonb, odd = %s WHERE name = %s AND revision = %s"


class Differing(NamedTuple):
    """A document that is not what its content says.

    Args:
        name: Its name.
        revision: Of its content.
        value: What its content says, as JSON; None: nothing.
        odd: Whether that cannot be kept as jsonb.
    """

    name: str
    revision: str
    value: str | None
    odd: bool


def differing(ask: Ask) -> Iterator[Differing]:
    """The documents whose values are not those of their contents, by name; a page of them is in memory at a time.

    Args:
        ask: Asks the server, all in one transaction.
    """
    after = ""
    while page := ask(_DOCUMENTS, {"after": after, "most": _PAGE}):
        for name, revision, content, kept, odd in page:
            value, is_odd = value_of(name, content)
            if odd != is_odd or _plain(kept) != _plain(value):
                yield Differing(name, revision, value, is_odd)
        after = page[-1][0]


def _plain(value: str | None) -> Any:
    """Nothing at all, or what JSON says: the server writes it in its own order."""
    return None if value is None else [json.loads(value)]


def mend(server: Server, connection: Connection, *, dry: bool = False) -> list[str]:
    """Take the values from the contents again; who writes at the same time is not overwritten.

    Args:
        server: Which.
        connection: Where no transaction is on, as somebody who may write.
        dry: Do it, and take it back.

    Returns:
        The names of what was changed.
    """

    def ask(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return rows(connection, statement, values)

    mended = []
    with as_said(server.shown), connection.transaction(force_rollback=dry):
        for name, *now in differing(ask):
            connection.execute(_MEND, [*now[1:], name, now[0]])
            mended.append(name)
    return mended


def faults(ask: Ask) -> Iterator[Finding]:
    """What ``kvadmin check`` says of the tables.

    Args:
        ask: Asks the server, all in one transaction.
    """
    lost = missing(ask)
    if lost:
        hint = tr("restore it from a backup of the server; kvadmin postgres setup says more")
        yield Finding("programme.yaml", 0, 0, "engine-tables", said(lost), hint)
    for name, *_ in differing(ask):
        text = tr("the server's tables say something else of this record than the record itself; lists may show it")
        hint = tr("somebody changed the tables in SQL; kvadmin postgres setup --mend takes the values from the records")
        yield Finding(name, 0, 0, "engine-values", text, hint)
    backup = tr("restore it from a backup of the server")
    gone: list[tuple[str, bool]] = [] if "changes" in lost else [(name, none) for name, none in ask(_SHORTENED, {})]
    for name, none in gone:
        text = tr("this log was taken out of the server's tables") if none else tr("the end of this log was taken away")
        yield Finding(name, 0, 0, "engine-log", text, backup)
    named = {name for name, _ in gone}
    for (name,) in ask(_LOGS, {}):
        if name not in named:
            text = tr(
                "lines of this log were changed or taken away in the server's tables: they do not follow one another"
            )
            yield Finding(name, 0, 0, "engine-log", text, backup)
    if "changes" not in lost and ask(_UNNOTED, {}):
        text = tr("the server's tables no longer say which changes were made (table changes)")
        hint = tr("the next change is noted again; that a log was taken away whole may not be found until then")
        yield Finding("programme.yaml", 0, 0, "engine-changes", text, hint, "warning")
