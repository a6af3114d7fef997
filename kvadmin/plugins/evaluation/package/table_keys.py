"""What tells the rows of a table apart, and which of its variables name rows of another (``datapackage.json``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kvadmin.api import tr

from .dictionary import DataTable

Columns = tuple[str, ...]


class ForeignKey(NamedTuple):
    """Variables whose values stand in variables of another table."""

    columns: Columns
    table: str
    references: Columns


class TableKeys(NamedTuple):
    """The keys that a table is described with."""

    primary: Columns = ()
    foreign: tuple[ForeignKey, ...] = ()


_WHO = ForeignKey(("municipality",), "municipalities", ("municipality",))
_MEMBER = ForeignKey(("municipality", "cohort"), "memberships", ("municipality", "cohort"))
_PLAN = ForeignKey(("municipality", "cohort"), "plans", ("municipality", "cohort"))
_APPLICATION = ForeignKey(("municipality", "cohort"), "applications", ("municipality", "cohort"))
_GATHERING = ForeignKey(("gathering",), "gatherings", ("gathering",))
_INDICATOR = ForeignKey(("indicator",), "indicators", ("indicator",))
_KEYS = {
    "municipalities": TableKeys(("municipality",)),
    "memberships": TableKeys(("municipality", "cohort", "from_date"), (_WHO,)),
    "applications": TableKeys(("municipality", "cohort"), (_WHO,)),
    "application_history": TableKeys(("municipality", "cohort", "step"), (_APPLICATION,)),
    "gatherings": TableKeys(("gathering",)),
    "attendance": TableKeys(("municipality", "gathering"), (_WHO, _GATHERING)),
    "plans": TableKeys(("municipality", "cohort"), (_WHO, _MEMBER)),
    "plan_reports": TableKeys((), (_PLAN,)),
    "own_evaluations": TableKeys(("municipality", "cohort", "kind"), (_PLAN,)),
    "goals": TableKeys(("municipality", "cohort", "indicator", "kind"), (_WHO, _MEMBER, _INDICATOR)),
    "indicators": TableKeys(("indicator",)),
    "series_events": TableKeys((), (_INDICATOR, _WHO)),
    "series_targets": TableKeys((), (_INDICATOR, _WHO)),
    "series_levels": TableKeys((), (_INDICATOR, _WHO)),
    "surveys": TableKeys(("indicator", "municipality", "period"), (_INDICATOR, _WHO)),
    "municipality_counts": TableKeys(("region", "size_class")),
    "measurements": TableKeys(("indicator", "municipality", "period", "sample"), (_INDICATOR, _WHO)),
    "measurements_wide": TableKeys(("municipality", "period"), (_WHO,)),
}
#: A row per value; their files are sorted and read row by row, so that no key can stand there twice.
_STREAMED = ("measurements", "measurements_wide")
#: In a table of counts, what the margins are called.
_MARGIN = "total"


def wanted_columns(table: DataTable) -> list[Columns]:
    """The combinations of variables whose values are to be collected, so that the keys can be tried."""
    keys = _KEYS.get(table.name, TableKeys())
    found = [key.columns for key in keys.foreign]
    found += [key.references for each in _KEYS.values() for key in each.foreign if key.table == table.name]
    if table.name not in _STREAMED:
        found.append(keys.primary)
    names = {each.name for each in table.variables}
    return [columns for columns in dict.fromkeys(found) if columns and names.issuperset(columns)]


#: ``columns -> the values that stand in them`` of one table.
Values = Mapping[Columns, set[tuple[str | None, ...]]]


def tried_keys(
    tables: Sequence[DataTable], values: Mapping[str, Values], rows: Mapping[str, int]
) -> tuple[dict[str, TableKeys], list[str]]:
    """The keys that the data keep, and a sentence for each that they do not.

    Args:
        tables: The tables of the package.
        values: ``table -> what stands in`` its :func:`wanted_columns`.
        rows: ``table -> number of rows``.
    """
    found: dict[str, TableKeys] = {}
    notes: list[str] = []
    for table in tables:
        keys = _KEYS.get(table.name, TableKeys())
        names = {each.name for each in table.variables}
        here = values[table.name]
        primary = keys.primary if names.issuperset(keys.primary) else ()
        if primary in here and len(here[primary]) < rows[table.name]:
            notes.append(
                tr("{table}: {columns} do not tell its rows apart", table=table.name, columns=", ".join(primary))
            )
            primary = ()
        foreign: list[ForeignKey] = []
        margins = any((_MARGIN,) in here.get(key.columns, ()) for key in keys.foreign)
        for key in () if margins else keys.foreign:
            if key.table not in values or key.columns not in here:
                continue
            lost = sorted(
                " ".join(filter(None, each))
                for each in here[key.columns] - values[key.table][key.references]
                if any(each)
            )
            if lost:
                notes.append(
                    tr(
                        "{table}: {columns} {value} is not in {other}",
                        table=table.name,
                        columns=", ".join(key.columns),
                        value=lost[0],
                        other=key.table,
                    )
                )
            else:
                foreign.append(key)
        found[table.name] = TableKeys(primary, tuple(foreign))
    return found, notes
