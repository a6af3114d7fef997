"""Tables with a column per period, or with periods below each other and a column per municipality (SSB hands out both).

What is measured may stand in the heading beside the period (``Sykefravær (prosent) 2007K1``), or in a row of its own
above or below the periods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kvadmin.api.imports import Cell, Row

from .figure_reading import HEADINGS, NO_CELL, FigureReading, SheetLayout, overlong, place_of
from .period_headings import PeriodHeading, is_period, period_heading

_SEARCHED = 60
#: Rows below a heading that tell what a column holds.
_SAMPLE = 40
_PERIOD_FIELDS = ("period", "year", "part")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the figures stand on a sheet: below their headings, one row a municipality or one row a period."""

    below: Sequence[Row]
    width: int
    places: Sequence[int]
    indicator: Sequence[int]
    extras: Sequence[tuple[int, str]]
    #: Column -> content and period; empty where the columns are municipalities.
    periods: dict[int, PeriodHeading] = field(default_factory=dict)
    #: Column -> municipality, where the periods stand in ``places``.
    across: dict[int, str] = field(default_factory=dict)


def read_wide(sheet: Any, layout: SheetLayout, is_place: Callable[[str], bool]) -> bool:
    """Read a sheet with a column per period or per municipality; False when it is none."""
    for at in range(len(sheet.rows[:_SEARCHED])):
        grid = _periods_across(sheet.rows, at, is_place) or _places_across(sheet.rows, at, is_place)
        if grid is None:
            continue
        layout.unknown += [(sheet.name, label) for _, label in grid.extras]
        layout.contents |= {sheet.rows[at][k].text.strip() for k in grid.indicator}
        for row in grid.below:
            problem = overlong(row, grid.width) if sheet.name is None else ""
            layout.readings += _readings(sheet.name, row, grid, problem)
        return True
    return False


def _readings(sheet: str | None, row: Row, grid: _Grid, problem: str) -> Iterator[FigureReading]:
    what = next((text for at in grid.indicator if (text := row[at].text.strip())), "")
    extra = tuple((label, row[at].text.strip()) for at, label in grid.extras)
    base = FigureReading(
        sheet, row.number, what, place_of(row, grid.places), None, NO_CELL, NO_CELL, "", problem, extra
    )
    columns = grid.periods or grid.across
    if all(row[at].blank and not row[at].formula for at in columns):  # a note, a source, an empty line with a name
        if filled := row.filled:
            yield base._replace(value=Cell(where=filled[0].where))
        return
    for at, (content, period) in grid.periods.items():
        heading = f"{content} {period}".strip()
        yield base._replace(indicator=what or content, period=period, value=row[at], heading=heading)
    for at, place in grid.across.items():
        period = row[grid.places[0]].value
        yield base._replace(municipality=place, period=period, value=row[at], heading=place)


# -- a column per period ---------------------------------------------------------------------------


def _periods_across(rows: Sequence[Row], at: int, is_place: Callable[[str], bool]) -> _Grid | None:
    row, below = rows[at], rows[at + 1 :]
    heads = {k: head for k, cell in enumerate(row.cells) if (head := period_heading(cell.value))}
    plain = {k: head for k, head in heads.items() if not head.content}
    found = _other_columns(row, heads)
    columns = plain or heads
    if not columns or "value" in found or not _is_header(found, columns):
        return None
    if not plain and "municipality" not in found and not _places_below(below, is_place):
        return None
    width = len(row.cells)
    if below and (parts := _parts_of_years(row, below[0])):
        width = max(width, len(below[0].cells))
        columns, found, below = parts, found | _other_columns(below[0], parts), below[1:]
    elif plain:
        columns, used = _contents_beside(rows, at, plain)
        below = below[used:]
        width = max(width, max(columns) + 1)
    first = min(columns)
    places = found.get("municipality") or [k for k in range(first) if not row[k].text.strip()][:1] or [0]
    known = {*places, *found.get("indicator", ()), *columns}
    extras = [(k, text) for k in range(len(row.cells)) if k not in known and (text := _spare(row[k]))]
    return _Grid(below, width, places, found.get("indicator", []), extras, periods=columns)


def _spare(cell: Cell) -> str:
    """The heading of a column that is not read."""
    return "" if is_period(cell.value) else cell.text.strip()


def _is_header(found: dict[str, list[int]], columns: dict[int, PeriodHeading]) -> bool:
    """A municipality and a period are named, or several periods stand in a row behind an empty heading (SSB)."""
    if "municipality" in found:
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


def _places_across(rows: Sequence[Row], at: int, is_place: Callable[[str], bool]) -> _Grid | None:
    row, below = rows[at], rows[at + 1 :]
    places = {
        k: text
        for k, cell in enumerate(row.cells)
        if k and (text := cell.text.strip()) and HEADINGS.hit(text) is None and is_place(text)
    }
    if not places:
        return None
    found = _other_columns(row, {})
    column = next((k for k in range(min(places)) if _holds_periods(below, k, places)), None)
    named = any(column in found.get(name, ()) for name in _PERIOD_FIELDS)
    if column is None or (len(places) < 2 and not named):
        return None
    indicator = found.get("indicator", [])
    known = {column, *indicator, *places}
    extras = [(k, text) for k in range(len(row.cells)) if k not in known and (text := row[k].text.strip())]
    return _Grid(below, len(row.cells), [column], indicator, extras, across=places)


def _holds_periods(rows: Sequence[Row], column: int, places: dict[int, str]) -> bool:
    """Every row with a figure has a period in the column; notes below the table have neither."""
    filled = [row[column].value for row in rows[:_SAMPLE] if any(not row[k].blank for k in places)]
    return bool(filled) and all(is_period(value) for value in filled)


def _other_columns(row: Row, periods: dict[int, PeriodHeading]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at in range(len(row.cells)):
        text = row[at].text.strip()
        if text and at not in periods and (hit := HEADINGS.hit(text)):
            found.setdefault(hit.field.name, []).append(at)
    return found


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2199
