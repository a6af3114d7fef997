"""One declaration of columns for every format of a list, and the sheet of facts of one thing.

A command that lists declares its columns once - title, key in JSON, where the value comes from, kind, and which may go
first when the window is narrow - and :func:`listing` makes the report of them: table, csv, Markdown, workbook, JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from operator import attrgetter
from typing import Any

from kvadmin.tables.screen_words import word_of
from kvadmin.tables.table import CellValue, Column, Report, Table
from kvadmin.translation import tr


def listing(
    name: str,
    columns: Sequence[Column],
    items: Iterable[Any],
    *,
    title: str | None = None,
    notes: Iterable[str] = (),
    empty: str = "",
    personal: bool = False,
    **about: Any,
) -> Report:
    """The report of a list.

    Args:
        name: Key of the list in JSON: ``cohorts``.
        columns: Every column of every format, in print order. One without a title stands in JSON only; one with
            ``json=False`` everywhere but there.
        items: What is listed, in print order: records, or mappings by column key.
        title: Heading of the table; the name with a capital letter when not given.
        notes: Lines below the table.
        empty: The line that stands for all of it where there are no items.
        personal: It holds personal data: a new file of it is for its owner alone.
        **about: What JSON says beside the list, in front of it: ``as_of=run.today``.

    Example::

        run.show(listing("visits", (Column("number", "No."), Column("on", "Day", "date")), visits, title="Visits"))

    Added in version 0.2.
    """
    items = list(items)
    values = [_values(column, items) for column in columns]
    in_json = [(column.key, said) for column, said in zip(columns, values, strict=True) if column.json]
    keys = [key for key, _ in in_json]
    data = [dict(zip(keys, row, strict=True)) for row in zip(*(said for _, said in in_json), strict=True)]
    heading = name.replace("_", " ").capitalize() if title is None else title
    table = _table(heading, columns, values, notes, empty)
    return Report({"schema": 1, **about, name: data}, (table,), personal)


def table_of(
    title: str, columns: Sequence[Column], items: Iterable[Any], notes: Iterable[str] = (), empty: str = ""
) -> Table:
    """One more table of a report, by the same columns; its JSON is the report's own.

    Added in version 0.2.
    """
    items = list(items)
    return _table(title, columns, [_values(column, items) for column in columns], notes, empty)


def _values(column: Column, items: Sequence[Any]) -> list[Any]:
    """What a column says of every item."""
    if column.get is None and not any(issubclass(kind, Mapping) for kind in {type(item) for item in items}):
        return list(map(attrgetter(column.key), items))
    return list(map(column.get or partial(value_of, column), items))


def _table(
    title: str, columns: Sequence[Column], values: Sequence[list[Any]], notes: Iterable[str], empty: str
) -> Table:
    shown = [(column, said) for column, said in zip(columns, values, strict=True) if column.title]
    cells = [
        [value if type(value) is str and plain else cell_of(column, value) for value in said]
        for column, said in shown
        for plain in (column.show is None and column.kind != "decimal",)
    ]
    return Table(title, tuple(column for column, _ in shown), tuple(zip(*cells, strict=True)), tuple(notes), empty)


def json_of(columns: Sequence[Column], items: Iterable[Any]) -> list[dict[str, Any]]:
    """The items as JSON has them, where a list stands inside something larger.

    Added in version 0.2.
    """
    found: list[dict[str, Any]] = listing("rows", columns, items).data["rows"]
    return found


def facts(title: str, pairs: Iterable[tuple[str, CellValue]]) -> Table:
    """The sheet of one thing: a line per fact that there is, ``Field`` and ``Value``.

    Args:
        title: What it is: ``Cohort P3``.
        pairs: Name and value; those without a value are left out. A name that is empty goes on with the one above.

    Added in version 0.2.
    """
    columns = (Column("field", "Field"), Column("value", "Value"))
    shown = tuple((tr(name), word_of(name, value)) for name, value in pairs if value not in (None, ""))
    return Table(title, columns, shown)


def value_of(column: Column, item: Any) -> Any:
    """What JSON says of an item in a column."""
    if column.get is not None:
        return column.get(item)
    if isinstance(item, Mapping):
        return item.get(column.key)
    return attrgetter(column.key)(item)


def cell_of(column: Column, value: Any) -> CellValue:
    """What the table says where JSON says ``value``; a figure written as text becomes a figure."""
    if column.show is not None:
        shown: CellValue = column.show(value)
        return shown
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(map(str, value))
    if column.kind == "decimal" and isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    cell: CellValue = value
    return cell
