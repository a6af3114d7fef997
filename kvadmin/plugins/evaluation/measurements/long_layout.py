"""Tables with a row for each municipality and period: a column for the figure, or one for each thing measured."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kvadmin.api.imports import Cell, Row, SheetTable, read_figure

from .figure_reading import CONTENT, HEADINGS, NO_CELL, FigureReading, SheetLayout, overlong, place_of
from .period_headings import is_period

#: How sure a heading is that is the very word.
_EXACT = HEADINGS.hit("value").level  # type: ignore[union-attr]  # a field's own name
_FRAME = re.compile(r"^\W*\d+[.)]\s*|\([^)]*\)?")
#: Why a column may tell figures apart that nobody asked for.
_LEFT_OUT = ("unknown", "unfit", "lesser")


def with_figures(table: SheetTable) -> SheetTable | None:
    """The table with the columns that its figures may stand in; None when it has none.

    These are the columns called value to the letter. Where there is none, all that hold figures: one may be meant.
    """
    columns = table.columns
    near = columns.by_field.get("value", ())
    told = {use.at for use in columns.uses if use.why == "mapped"}
    values = tuple(at for at in near if at in told) or tuple(at for at in near if is_value(columns.labels[at]))
    values = values or tuple(sorted({*near, *_figure_columns(table)}))
    if not values:
        return None
    uses = [_use(use, values, columns.labels) for use in columns.uses]
    return replace(table, columns=replace(columns, by_field={**columns.by_field, "value": values}, uses=tuple(uses)))


def _use(use: Any, values: Sequence[int], labels: Sequence[str]) -> Any:
    if use.at in values and not use.used:
        return replace(use, field="value", why="weak")
    if use.field == "value" and use.at not in values:
        return replace(use, field=None, why="lesser", other=labels[values[0]])
    return use


def _figure_columns(table: SheetTable) -> list[int]:
    """The unknown columns in which nothing but figures and marks stands, and one figure at least."""
    return [
        use.at
        for use in table.columns.uses
        if use.why in ("unknown", "unfit")
        and use.at < len(table.columns.labels)
        and table.columns.labels[use.at]
        and (texts := [text for row in table.rows if (text := row[use.at].text.strip())])
        and any(char.isdecimal() for text in texts for char in text)
        and all(_is_figure_or_mark(row[use.at]) for row in table.rows)
    ]


def _is_figure_or_mark(cell: Cell) -> bool:
    """Whether a cell may stand in a column of figures: a number, nothing, or a mark such as ``..``."""
    return not any(map(str.isalnum, cell.text)) or read_figure(cell.value) is not None


def is_value(label: str) -> bool:
    """Whether a heading is the very word, a number in front and brackets behind aside: ``3. Verdi (prosent)``."""
    hits = (HEADINGS.hit(text) for text in (label, _FRAME.sub("", label)))
    return any(hit is not None and hit.level == _EXACT and hit.field.name == "value" for hit in hits)


def read_long(table: SheetTable, layout: SheetLayout) -> None:
    """Read a table with a row for each municipality and period."""
    labels, by_field = table.columns.labels, table.columns.by_field
    columns = by_field["value"]
    # A heading that is more than «value» says what is measured, and so do two of them.
    named = len(columns) > 1 or not (is_value(labels[columns[0]]) or "value" in _mapped(table))
    dividing = by_field.get("dimension", ())
    extras = [
        (use.at, use.heading)
        for use in table.columns.uses
        if use.at not in columns and (use.at in dividing or use.why in _LEFT_OUT)
    ]
    layout.contents |= {labels[at] for at in by_field.get("indicator", ())}
    layout.dividing |= {heading for at, heading in extras if at in dividing}
    read = RowReader(table, extras)
    for row in table.rows:
        if row.number in table.repeated:
            continue
        wanted: Sequence[int] = columns
        if len(columns) > 1:  # an empty cell among others is no figure of its own
            wanted = [at for at in columns if not row[at].blank] or columns[:1]
        for at in wanted:
            reading = read.figure(row, at)
            layout.readings.append(_naming(reading, labels[at]) if named else reading)


def _mapped(table: SheetTable) -> set[str | None]:
    return {use.field for use in table.columns.uses if use.why == "mapped"}


def _naming(reading: FigureReading, content: str) -> FigureReading:
    """The figure of a column that says what is measured; where the row says it too, the column tells figures apart."""
    if reading.indicator:
        return reading._replace(extra=((CONTENT, content), *reading.extra))
    return reading._replace(indicator=content)


class RowReader:
    """Reads what the rows of one table say beside their figures."""

    def __init__(self, table: SheetTable, extras: list[tuple[int, str]]) -> None:
        labels = table.columns.labels
        self.extras, self.sheet, self.labels = extras, table.sheet.name, labels
        self.width = len(labels) if self.sheet is None else 0
        columns = {name: table.columns.by_field.get(name, ()) for name in HEADINGS.fields}
        self.part_columns = columns["part"]
        self.places = (*columns["number"], *columns["municipality"])
        self.who, self.indicator, self.sample, self.county = (
            _cell_reader(at) for at in (self.places, columns["indicator"], columns["sample"], columns["county"])
        )
        self.denominator, self.period, self.year, self.part = (
            _cell_reader(columns[name]) for name in ("denominator", "period", "year", "part")
        )

    def figure(self, row: Row, at: int) -> FigureReading:
        """The figure in a column of a row."""
        cells = row.cells
        return FigureReading(
            self.sheet,
            row.number,
            self.indicator(cells).text.strip(),
            self.who(cells).text.strip() if len(self.places) == 1 else place_of(row, self.places),
            self._period(cells),
            row[at],
            self.denominator(cells),
            self.sample(cells).text.strip(),
            overlong(row, self.width) if self.width and len(cells) > self.width else "",
            tuple((label, row[extra].text.strip()) for extra, label in self.extras) if self.extras else (),
            self.labels[at],
            "",
            self.county(cells).text.strip(),
        )

    def _period(self, cells: Sequence[Cell]) -> Any:
        """The cell of the period, or year and part of it joined (``2007`` and ``3. kvartal``)."""
        cell = self.period(cells)
        if not cell.blank:
            return cell.value
        year, part = self.year(cells), self.part(cells)
        if year.blank or part.blank:
            return (part if year.blank else year).value
        name, text = year.text.strip(), part.text.strip()
        if not text.isdecimal():
            return f"{name} {text}" if is_period(f"{name} {text}") else f"{text} {name}"
        heading = " ".join(self.labels[at] for at in self.part_columns).casefold()
        return f"{name}{'Q' if heading.startswith(('kv', 'qu')) else 'M'}{text}"


def _cell_reader(columns: Sequence[int]) -> Callable[[Sequence[Cell]], Cell]:
    """What gives the cell of a field in a row: of several columns the first with something in it."""
    if not columns:
        return lambda _: NO_CELL
    if len(columns) > 1:
        return lambda cells: next((cells[at] for at in columns if at < len(cells) and not cells[at].blank), NO_CELL)
    only = columns[0]
    return lambda cells: cells[only] if only < len(cells) else NO_CELL
