"""Columns that plugins add to a list (``kvadmin_list_columns``): in its table, in every file of it, and in JSON.

The list is complete without them: a plugin that fails, or says what no cell holds, is named in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from kvadmin.errors import InvalidData
from kvadmin.tables.cells import check_text
from kvadmin.tables.table import CellValue, Column, Report, Table
from kvadmin.translation import CATALOGUE, tr

if TYPE_CHECKING:
    from kvadmin.extension.answers import ListColumn
    from kvadmin.extension.types import Declared
    from kvadmin.tables.table import Kind

#: Kind of a column -> the types that its values have; a text is taken by every kind, as in any column.
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "int": (int, str),
    "decimal": (Decimal, int, float, str),
    "date": (date, str),
    "bool": (bool, str),
    "command": (str,),
}
#: Beyond the largest float, which is what a sheet makes of a figure.
_TOO_LARGE = 10**308
#: What is named of many before the rest is only counted.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Added:
    """A column of a plugin, with a cell for each row."""

    plugin: str
    column: ListColumn
    cells: Sequence[CellValue]


def with_added_columns(
    report: Report,
    keys: Sequence[str],
    declared: Iterable[Declared],
    *,
    every: bool,
    tell: Mapping[str, list[str]],
    catalogues: Callable[[], Sequence[str]],
) -> Report:
    """The report with the columns that plugins add to its first table, and to the list of as many rows in its JSON.

    Args:
        report: The list.
        keys: What its rows are about, in their order.
        declared: The columns with their plugins.
        every: Also those that are shown on request only.
        tell: Takes what is wrong, plugin by plugin.
        catalogues: Gives the folders of the plugins' translations.
    """
    added: list[_Added] = []
    for owner, column in declared:
        if any((each.plugin, each.column.name) == (owner, column.name) for each in added):
            tell[owner].append(tr("its column {name!r} is there twice", name=column.name))
            continue
        tell[owner] += value_problems(column, keys)
        added.append(_Added(owner, column, _cells(column, keys)))
    if not added:
        return report
    with _language_of(report, catalogues):
        tables = tuple(_with_cells(each, added, every=every) for each in report.tables[:1]) + report.tables[1:]
    personal = report.personal or any(each.column.personal for each in added)
    return replace(report, data=_with_values(report.data, len(keys), added), tables=tables, personal=personal)


@contextmanager
def _language_of(report: Report, catalogues: Callable[[], Sequence[str]]) -> Iterator[None]:
    """Speak the language of a report that is a document, which the screen need not speak."""
    if report.language in ("en", CATALOGUE.language):
        yield
        return
    with CATALOGUE.speaking(report.language):
        CATALOGUE.read(list(catalogues()))
        yield


def value_problems(column: ListColumn, keys: Sequence[str]) -> list[str]:
    """What of a column's values is left out: what cannot be a cell, and what is about no row."""
    problems = []
    if wrong := [f"{key} ({type(value).__name__})" for key, value in column.values.items() if not _fits(column, value)]:
        problems.append(
            tr(
                "its column {name!r} has what no {kind} is, of {keys}",
                name=column.name,
                kind=column.kind,
                keys=_some(wrong),
            )
        )
    if unknown := list(map(str, column.values.keys() - {*keys})):
        problems.append(
            tr(
                "its column {name!r} has values of what was not asked for: {keys}",
                name=column.name,
                keys=_some(sorted(unknown)),
            )
        )
    return problems


def _cells(column: ListColumn, keys: Sequence[str]) -> list[CellValue]:
    """A value for each key, none where it cannot be a cell."""
    values = (column.values.get(key) for key in keys)
    return [value if _fits(column, value) else None for value in values]


def _fits(column: ListColumn, value: Any) -> bool:
    return value is None or _is_plain(value, _TYPES[column.kind])


def _is_plain(value: Any, kinds: tuple[type, ...]) -> bool:
    """Whether it is of one of the types itself: ``True`` is no number, a time is no day, and NaN is no value.

    What some format has no cell for is none in any: a text that holds control characters, a figure past all floats.
    """
    if type(value) not in kinds:
        return False
    if isinstance(value, str):
        return _is_cell_text(value)
    if isinstance(value, int):
        return abs(value) < _TOO_LARGE
    return isfinite(value) if isinstance(value, float | Decimal) else True


def _is_cell_text(value: str) -> bool:
    try:
        check_text(value, "")
    except InvalidData:
        return False
    return True


def _some(found: Sequence[str]) -> str:
    shown = ", ".join(found[:_NAMED])
    return shown if len(found) <= _NAMED else tr("{names} and {count} more", names=shown, count=len(found) - _NAMED)


def _with_cells(table: Table, added: Sequence[_Added], *, every: bool) -> Table:
    titles = [tr(column.title) for column in table.columns]
    columns, cells, hidden = list(table.columns), list[Sequence[CellValue]](), list[str]()
    for each in added:
        title = tr(each.column.title)
        title = f"{title} ({each.plugin})" if title in titles else title
        titles.append(title)
        if each.column.detail and not every:
            hidden.append(title)
            continue
        name, rank = f"{each.plugin}.{each.column.name}", each.column.rank
        columns.append(Column(name, title, cast("Kind", each.column.kind), rank=rank, json=False))
        cells.append(each.cells)
    rows = tuple((*row, *(column[at] for column in cells)) for at, row in enumerate(table.rows))
    notes = table.notes
    if hidden:
        notes = (*notes, tr("Not shown: {columns} (--all-columns)", columns=", ".join(hidden)))
    return replace(table, columns=tuple(columns), rows=rows, notes=notes)


def _with_values(data: Mapping[str, Any], count: int, added: Sequence[_Added]) -> dict[str, Any]:
    """The data with ``plugins`` in every row of the list: plugin -> name of the column -> value."""
    name = next((key for key, value in data.items() if _is_list(value, count)), None)
    if name is None:
        raise ValueError(tr("the report has no list of {count} rows, as there are keys", count=count))
    return {**data, name: [{**row, "plugins": dict(_values(at, added))} for at, row in enumerate(data[name])]}


def _values(at: int, added: Sequence[_Added]) -> Iterator[tuple[str, dict[str, CellValue]]]:
    for plugin in dict.fromkeys(each.plugin for each in added):
        yield plugin, {each.column.name: each.cells[at] for each in added if each.plugin == plugin}


def _is_list(value: Any, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(isinstance(row, Mapping) for row in value)
