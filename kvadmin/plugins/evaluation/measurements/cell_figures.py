"""What a cell says: an exact figure, or the mark of a missing one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kvadmin.api import tr
from kvadmin.api.imports import Cell, read_figure
from kvadmin.api.records import Indicator

from .figure_reading import NO_CELL
from .value_files import missing_marks

_DASHES = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2026": "..."})
_MOST = Decimal("1e15")
_HUNDRED = 100
#: A figure that needs no reading: it is stored as it stands, but for the decimal comma.
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:[.,]\d{1,15})?")


class CellFigure(NamedTuple):
    """``text`` as it is stored (a figure or a mark), or the ``problem``; all empty for an empty cell."""

    text: str = ""
    problem: str = ""
    missing: bool = False


#: Decimal mark -> the mark that then parts thousands; a line break stands in no figure.
_OTHER = {"": "\n", ",": ".", ".": ","}
_NOTHING = CellFigure()


class FigureReader:
    """Reads the cells of one indicator's figures."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator
        codes = missing_marks(indicator)
        stored = {code: mark for mark, code in reversed(codes.items())}
        self._marks: Mapping[str, str] = {mark: stored[code] for mark, code in codes.items()}
        #: What texts say, read once each: the figures of a file repeat themselves.
        self._values: dict[tuple[str, str], CellFigure] = {}

    def value(self, cell: Cell, mark: str = "") -> CellFigure:
        """The figure of a value cell, as :meth:`_value`; a text is read once.

        Args:
            cell: The cell.
            mark: The decimal mark of its column, where that is needed to read it.
        """
        if cell.value is not cell.text:  # a cell of a workbook: a number, a date, a formula without a result
            return self._value(cell, mark)
        found = self._values.get((cell.text, mark))
        if found is None:
            found = self._values[cell.text, mark] = self._value(cell, mark)
        return found

    def _value(self, cell: Cell, mark: str) -> CellFigure:
        """The figure of a value cell; a percentage must be one between 0 and 100.

        A figure written with a per cent sign is a percentage, also where the indicator does not say its unit.
        """
        found = self._read(cell, mark)
        percent = self.indicator.is_percent or cell.text.strip().endswith("%")
        if found.text and not found.missing and percent and not self.indicator.denominator:
            value = Decimal(found.text)
            if value > _HUNDRED:
                return CellFigure(
                    problem=tr("{figure} is more than 100 per cent; is a decimal comma missing?", figure=found.text)
                )
            if value < 0:
                return CellFigure(problem=tr("{figure} is less than 0 per cent", figure=found.text))
        return found

    def denominator(self, cell: Cell, mark: str = "") -> CellFigure:
        """The figure of a denominator cell: above 0."""
        if cell is NO_CELL:
            return _NOTHING
        found = self._read(cell, mark)
        if found.missing:
            return CellFigure(problem=tr("the denominator is missing ({what})", what=found.text))
        if found.text and Decimal(found.text) <= 0:
            return CellFigure(problem=tr("the denominator {denominator} is not above 0", denominator=found.text))
        return found

    def _read(self, cell: Cell, decimal_mark: str) -> CellFigure:
        text = cell.text.strip()
        mark = self._marks.get(text.translate(_DASHES))
        if mark is not None:
            return CellFigure(mark, missing=True)
        if cell.formula and cell.value is None:
            return CellFigure(problem=tr("the formula has no result: open the workbook, let it compute, and save it"))
        return self._figure(cell, text, decimal_mark) if text else CellFigure()

    def _figure(self, cell: Cell, text: str, mark: str) -> CellFigure:
        if cell.value is cell.text and _OTHER[mark] not in text and _PLAIN.fullmatch(text) and text.strip("-0.,"):
            return CellFigure(text.replace(",", "."))
        number = None if isinstance(cell.value, bool) else self._number(cell, text, mark)
        if isinstance(number, CellFigure):
            return number
        if number is None:
            shown = text if len(text) <= 40 else f"{text[:37]}..."
            return CellFigure(
                problem=tr("{text!r} is not a figure; write it like 9.8, or leave the cell empty", text=shown)
            )
        if abs(number) >= _MOST:
            return CellFigure(problem=tr("{text} is too large to be a figure of a municipality", text=text))
        return CellFigure(self._apart(f"{number:f}" if number else "0"))

    def _apart(self, figure: str) -> str:
        """A cell that shows -98,0 is a figure: it is stored so that it is not read as the code -98."""
        return f"{figure}.0" if figure in self._marks and "." not in figure else figure

    def _number(self, cell: Cell, text: str, mark: str) -> Decimal | CellFigure | None:
        """The number; what a workbook shows as ``9,8 %`` is stored in it as 0.098."""
        number = read_figure(cell.value, decimal_mark=mark)
        if number is None or not text.endswith("%"):
            return number
        if self.indicator.unit and not self.indicator.is_percent:
            return CellFigure(
                problem=tr(
                    "{text} is a percentage, and {id} is measured in {unit}",
                    text=text,
                    id=self.indicator.id,
                    unit=self.indicator.unit,
                )
            )
        return number if isinstance(cell.value, str) else number.scaleb(2)
