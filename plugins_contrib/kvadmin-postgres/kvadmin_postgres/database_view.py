"""Everything as it is at one moment: a read-only transaction that sees no commit of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.api.engines import Entry, QueriedRecord, RecordQuery
from kvadmin_postgres.texts import can_be

if TYPE_CHECKING:
    from kvadmin.api import Finding
    from kvadmin_postgres.main_connection import MainConnection

_FILES = """
    SELECT file FROM documents WHERE folder = %(folder)s
    UNION ALL SELECT file FROM logs WHERE folder = %(folder)s ORDER BY 1
"""
# From one folder to the next by the index, however many contents lie in each.
_FOLDERS = """
    WITH RECURSIVE below(folder) AS (
        SELECT min(folder) FROM {table} WHERE folder >= %(first)s AND folder < %(end)s
        UNION ALL
        SELECT (SELECT min(folder) FROM {table} WHERE folder > below.folder AND folder < %(end)s)
        FROM below WHERE below.folder IS NOT NULL
    )
    SELECT folder FROM below WHERE folder IS NOT NULL
"""
_FOLDERS = " UNION ".join(f"({_FOLDERS.format(table=table)})" for table in ("documents", "logs"))
_ENTRIES = """
    SELECT name, size, revision, false FROM documents WHERE name >= %(first)s AND name < %(end)s
    UNION ALL SELECT name, size, size || '-' || rewritten, true FROM logs WHERE name >= %(first)s AND name < %(end)s
    ORDER BY 1
"""
_BYTES = """
    SELECT name, content FROM documents WHERE name = ANY(%(names)s)
    UNION ALL SELECT name, coalesce(
        (SELECT string_agg(line, '' ORDER BY position) FROM log_lines WHERE log_lines.name = logs.name), '')
    FROM logs WHERE name = ANY(%(names)s)
"""
_LINES = """
    SELECT position, line FROM log_lines WHERE name = %(name)s AND position < %(end)s AND position >= coalesce(
        (SELECT max(position) FROM log_lines WHERE name = %(name)s AND position <= %(at)s), 0)
    ORDER BY position
"""
_PART = "SELECT substring(content FROM %s FOR %s) FROM documents WHERE name = %s"

#: Behind every name.
_END = "\U0010ffff"


class DatabaseView:
    """What is read in one transaction, which begins with the first question.

    Args:
        main: The connection.
    """

    def __init__(self, main: MainConnection) -> None:
        self._main = main
        self._number: int | None = None
        self._steady = True

    @property
    def number(self) -> int:
        """How many changes had been made when it began."""
        if self._number is None:
            self._ask("SELECT 1")
        assert self._number is not None
        return self._number

    def begun(self, number: int) -> None:
        """The transaction has begun; it is another one's moment where there were changes since the first."""
        if self._number is None:
            self._number = number
        self._steady = self._steady and number == self._number

    def steady(self) -> bool:
        """Whether all that was read is of one moment still."""
        return self._steady

    def _ask(self, statement: Any, values: Any = None) -> list[tuple[Any, ...]]:
        return self._main.ask(self, statement, values)

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """The folders and the contents and logs directly in a folder."""
        first, end = _range(folder)
        files = self._ask(_FILES, {"folder": folder})
        below = {each[len(first) :].partition("/")[0] for (each,) in self._ask(_FOLDERS, {"first": first, "end": end})}
        return sorted(below - {""}), [file for (file,) in files]

    def entries(self, below: str = "") -> list[Entry]:
        """All contents and logs below a folder, sorted by name."""
        first, end = _range(below)
        return [Entry(*each) for each in self._ask(_ENTRIES, {"first": first, "end": end})]

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of contents and logs, in the order of the names."""
        possible = [each for each in dict.fromkeys(names) if can_be(each)]
        found = dict(self._ask(_BYTES, {"names": possible})) if possible else {}
        return {name: found[name] for name in possible if name in found}

    def part(self, name: str, at: int, length: int) -> bytes:
        """So many bytes from there on."""
        end = at + length
        lines = self._ask(_LINES, {"name": name, "at": at, "end": end})
        if lines:
            first = lines[0][0]
            return b"".join(line for _, line in lines)[max(0, at - first) : max(0, end - first)]
        found = self._ask(_PART, [at + 1, length, name])
        return found[0][0] if found else b""

    def query(self, query: RecordQuery) -> list[QueriedRecord]:
        """What many records say."""
        from kvadmin_postgres.sql_query import answer

        return answer(self, self._ask, query)

    def faults(self) -> Iterator[Finding]:
        """Values in the tables that are not those of the contents, and logs with gaps."""
        from kvadmin_postgres.value_check import faults

        return faults(self._ask)


def _range(folder: str) -> tuple[str, str]:
    """The first text below a folder, and the first behind all of them."""
    return (f"{folder}/", f"{folder}0") if folder else ("", _END)
