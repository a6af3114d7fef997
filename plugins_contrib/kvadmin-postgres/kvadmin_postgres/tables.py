"""Which tables there are, and what is lost where one is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kvadmin.api import InvalidData, KvadminError, tr
from kvadmin_postgres.server_errors import not_set_up

#: All of them, from format 1 on; ``history`` is a view of what ``log_lines`` holds.
TABLES = ("meta", "documents", "logs", "log_lines", "changes", "history")
VIEW = "history"
_THERE = """
    SELECT relname::text FROM pg_class
    WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND relkind IN ('r', 'p', 'v')
"""


def missing(ask: Callable[[str, dict[str, Any]], list[tuple[Any, ...]]]) -> list[str]:
    """The tables that are not there, in the order of :data:`TABLES`; all of them where none was ever made.

    Args:
        ask: Asks the server.
    """
    there = {name for (name,) in ask(_THERE, {})}
    return [name for name in TABLES if name not in there]


def said(lost: Iterable[str]) -> str:
    """What is missing, and what was in it."""
    held = {
        "meta": tr("format and number of changes"),
        "documents": tr("every record, letter and protocol"),
        "logs": tr("the history, and what was sent of mailings"),
        "log_lines": tr("the lines of the history, and what was sent of mailings"),
        "changes": tr("which changes were made"),
        VIEW: tr("a view of the history, in which nothing is kept"),
    }
    tables = ", ".join(f"{name} ({held[name]})" for name in lost)
    return tr("missing in the server's tables: {tables}", tables=tables)


def without(ask: Callable[[str, dict[str, Any]], list[tuple[Any, ...]]], shown: str) -> KvadminError | None:
    """What stands in the way where tables are missing: nobody has made them yet, or somebody has dropped some.

    Args:
        ask: Asks the server.
        shown: The address, for people.
    """
    lost = missing(ask)
    if len(lost) == len(TABLES):
        return not_set_up(shown)
    return tables_lost(lost, shown) if {*lost} - {VIEW} else None


def tables_lost(lost: Iterable[str], shown: str) -> InvalidData:
    """Somebody has dropped tables: new ones would be empty, which is not what they were."""
    return InvalidData(
        said(lost),
        where=shown,
        hint=tr("restore them from a backup of the server; none is made anew, since it would be empty"),
        code="damaged-file",
    )
