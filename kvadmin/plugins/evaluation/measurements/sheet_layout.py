"""Where the figures stand in a file: long (a row each) or wide, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import Importer, SheetTable, SheetTables, find_tables
from kvadmin.api.wording import fold_plain

from .aggregates import aggregate
from .figure_reading import LIST, SheetLayout
from .long_layout import read_long, with_figures
from .wide_layout import Grid, find_grid, read_grid


@dataclass(frozen=True)
class FigureTables(SheetTables):
    """The tables of a book, and of the wide ones where their figures stand, by their place in ``tables``."""

    grids: Mapping[int, Grid] = field(default_factory=dict)


def find_figures(
    book: Any,
    importer: Importer,
    choices: Any = None,
    knows: Callable[[str], bool] | None = None,
) -> FigureTables:
    """Every table of figures of a book.

    Args:
        book: As ``read_file`` gives it.
        importer: What is looked for.
        choices: What a person has said of how the file is to be read.
        knows: Tells the municipalities by number or name.

    Raises:
        InvalidData: No sheet has figures of municipalities by period.
        UsageError: A choice names what is not there.
    """
    failed: InvalidData | None = None
    long: dict[str | None, list[SheetTable]] = {}
    plain = replace(importer, find=None)
    try:
        for table in find_tables(book, plain, choices, knows).tables:
            long.setdefault(table.sheet.name, []).append(table)
    except InvalidData as error:
        failed = error
    tables: list[SheetTable] = []
    grids: dict[int, Grid] = {}
    for sheet in book.sheets:
        if sheet.name not in long and sheet.rows and _is_wanted(sheet, choices):
            if found := find_grid(sheet, choices, lambda text: _is_place(text, knows)):
                grids[len(tables)] = found[1]
                tables.append(found[0])
                continue
            long[sheet.name] = _without_value(replace(book, sheets=(sheet,)), plain, choices, knows)
        tables += [figures for table in long.pop(sheet.name, ()) if (figures := with_figures(table))]
    tables += [figures for rest in long.values() for table in rest if (figures := with_figures(table))]
    if not tables:
        raise _no_figures(book, failed)
    used = {table.sheet.name for table in tables}
    others = tuple(sheet.name or "" for sheet in book.sheets if sheet.rows and sheet.name not in used)
    return FigureTables(book, tuple(tables), others, grids)


def _is_wanted(sheet: Any, choices: Any) -> bool:
    wanted = choices.sheet if choices else None
    return wanted is None or fold_plain(sheet.name or "") == fold_plain(wanted)


def _is_place(text: str, knows: Callable[[str], bool] | None) -> bool:
    """Whether a heading is a municipality, or what stands beside municipalities in tables."""
    if aggregate(text):
        return True
    return knows(text) if knows else text[:4].isdecimal() and not text[4:5].isdecimal()


def _without_value(
    alone: Any, importer: Importer, choices: Any, knows: Callable[[str], bool] | None
) -> list[SheetTable]:
    """Tables with municipality and period in their rows and a column for each thing that is measured."""
    try:
        return list(find_tables(alone, replace(importer, needs=importer.needs[:2]), choices, knows).tables)
    except InvalidData:
        return []


def _no_figures(book: Any, failed: InvalidData | None) -> InvalidData:
    ours = tr("long: indicator, municipality, period, value; wide: municipality and a column per period")
    return InvalidData(
        failed.message if failed else tr("there are no figures below the headings"),
        where=failed.where if failed else book.name,
        details=failed.details if failed else (),
        hint=f"{failed.hint}; {ours}" if failed and failed.hint else ours,
        code="wrong-columns",
    )


#: Figures: a municipality, a period and a value in each row; wide lists have a column per period instead.
MEASUREMENTS = replace(LIST, find=find_figures, conditions=True)


def read_layout(tables: SheetTables) -> SheetLayout:
    """Every figure of the tables that were found."""
    layout = SheetLayout()
    grids = tables.grids if isinstance(tables, FigureTables) else {}
    for at, table in enumerate(tables.tables):
        if at in grids:
            read_grid(table, grids[at], layout)
        else:
            read_long(table, layout)
    return layout
