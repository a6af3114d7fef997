"""``--where 'COLUMN=VALUE'``: only the rows of a list that say so are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kvadmin.errors import UnknownName, UsageError
from kvadmin.reading.columns.choices import heading_key
from kvadmin.reading.tables import SheetTable, SheetTables
from kvadmin.translation import tr
from kvadmin.wording.folding import fold
from kvadmin.wording.near_names import near_names

#: Values of a column that a message names.
_NAMED = 12


def only_where(tables: SheetTables, conditions: Mapping[str, str]) -> SheetTables:
    """The tables with nothing but the rows whose cell in each column says the value; case does not matter.

    Args:
        tables: What was found in the file.
        conditions: Heading, or field, -> value.

    Raises:
        UsageError: A table has no such column.
        UnknownName: No row has the value.
    """
    for column, value in conditions.items():
        found = [_only(table, column, value, tables.book.name) for table in tables.tables]
        if not any(table.rows for table in found):
            said = (row[_at(table, column)].text.strip() for table in tables.tables for row in table.rows)
            values = list(dict.fromkeys(filter(None, said)))
            raise UnknownName(
                tr("no row has {value!r} in {column!r}", value=value, column=column),
                where=f"--where ({tables.book.name})",
                hint=tr("there are: {values}", values=", ".join(values[:_NAMED])),
                near=near_names(value, values),
                code="unknown-value",
            )
        tables = replace(tables, tables=tuple(found))
    return tables


def _only(table: SheetTable, column: str, value: str, file: str) -> SheetTable:
    at = _at(table, column)
    if at < 0:
        raise UsageError(
            tr("no column is called {heading!r}", heading=column),
            where=f"--where ({file})",
            hint=tr("there are: {labels}", labels=", ".join(filter(None, table.columns.labels))),
            near=near_names(column, filter(None, table.columns.labels)),
            code="unknown-field",
        )
    return replace(table, rows=tuple(row for row in table.rows if fold(row[at].text) == fold(value)))


def _at(table: SheetTable, column: str) -> int:
    """The index of the column with that heading, or that answers the field; -1 if there is none."""
    labels = [heading_key(label) if label else "" for label in table.columns.labels]
    if heading_key(column) in labels:
        return labels.index(heading_key(column))
    return next(iter(table.columns.by_field.get(column, ())), -1)
