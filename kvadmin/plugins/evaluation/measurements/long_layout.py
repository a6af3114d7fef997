"""Tables with a row for each municipality and period: a column for the figure, or one for each thing measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kvadmin.api import InvalidData
from kvadmin.api.imports import Cell, Row, SheetTable, find_tables

from .figure_reading import CONTENT, HEADINGS, NO_CELL, FigureReading, SheetLayout, overlong, place_of
from .period_headings import is_period

NEEDS = (("municipality",), ("period", "year", "part"), ("value",))
#: The same without a column called value: then a column's heading says what is measured.
_PLACED = NEEDS[:2]
#: How sure a heading is that is the very word.
_EXACT = 3
_FRAME = re.compile(r"^\W*\d+[.)]\s*|\([^)]*\)?")


def read_by_content(alone: Any, layout: SheetLayout) -> bool:
    """Read a sheet with municipality and period in its rows and a column for each thing that is measured."""
    try:
        tables = find_tables(alone, HEADINGS, _PLACED)
    except InvalidData:
        return False
    before = len(layout.readings)
    for table in tables.tables:
        if columns := _figure_columns(table):
            read_long(table, layout, columns)
    return len(layout.readings) > before


def _figure_columns(table: SheetTable) -> list[int]:
    """The unknown columns in which nothing but figures and marks stands, and one figure at least."""
    return [
        at
        for at in _unknown(table)
        if (texts := [text for row in table.rows if (text := row[at].text.strip())])
        and any(char.isdecimal() for text in texts for char in text)
        and all(not any(char.isalpha() for char in text) for text in texts)
    ]


def _unknown(table: SheetTable) -> list[int]:
    known = {at for columns in table.columns.by_field.values() for at in columns}
    return [at for at, label in enumerate(table.columns.labels) if label and at not in known]


def _value_columns(table: SheetTable) -> list[int]:
    """The columns called value to the letter; where there is none, all that hold figures: one may be meant."""
    columns = table.columns.by_field["value"]
    sure = [at for at in columns if _is_exact(table.columns.labels[at])]
    return sorted(sure or {*columns, *_figure_columns(table)})


def _is_exact(label: str) -> bool:
    """Whether a heading is the very word, a number in front and brackets behind aside: ``3. Verdi (prosent)``."""
    return any((hit := HEADINGS.hit(text)) and hit.level == _EXACT for text in (label, _FRAME.sub("", label)))


def read_long(table: SheetTable, layout: SheetLayout, figures: Sequence[int] = ()) -> None:
    """Read a table with a row for each municipality and period."""
    labels, by_field = table.columns.labels, table.columns.by_field
    columns = list(figures) or _value_columns(table)
    # A heading that is more than «value» says what is measured, and so do two of them.
    named = bool(figures) or len(columns) > 1 or not _is_exact(labels[columns[0]])
    inside = {*columns, *(at for name, found in by_field.items() if name != "value" for at in found)}
    extras = [(at, label) for at, label in enumerate(labels) if label and at not in inside]
    layout.unknown += [(table.sheet.name, label) for _, label in extras]
    layout.contents |= {labels[at] for at in by_field.get("indicator", ())}
    read = _RowReader(table, extras)
    for row in table.rows:
        if row.number in table.repeated:
            continue
        wanted = columns
        if len(columns) > 1:  # an empty cell among others is no figure of its own
            wanted = [at for at in columns if not row[at].blank] or columns[:1]
        for at in wanted:
            reading = read.figure(row, at)
            layout.readings.append(_naming(reading, labels[at]) if named else reading)


def _naming(reading: FigureReading, content: str) -> FigureReading:
    """The figure of a column that says what is measured; where the row says it too, the column tells figures apart."""
    if reading.indicator:
        return reading._replace(extra=((CONTENT, content), *reading.extra))
    return reading._replace(indicator=content)


class _RowReader:
    """Reads what the rows of one table say beside their figures."""

    def __init__(self, table: SheetTable, extras: list[tuple[int, str]]) -> None:
        labels = table.columns.labels
        self.extras, self.sheet, self.labels = extras, table.sheet.name, labels
        self.width = len(labels) if self.sheet is None else 0
        self.columns = {name: table.columns.by_field.get(name, ()) for name in HEADINGS.fields}
        places = self.columns["municipality"]
        # ``region`` beside a municipality may be a part of the country
        named = tuple(at for at in places if labels[at].casefold() != "region")
        self.places = named or places

    def figure(self, row: Row, at: int) -> FigureReading:
        """The figure in a column of a row."""
        columns = self.columns
        return FigureReading(
            self.sheet,
            row.number,
            self._text(row, columns["indicator"]),
            place_of(row, self.places),
            self._period(row),
            row[at],
            self._cell(row, columns["denominator"]),
            self._text(row, columns["sample"]),
            overlong(row, self.width) if self.width and len(row.cells) > self.width else "",
            tuple((label, row[extra].text.strip()) for extra, label in self.extras) if self.extras else (),
            self.labels[at],
        )

    def _cell(self, row: Row, columns: Sequence[int]) -> Cell:
        if len(columns) == 1:
            return row[columns[0]]
        return next((cell for at in columns if not (cell := row[at]).blank), NO_CELL) if columns else NO_CELL

    def _text(self, row: Row, columns: Sequence[int]) -> str:
        return self._cell(row, columns).text.strip() if columns else ""

    def _period(self, row: Row) -> Any:
        """The cell of the period, or year and part of it joined (``2007`` and ``3. kvartal``)."""
        columns = self.columns
        cell = self._cell(row, columns["period"])
        if not cell.blank:
            return cell.value
        year, part = self._cell(row, columns["year"]), self._cell(row, columns["part"])
        if year.blank or part.blank:
            return (part if year.blank else year).value
        name, text = year.text.strip(), part.text.strip()
        if not text.isdecimal():
            return f"{name} {text}" if is_period(f"{name} {text}") else f"{text} {name}"
        heading = " ".join(self.labels[at] for at in columns["part"]).casefold()
        return f"{name}{'Q' if heading.startswith(('kv', 'qu')) else 'M'}{text}"
