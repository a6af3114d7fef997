"""Which mark parts decimals in the figures of a file: judged over all of a sheet before any of them is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import Cell, ColumnFigures, judge_figures
from kvadmin.api.records import Indicator

from .aggregates import aggregate
from .figure_reading import NO_CELL, FigureReading

#: Cells that a message lists.
_LISTED = 20


class FigureMarks:
    """The decimal mark of each sheet of a file.

    Args:
        readings: Its figures.
        indicator_of: The indicator of a figure, or why there is none.

    Raises:
        InvalidData: A figure such as ``12.345`` may be twelve or twelve thousand; its column is named.
    """

    def __init__(
        self, readings: Sequence[FigureReading], indicator_of: Callable[[FigureReading], Indicator | str]
    ) -> None:
        wanted = [each for each in readings if not each.left_out and not aggregate(each.municipality)]
        sheets = dict.fromkeys(each.sheet for each in wanted)
        self._values = {
            sheet: _mark(
                (each.value, each.heading) for each in wanted if each.sheet == sheet and _counts(each, indicator_of)
            )
            for sheet in sheets
        }
        self._denominators = {
            sheet: _mark(
                (each.denominator, tr("denominator"))
                for each in wanted
                if each.sheet == sheet and each.denominator is not NO_CELL
            )
            for sheet in sheets
        }

    def value(self, reading: FigureReading) -> str:
        """The decimal mark of a figure, empty when none is needed to read it."""
        return self._values.get(reading.sheet, "")

    def denominator(self, reading: FigureReading) -> str:
        """The same for its denominator."""
        return self._denominators.get(reading.sheet, "")


def _counts(reading: FigureReading, indicator_of: Callable[[FigureReading], Indicator | str]) -> bool:
    """A share of a hundred is never a thousand, so that 9.125 per cent leaves no doubt."""
    indicator = indicator_of(reading)
    return not isinstance(indicator, str) and not (indicator.is_percent and not indicator.denominator)


def _mark(cells: Iterable[tuple[Cell, str]]) -> str:
    found: dict[object, tuple[Cell, str]] = {}
    for cell, heading in cells:
        if type(cell.value) is str and cell.value not in found:
            found[cell.value] = (cell, heading)
    judged = judge_figures(found)  # type: ignore[arg-type]  # the keys are texts
    if judged.doubt:
        raise _in_doubt(judged, [each for value, each in found.items() if judged.doubtful(str(value))])
    return judged.decimal_mark


def _in_doubt(judged: ColumnFigures, cells: list[tuple[Cell, str]]) -> InvalidData:
    columns = ", ".join(dict.fromkeys(heading for _, heading in cells))
    details = [f"{cell.where}: {cell.text.strip()}" for cell, _ in cells[:_LISTED]]
    more = [tr("... and {more} more", more=len(cells) - _LISTED)] if len(cells) > _LISTED else []
    return InvalidData(
        tr("column {columns}: {doubt}", columns=columns, doubt=judged.doubt),
        details=[*details, *more],
        hint=tr("write them without the mark in doubt (12345), or with decimals that tell (12,3450)"),
        code="open-questions",
    )
