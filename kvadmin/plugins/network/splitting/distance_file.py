"""A table of distances in a file: pairs in rows (``from,to,minutes``), or a square with the unit in its corner."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import Cell, read_file
from kvadmin.api.wording import fold, near_names

from ..solver.distance import TravelTable
from ..solver.places import PlaceSet
from .place_file import delimiter_of, read_text

#: Words for the unit, in a heading or in the corner of a square table.
UNITS = {
    **dict.fromkeys(("km", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("min", "minutes", "minutter", "minutt"), "min"),
}
_ENDS = (("from", "fra"), ("to", "til"))
_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods")
#: What stands where there is nothing: in a square on its diagonal, or for the half that the other half says.
_NOTHING = ("", "-", "\u2013", "\u2212")
_NAMED = 20
#: The greatest distance, as in certificates: beyond it sums lose their decimals, and no road is that long.
_GREATEST = 1_000_000_000


@dataclass(frozen=True)
class _Line:
    """One row: the text of each cell, and where a cell is (``line 3, column 2``, ``Ark1!B3``)."""

    texts: Sequence[str]
    where: Callable[[int], str]
    number: int

    def text(self, column: int) -> str:
        """What stands in a column, blanks at the ends taken off."""
        return self.texts[column].strip() if column < len(self.texts) else ""


@dataclass
class _Reading:
    """The table as far as it is filled in (NaN is not known yet), what is wrong, and names of other places."""

    places: PlaceSet
    faults: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.table = np.full((len(self.places), len(self.places)), np.nan)
        self._ids = {place: at for at, place in enumerate(self.places.ids)}
        self._names: dict[str, list[int]] = {}
        for at, place in enumerate(self.places):
            if place.name:
                self._names.setdefault(fold(place.name), []).append(at)

    def find(self, text: str, where: str) -> int | None:
        """The place meant by an id or a whole name; None for others, and where several have the name."""
        if (at := self._ids.get(text, self._ids.get(text.zfill(4)))) is not None:
            return at
        if text in self.unknown:
            return None
        found = self._names.get(fold(text), [])
        if not found:
            self.unknown[text] = text
        if len(found) > 1:
            several = ", ".join(self.places[at].label() for at in found)
            self.faults.append(tr("{where}: several places are called {text!r}: {several}; write the number",
                                  where=where, text=text, several=several))  # fmt: skip
        return found[0] if len(found) == 1 else None

    def put(self, start: int, end: int, line: _Line, column: int) -> None:
        """Take one distance in, or note what is wrong with it."""
        text, at = line.text(column), (start, end)
        value = _number(text)
        said = {
            "where": line.where(column),
            "value": text,
            "pair": f"{self.places.ids[start]} - {self.places.ids[end]}",
        }
        if not 0 <= value <= _GREATEST:  # nor is NaN
            self.faults.append(tr("{where}: {pair}: {value!r} is no distance", **said))
        elif start == end:
            if value:
                self.faults.append(tr("{where}: {pair}: the way from a place to itself is {value}, not 0", **said))
        elif not math.isnan(self.table[at]) and self.table[at] != value:
            self.faults.append(tr("{where}: {pair} stands twice, with different distances", **said))
        else:
            self.table[at] = value


def _number(text: str) -> float:
    """A figure with a decimal comma or point; NaN when it is none. ``2_0``, which Python reads as 20, is none."""
    try:
        return math.nan if "_" in text else float(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return math.nan


def read_distances(path: Path, places: PlaceSet) -> TravelTable:
    """The distances in a csv or workbook, between these places; other places are passed over.

    In rows: ``from,to,km`` or ``from,to,minutes`` in any order. Square: ids or names in the first row and the first
    column, and the unit in the corner. A pair given once counts both ways.

    Raises:
        UsageError: There is no such file.
        InvalidData: Neither table, a unit that is not said, values that are none, names that several places have,
            places that stand twice, pairs that are missing, or differ by direction: all named.
    """
    lines = _lines(path)
    heading = lines[0] if lines else _Line((), str, 1)
    reading = _Reading(places)
    reading.faults += [fault for line in lines[1:] if (fault := _too_wide(line, heading))]
    names = [text.strip().casefold() for text in heading.texts]
    if all(any(word in names for word in words) for words in _ENDS):
        unit = _take_pairs(reading, names, lines, path)
    else:
        unit = _unit_in_corner(reading, heading, path)
        _take_square(reading, lines)
    if reading.faults:
        raise InvalidData(
            tr("{number} fault(s) in the distances", number=len(reading.faults)),
            where=str(path),
            details=[*reading.faults[:_NAMED], *_and_more(len(reading.faults))],
            code="bad-places",
        )
    table = np.where(np.isnan(reading.table), reading.table.T, reading.table)
    try:
        return TravelTable(places, table, unit)
    except InvalidData as error:
        raise InvalidData(
            error.message,
            where=str(path),
            details=error.details,
            hint=_not_found(reading, table) or error.hint,
            code="bad-places",
        ) from error


def _and_more(count: int) -> list[str]:
    return [tr("and {number} more", number=count - _NAMED)] if count > _NAMED else []


def _not_found(reading: _Reading, table: np.ndarray) -> str:
    """The places of which nothing is known, or what one of them may be called in the file."""
    places = reading.places
    lost = [places[int(at)] for at in np.flatnonzero(np.isnan(table).sum(axis=1) >= len(places) - 1)]
    for place in lost:
        if near := near_names(place.name or place.id, reading.unknown):
            return tr("{place} is not in the table; is it {near!r}?", place=place.label(), near=next(iter(near)))
    return tr("{places}: not in the table", places=", ".join(each.label() for each in lost[:3])) if lost else ""


def _take_pairs(reading: _Reading, names: list[str], lines: Sequence[_Line], path: Path) -> str:
    """Fill in a table in rows; the unit."""
    units = [name for name in names if name in UNITS]
    if len(units) != 1:
        raise _no_table(names, path)
    start, end = (next(names.index(word) for word in words if word in names) for words in _ENDS)
    column = names.index(units[0])
    for line in lines[1:]:
        ends = [reading.find(line.text(at), line.where(at)) if line.text(at) else None for at in (start, end)]
        if ends[0] is not None and ends[1] is not None and (ends[0] != ends[1] or line.text(column) not in _NOTHING):
            reading.put(ends[0], ends[1], line, column)
    return UNITS[units[0]]


def _unit_in_corner(reading: _Reading, heading: _Line, path: Path) -> str:
    unit = UNITS.get(heading.text(0).casefold())
    if unit is not None:
        return unit
    known = [_Reading(reading.places).find(text.strip(), "") is not None for text in heading.texts]
    if known[:1] == [True] or sum(known) < 2:
        raise _no_table(list(heading.texts), path)
    raise InvalidData(
        tr("the unit of the table is not said"),
        where=f"{path}: {heading.where(0)}",
        hint=tr("write km or minutes in the upper left cell"),
        code="wrong-columns",
    )


def _no_table(cells: Sequence[str], path: Path) -> InvalidData:
    return InvalidData(
        tr("the heading {cells!r} is not that of a table of distances", cells=",".join(cells)),
        where=f"{path}:1",
        hint=tr("from,to,km or from,to,minutes; or a square with km or minutes in its upper left cell"),
        code="wrong-columns",
    )


def _take_square(reading: _Reading, lines: Sequence[_Line]) -> None:
    """Fill in a square table."""
    heading = lines[0]
    columns: dict[int, int] = {}
    for at in range(1, len(heading.texts)):
        text = heading.text(at)
        if not text:
            continue
        found = reading.find(text, heading.where(at))
        if found is None:
            continue
        if found in columns.values():
            reading.faults.append(_twice(reading, found, heading.where(at)))
        else:
            columns[at] = found
    seen: set[int] = set()
    for line in lines[1:]:
        row = reading.find(line.text(0), line.where(0)) if line.text(0) else None
        if row is None:
            continue
        if row in seen:
            reading.faults.append(_twice(reading, row, line.where(0)))
            continue
        seen.add(row)
        for at, column in columns.items():
            if line.text(at) not in _NOTHING:
                reading.put(row, column, line, at)


def _too_wide(line: _Line, heading: _Line) -> str:
    """What is said of a row with more cells than the heading: ``20,5`` between commas is two cells, 20 and 5."""
    at = next((at for at in range(len(heading.texts), len(line.texts)) if line.text(at)), None)
    if at is None:
        return ""
    return tr(
        "{where}: {value!r} stands beyond the heading; does a comma part a figure?",
        where=line.where(at),
        value=line.text(at),
    )


def _twice(reading: _Reading, place: int, where: str) -> str:
    return tr("{where}: {place} stands there twice", where=where, place=reading.places[place].label())


def _lines(path: Path) -> list[_Line]:
    """The rows with something in them, as text; numbers of a workbook with all their decimals."""
    if path.suffix.casefold() in _BOOKS:
        book = read_file(path)
        sheets = [sheet for sheet in book.sheets if sheet.rows]
        if len(sheets) > 1:
            raise InvalidData(
                tr(
                    "the workbook has several sheets with content: {sheets}",
                    sheets=", ".join(s.name or "" for s in sheets),
                ),
                where=str(path),
                hint=tr("leave the table of distances alone in it"),
                code="wrong-columns",
            )
        return [_book_line(row.cells, row.number) for row in sheets[0].rows]
    text = read_text(path)
    rows: Iterable[list[str]] = csv.reader(text.splitlines(), delimiter=delimiter_of(text))
    return [_csv_line(row, number) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]


def _csv_line(row: list[str], number: int) -> _Line:
    return _Line(row, lambda at: tr("line {line}, column {column}", line=number, column=at + 1), number)


def _book_line(cells: Sequence[Cell], number: int) -> _Line:
    texts = [
        repr(cell.value) if isinstance(cell.value, float) and not cell.value.is_integer() else cell.error or cell.text
        for cell in cells
    ]
    return _Line(texts, lambda at: cells[at].where if at < len(cells) else "", number)
