"""Queries in SQL: what :func:`kvadmin.api.engines.query_by_reading` answers, without the bytes of all records."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kvadmin.api.engines import QueriedRecord, RecordQuery, View, query_by_reading
from kvadmin_postgres.texts import can_be

Ask = Callable[[str, dict[str, Any]], list[tuple[Any, ...]]]


def answer(view: View, ask: Ask, query: RecordQuery) -> list[QueriedRecord]:
    """The rows of a query.

    Args:
        view: What is read.
        ask: Asks the server in the same view.
        query: What is asked.
    """
    columns = [each for each in dict.fromkeys(query.columns) if can_be(each)]
    statement, values = statement_of(query, columns)
    found = ask(statement, values)
    if any(row[2] for row in found):  # only reading knows what it says
        return query_by_reading(view, query)
    return [
        QueriedRecord(name, mark, None if none else _values(columns, cells)) for name, mark, _, none, *cells in found
    ]


def statement_of(query: RecordQuery, columns: list[str]) -> tuple[str, dict[str, Any]]:
    """The SQL and its values: names of fields are values, too.

    The third column says that a record holds what SQL does not answer as Python does: U+0000.
    """
    values: dict[str, Any] = {"folder": query.folder}

    def kept(value: Any) -> str:
        values[f"v{len(values)}"] = value
        return f"%(v{len(values) - 1})s" + ("::text" if isinstance(value, str) else "")

    cells = [f"(value -> {kept(each)})::text" for each in columns]
    order = []
    for each in query.order:
        field = each.removeprefix("-")
        if can_be(field):
            place = kept(field)
            turned = "DESC NULLS LAST" if each.startswith("-") else "ASC NULLS FIRST"
            text = f"CASE jsonb_typeof(value -> {place}) WHEN 'string' THEN value ->> {place} END"
            order.append(f'({text}) COLLATE "C" {turned}')
    filters = []
    for field, meant in query.where.items():
        texts = [each for each in meant if can_be(each)] if can_be(field) else []
        if not texts:
            filters.append("false")
            continue
        # What an index finds, and of that what is the text itself.
        within = kept([json.dumps({field: each}) for each in texts])
        exactly = kept([json.dumps(each) for each in texts])
        filters.append(f"value @> ANY({within}::jsonb[]) AND value -> {kept(field)} = ANY({exactly}::jsonb[])")
    return (
        (
            f"SELECT name, revision, odd, value IS NULL{''.join(f', {each}' for each in cells)} FROM documents"  # noqa: S608 - names of fields are values
            " WHERE folder = %(folder)s AND right(file, 5) = '.yaml'"
            f" AND (value IS NULL{' OR ' if filters else ' OR true'}{' AND '.join(filters)})"
            f" ORDER BY {', '.join([*order, 'file'])}"
        ),
        values,
    )


def _values(columns: list[str], cells: list[str | None]) -> dict[str, Any]:
    """The columns that a record has; most are texts without a sign that JSON writes otherwise."""
    found = {}
    for column, cell in zip(columns, cells, strict=True):
        if cell is not None:
            found[column] = cell[1:-1] if cell[0] == '"' and "\\" not in cell else json.loads(cell)
    return found
