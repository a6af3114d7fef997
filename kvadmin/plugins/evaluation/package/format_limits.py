"""One look at all tables before anything is written.

What a format cannot hold is refused with its place, the numbers of missing values move away from figures, and the keys
are tried.

Each format counts in its own unit: SPSS texts of 32,767 bytes, Stata strLs of 2,000,000,000, a cell of a workbook
32,767 characters as Excel counts them (UTF-16: an emoji is two). Of 32,767 bytes haven 2.5 in R reads all but the last,
so that the most here is one less. SPSS counts days from 14 October 1582.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kvadmin.api import InvalidData, tr

from .dictionary import Cells, DataTable, Variable, check_names
from .missing_values import MOST_LETTERS, apart
from .table_files import batches
from .table_keys import Columns, TableKeys, tried_keys, wanted_columns

#: No text of so many characters is too long for any format, whatever letters it is made of.
_SAFE = 32_767 // 4
#: No figure of so few characters is too large for a whole number of 64 bits, or for SPSS or Stata.
_SAFE_FIGURE = 18
_LARGEST_FIGURE = 300
_SPSS_BEGINS = "1582-10-15"
#: Problems that a message lists.
_LISTED = 20
_KEYS = ("municipality", "cohort", "gathering", "indicator", "period")


def in_utf16(text: str) -> int:
    """How long Excel says that a text is."""
    return len(text.encode("utf-16-le")) // 2


class TextLimit(NamedTuple):
    """What a format takes: its name for people, the longest text, and how it counts."""

    title: str
    most: int
    length: Callable[[str], int]
    in_bytes: bool


TEXTS = {
    "xlsx": TextLimit("Excel (.xlsx)", 32_767, in_utf16, in_bytes=False),
    "sav": TextLimit("SPSS (.sav), as R reads it,", 32_766, lambda text: len(text.encode()), in_bytes=True),
    "dta": TextLimit("Stata (.dta)", 2_000_000_000, lambda text: len(text.encode()), in_bytes=True),
}
#: How many variables a table may have (Stata: release 118).
_VARIABLES = {"xlsx": 16_384, "dta": 32_767}


class CheckedTables(NamedTuple):
    """Tables that every chosen format holds, their keys, and what is to be said about keys that are not kept."""

    tables: list[DataTable]
    keys: dict[str, TableKeys]
    notes: list[str]


class _Look(NamedTuple):
    rows: int
    figures: dict[int, set[str]]
    values: dict[Columns, set[tuple[str | None, ...]]]
    problems: list[tuple[str, str]]


def check_tables(tables: Sequence[DataTable], formats: Iterable[str]) -> CheckedTables:
    """The tables with the numbers of their missing values apart from every figure.

    Raises:
        InvalidData: A text, a day, a figure or a number of variables that a format cannot hold, each with its place;
            a variable name that SPSS or Stata refuse.
    """
    check_names(tables)
    chosen = tuple(formats)
    looks = {table.name: _look(table, chosen) for table in tables}
    _refuse([problem for look in looks.values() for problem in look.problems], chosen)
    keys, notes = tried_keys(
        tables, {name: each.values for name, each in looks.items()}, {name: each.rows for name, each in looks.items()}
    )
    return CheckedTables([_placed(table, looks[table.name].figures) for table in tables], keys, notes)


def _placed(table: DataTable, figures: dict[int, set[str]]) -> DataTable:
    variables = tuple(
        replace(each, missing=apart(each.missing, map(float, figures.get(at, ())))) if each.missing else each
        for at, each in enumerate(table.variables)
    )
    return replace(table, variables=variables)


def _look(table: DataTable, formats: tuple[str, ...]) -> _Look:
    names = [each.name for each in table.variables]
    found = _Look(0, {}, {columns: set() for columns in wanted_columns(table)}, list(_too_many(table, formats)))
    places = {columns: [names.index(name) for name in columns] for columns in found.values}
    rows = 0
    for batch in batches(table.rows()):
        columns = list(zip(*batch, strict=True))
        for at, variable in enumerate(table.variables):
            for row in _suspects(variable, columns[at], found.figures.setdefault(at, set())):
                found.problems.extend(_problems(table, batch[row], at, rows + row + 1, formats))
        for key, numbers in places.items():
            found.values[key].update(zip(*(columns[at] for at in numbers), strict=True))
        rows += len(batch)
    return found._replace(rows=rows)


def _suspects(variable: Variable, cells: Sequence[str | None], figures: set[str]) -> list[int]:
    """The rows whose cell must be looked at one by one; the negative figures are collected on the way."""
    if variable.kind == "date":
        return [at for at, cell in enumerate(cells) if cell is not None and cell < _SPSS_BEGINS]
    if variable.kind in ("int", "decimal"):
        if variable.missing:
            marks = variable.marks
            figures.update({cell for cell in cells if cell is not None and cell[0] == "-"} - marks.keys())
        most = _SAFE_FIGURE
    else:
        most = _SAFE
    return [at for at, cell in enumerate(cells) if cell is not None and len(cell) > most]


def _problems(
    table: DataTable, row: Cells, at: int, number: int, formats: tuple[str, ...]
) -> Iterable[tuple[str, str]]:
    """What is wrong with one cell: the format that cannot hold it, and the sentence."""
    variable, cell = table.variables[at], row[at] or ""
    place = _place(table, row, variable, number)
    if variable.kind == "date":
        if "sav" in formats:
            yield "sav", tr("{place}: {day}, and days of SPSS (.sav) begin with 1582-10-15", place=place, day=cell)
    elif variable.kind in ("int", "decimal"):
        if cell not in variable.marks and (variable.kind == "int" or len(cell) > _LARGEST_FIGURE):
            yield "", tr("{place}: a figure of {number} digits", place=place, number=len(cell))
    else:
        for name, limit in TEXTS.items():
            length = limit.length(cell)
            if name in formats and length > limit.most:
                yield name, _too_long(place, length, limit)


def _too_long(place: str, length: int, limit: TextLimit) -> str:
    facts = {"place": place, "length": f"{length:,}", "format": limit.title, "most": f"{limit.most:,}"}
    if limit.in_bytes:
        return tr("{place}: a text of {length} bytes, and {format} takes {most}", **facts)
    return tr("{place}: a text of {length} characters, and {format} takes {most}", **facts)


def _place(table: DataTable, row: Cells, variable: Variable, number: int) -> str:
    """``plans.effect_goals, 0301 P1 (row 3)``."""
    named = dict(zip((each.name for each in table.variables), row, strict=True))
    who = " ".join(cell for name in _KEYS if name != variable.name and (cell := named.get(name)))
    where = f"{table.name}.{variable.name}, {who}" if who else f"{table.name}.{variable.name}"
    return tr("{where} (row {row})", where=where, row=number)


def _too_many(table: DataTable, formats: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for name, most in _VARIABLES.items():
        if name in formats and len(table.variables) > most:
            yield (
                name,
                tr(
                    "{table}: {number} variables, and {format} takes {most}",
                    table=table.name,
                    number=f"{len(table.variables):,}",
                    format=TEXTS[name].title,
                    most=f"{most:,}",
                ),
            )
    for each in table.variables:
        if "dta" in formats and len(each.missing) > MOST_LETTERS:
            yield (
                "dta",
                tr(
                    "{table}.{variable}: {number} missing codes, and Stata (.dta) has {most} (.a to .z)",
                    table=table.name,
                    variable=each.name,
                    number=len(each.missing),
                    most=MOST_LETTERS,
                ),
            )


def _refuse(problems: list[tuple[str, str]], formats: tuple[str, ...]) -> None:
    if not problems:
        return
    details = [text for _, text in problems[:_LISTED]]
    if len(problems) > _LISTED:
        details.append(tr("... and {more} more", more=len(problems) - _LISTED))
    broken = {name for name, _ in problems}
    left = ",".join(name for name in formats if name not in broken)
    raise InvalidData(
        tr("the package cannot hold what it should in every format; nothing was written"),
        details=details,
        hint=tr("correct it")
        if "" in broken
        else tr("shorten or correct it, or leave the format out: --formats {formats}", formats=left),
        code="format-limit",
    )
