"""Tables with a column per period, or with periods below each other and a column per municipality (SSB hands out both).

What is measured may stand in the heading beside the period (``Sykefravær (prosent) 2007K1``), or in a row of its own
above or below the periods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kvadmin.api.imports import Cell, Row, SheetTable
from kvadmin.api.wording import fold_plain

from .figure_reading import HEADINGS, NO_CELL, FigureReading, SheetLayout, overlong, place_of
from .long_layout import is_value
from .period_headings import PeriodHeading, is_period, period_heading

_SEARCHED = 60
#: Rows below a heading that tell what a column holds.
_SAMPLE = 40
_PERIOD_FIELDS = ("period", "year", "part")
#: Fields that are read beside municipality, period and figure.
_KEPT = ("indicator", "county", "dimension")


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the figures stand on a sheet: below their headings, one row a municipality or one row a period."""

    below: Sequence[Row]
    width: int
    places: Sequence[int]
    found: Mapping[str, Sequence[int]]
    extras: Sequence[tuple[int, str]]
    #: Column -> content and period; empty where the columns are municipalities.
    periods: Mapping[int, PeriodHeading] = field(default_factory=dict)
    #: Column -> municipality, where the periods stand in ``places``.
    across: Mapping[int, str] = field(default_factory=dict)

    @property
    def columns(self) -> Sequence[int]:
        """The columns of figures."""
        return tuple(self.periods or self.across)


class _Names:
    """The fields that headings name, as far as a person has not said something else."""

    def __init__(self, choices: Any) -> None:
        mapped: dict[str, str] = choices.mapped if choices else {}
        self.mapped = {_key(heading): name for heading, name in mapped.items()}
        self.ignored: set[str] = set(map(_key, choices.ignored)) if choices else set()

    def field(self, text: str) -> str:
        if (mapped := self.mapped.get(_key(text))) is not None:
            return mapped
        hit = HEADINGS.hit(text)
        return hit.field.name if hit else ""

    def is_ignored(self, text: str) -> bool:
        return _key(text) in self.ignored


def _key(heading: str) -> str:
    return fold_plain(heading) or heading.strip()


def find_grid(sheet: Any, choices: Any, is_place: Callable[[str], bool]) -> tuple[SheetTable, Grid] | None:
    """The table of a sheet with a column per period or per municipality; None when it has none.

    Args:
        sheet: The sheet.
        choices: What a person has said of how it is to be read.
        is_place: Whether a text is a municipality or what stands beside them.
    """
    names = _Names(choices)
    line = choices.header_row if choices else None
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        if line is not None and row.number != line:
            continue
        grid = _periods_across(sheet.rows, at, names, is_place) or _places_across(sheet.rows, at, names, is_place)
        if grid is not None:
            labels = [" ".join(row[k].text.split()) for k in range(max(len(row.cells), grid.width))]
            return SheetTable.laid_out(sheet, grid.below, row.number, labels, _told(labels, grid, names)), grid
    return None


def _told(labels: Sequence[str], grid: Grid, names: _Names) -> dict[int, tuple[str | None, str]]:
    """What became of every column, in the words that serve for lists with a row for each figure."""
    fields = {at: name for name, found in grid.found.items() for at in found}
    fields |= dict.fromkeys(grid.columns, "value")
    fields |= dict.fromkeys(grid.places, "period" if grid.across else "municipality")
    told: dict[int, tuple[str | None, str]] = {}
    for at, label in enumerate(labels):
        if at in fields:
            told[at] = (fields[at], "mapped" if _key(label) in names.mapped else "exact")
        elif label:
            told[at] = (None, "ignored" if names.is_ignored(label) else "unknown")
    return told


def read_grid(table: SheetTable, grid: Grid, layout: SheetLayout) -> None:
    """Read a table whose figures stand under periods or municipalities."""
    labels = table.columns.labels
    layout.contents |= {labels[at] for at in grid.found.get("indicator", ())}
    layout.dividing |= {labels[at] for at in grid.found.get("dimension", ())}
    for row in grid.below:
        problem = overlong(row, grid.width) if table.sheet.name is None else ""
        layout.readings += _readings(table.sheet.name, row, grid, problem)


def _readings(sheet: str | None, row: Row, grid: Grid, problem: str) -> Iterator[FigureReading]:
    what, county = (_first(row, grid.found.get(name, ())) for name in ("indicator", "county"))
    extra = tuple((label, row[at].text.strip()) for at, label in grid.extras)
    place = place_of(row, grid.places)
    base = FigureReading(sheet, row.number, what, place, None, NO_CELL, NO_CELL, "", problem, extra, county=county)
    if all(row[at].blank and not row[at].formula for at in grid.columns):  # a note, a source, a name without figures
        if filled := row.filled:
            yield base._replace(value=Cell(where=filled[0].where))
        return
    for at, (content, period) in grid.periods.items():
        heading = f"{content} {period}".strip()
        yield base._replace(indicator=what or content, period=period, value=row[at], heading=heading)
    for at, name in grid.across.items():
        period = row[grid.places[0]].value
        yield base._replace(municipality=name, period=period, value=row[at], heading=name)


def _first(row: Row, columns: Sequence[int]) -> str:
    return next((text for at in columns if (text := row[at].text.strip())), "")


# -- a column per period ---------------------------------------------------------------------------


def _periods_across(rows: Sequence[Row], at: int, names: _Names, is_place: Callable[[str], bool]) -> Grid | None:
    row, below = rows[at], rows[at + 1 :]
    heads = _period_headings(row, names)
    plain = {k: head for k, head in heads.items() if not head.content}
    found = _other_columns(row, heads, names)
    columns = plain or heads
    if not columns or "value" in found or not _is_header(found, columns):
        return None
    if not plain and not _places(found) and not _places_below(below, is_place):
        return None
    width = len(row.cells)
    if below and (parts := _parts_of_years(row, below[0])):
        width = max(width, len(below[0].cells))
        columns, found, below = parts, found | _other_columns(below[0], parts, names), below[1:]
    elif plain:
        columns, used = _contents_beside(rows, at, plain)
        below = below[used:]
        width = max(width, max(columns) + 1)
    first = min(columns)
    places = _places(found) or [k for k in range(first) if not row[k].text.strip()][:1] or [0]
    found = {name: cells for name, cells in found.items() if name in _KEPT}
    return Grid(below, width, places, found, _extras(row, {*places, *columns}, found, names), periods=columns)


def _period_headings(row: Row, names: _Names) -> dict[int, PeriodHeading]:
    """Column -> what its heading says of a period; a content called value says nothing more."""
    found = {}
    for k, cell in enumerate(row.cells):
        if cell.text.strip() and not names.is_ignored(cell.text) and (head := period_heading(cell.value)):
            found[k] = head._replace(content="") if head.content and is_value(head.content) else head
    return found


def _places(found: Mapping[str, Sequence[int]]) -> list[int]:
    return [*found.get("number", ()), *found.get("municipality", ())]


def _extras(row: Row, known: set[int], found: Mapping[str, Sequence[int]], names: _Names) -> list[tuple[int, str]]:
    """Columns of which nothing is read, and those that divide the figures."""
    used = known | {at for name in ("indicator", "county") for at in found.get(name, ())}
    return [
        (k, text)
        for k in range(len(row.cells))
        if k not in used
        and not is_period(row[k].value)
        and (text := " ".join(row[k].text.split()))
        and not names.is_ignored(text)
    ]


def _is_header(found: Mapping[str, Sequence[int]], columns: Mapping[int, PeriodHeading]) -> bool:
    """A municipality and a period are named, or several periods stand in a row behind an empty heading (SSB)."""
    if _places(found):
        return "period" not in found
    return len(columns) > 1 and 0 not in columns


def _places_below(rows: Sequence[Row], is_place: Callable[[str], bool]) -> bool:
    firsts = [row.filled[0].text.strip() for row in rows[:_SAMPLE] if row.filled]
    return any(is_place(text) for text in firsts)


def _parts_of_years(years: Row, parts: Row) -> dict[int, PeriodHeading]:
    """Column -> period, where a row of years (each over several columns) stands above one of quarters or months."""
    found: dict[int, PeriodHeading] = {}
    year = ""
    for at in range(len(parts.cells)):
        text = years[at].text.strip()
        year = text if _is_year(text) else year
        own = parts[at].text.strip()
        if year and any(char.isalpha() for char in own):  # a bare figure is a figure
            named = next((each for each in (f"{own} {year}", f"{year}{own}") if is_period(each)), None)
            if named:
                found[at] = PeriodHeading("", named)
    return found


def _contents_beside(
    rows: Sequence[Row], at: int, plain: dict[int, PeriodHeading]
) -> tuple[dict[int, PeriodHeading], int]:
    """The columns with what a row above or below the periods says is measured, and how many rows below that took.

    A heading carries to the right until the next one; one that stands over everything is a title.
    """
    first = min(plain)
    if at and len(above := _carried(rows[at - 1], first, max(plain) + 1)) > 1:
        return {k: PeriodHeading(above.get(k, ""), head.period) for k, head in plain.items()}, 0
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and not below[0].text.strip():
        own = {k: text for k in range(first, len(below.cells)) if (text := below[k].text.strip())}
        if len(set(own.values())) > 1 and all(_is_words(text) for text in own.values()):
            starts = {k: max(start for start in plain if start <= k) for k in own}
            return {k: PeriodHeading(text, plain[starts[k]].period) for k, text in own.items()}, 1
    return plain, 0


def _carried(row: Row, first: int, end: int) -> dict[int, str]:
    """Column -> heading, each carried to the right; empty unless there are several, the first in its place."""
    own = {k: text for k in range(first, end) if (text := row[k].text.strip()) and not row[k].merged_from}
    if len(own) < 2 or first not in own or not all(_is_words(text) for text in own.values()):
        return {}
    return {k: own[max(start for start in own if start <= k)] for k in range(first, end)}


def _is_words(text: str) -> bool:
    return any(char.isalpha() for char in text) and not is_period(text)


# -- a column per municipality ---------------------------------------------------------------------


def _places_across(rows: Sequence[Row], at: int, names: _Names, is_place: Callable[[str], bool]) -> Grid | None:
    row, below = rows[at], rows[at + 1 :]
    places = {
        k: text
        for k, cell in enumerate(row.cells)
        if k and (text := cell.text.strip()) and not names.field(text) and not names.is_ignored(text) and is_place(text)
    }
    if not places:
        return None
    found = _other_columns(row, {}, names)
    column = next((k for k in range(min(places)) if _holds_periods(below, k, places)), None)
    named = any(column in found.get(name, ()) for name in _PERIOD_FIELDS)
    if column is None or (len(places) < 2 and not named):
        return None
    found = {name: columns for name, columns in found.items() if name in _KEPT}
    extras = _extras(row, {column, *places}, found, names)
    return Grid(below, len(row.cells), [column], found, extras, across=places)


def _holds_periods(rows: Sequence[Row], column: int, places: Mapping[int, str]) -> bool:
    """Every row with a figure has a period in the column; notes below the table have neither."""
    filled = [row[column].value for row in rows[:_SAMPLE] if any(not row[k].blank for k in places)]
    return bool(filled) and all(is_period(value) for value in filled)


def _other_columns(row: Row, periods: Mapping[int, PeriodHeading], names: _Names) -> dict[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for at in range(len(row.cells)):
        text = row[at].text.strip()
        if text and at not in periods and not names.is_ignored(text) and (name := names.field(text)):
            found.setdefault(name, []).append(at)
    return {name: tuple(columns) for name, columns in found.items()}


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2199
