"""What a stored value is: text, a figure, a moment, a duration, a truth, or an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from kvadmin.reading.cells import Value, checked
from kvadmin.reading.shown import number_shown, shown
from kvadmin.reading.xlsx.numbers import read_duration, read_iso, read_moment, read_number
from kvadmin.reading.xlsx.strings import read_text
from kvadmin.reading.xlsx.styles import CellStyle

#: What a cell holds: its value, what a person sees of it, whether that is struck through, and an error instead.
#: A bare tuple: a named one costs more to make than the rest of a cell's reading.
Content = tuple[Value, str, bool, str]

#: Numbers of one style that are remembered, since dates, shares and codes come again and again.
_REMEMBERED = 10_000
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}


class StyledNumbers(dict[str, Content | None]):
    """The content of stored numbers in one style; None for what is no number. Looked up as a dictionary, in C."""

    def __init__(self, style: CellStyle, *, epoch_1904: bool) -> None:
        super().__init__()
        self.struck = style.struck
        self._shown = number_shown(style.number_format)
        self._moment: Callable[[float], Value] | None = None
        if style.shows == "duration":
            self._moment = read_duration
        elif style.shows == "date":
            self._moment = partial(read_moment, epoch_1904=epoch_1904)

    def __missing__(self, raw: str) -> Content | None:
        number = read_number(raw)
        content: Content | None = None
        if number is not None:
            content = self._timed(number) if self._moment else (number, self._shown(number), self.struck, "")
        if len(self) < _REMEMBERED:
            self[raw] = content
        return content

    def _timed(self, number: float) -> Content:
        assert self._moment is not None
        try:
            moment = self._moment(number)
        except OverflowError:  # no calendar has that day: the number stays
            moment = number
        return moment, shown(moment), self.struck, ""


class Styles(dict[str | None, StyledNumbers]):
    """The styles of a workbook by what a cell says of its style; the plain one when it names none that there is."""

    def __init__(self, styles: Sequence[CellStyle], *, epoch_1904: bool) -> None:
        super().__init__()
        self._styles = styles
        self._epoch_1904 = epoch_1904

    def __missing__(self, number: str | None) -> StyledNumbers:
        index = int(number) if number and number.isdecimal() else 0
        style = self._styles[index] if index < len(self._styles) else CellStyle()
        found = self[number] = StyledNumbers(style, epoch_1904=self._epoch_1904)
        return found


def read_content(kind: str | None, raw: str, struck: bool, where: str) -> Content:
    """The content that is stored as ``raw``, if it is neither a number nor a shared text.

    Args:
        kind: The type that the cell names: ``str``, ``b``, ``d``, ``e``; any other is text.
        raw: As in the file.
        struck: The cell's style strikes its text through.
        where: The cell, for messages.

    Raises:
        InvalidData: It is text that no cell can hold.
    """
    if kind == "e":
        return None, "", struck, checked(raw, where).strip()
    value: Value = None
    if kind == "b":
        value = _TRUTHS.get(raw.strip().lower())
    elif kind == "d":
        value = read_iso(raw)
    if value is None:
        value = checked(raw, where)
    return value, shown(value), struck, ""


def inline_content(element: Element, struck: bool, where: str) -> Content:
    """The text that stands in the cell itself (``is``).

    Raises:
        InvalidData: It is text that no cell can hold.
    """
    text = read_text(element)
    content = checked(text.text, where)
    return content, content, text.struck_in_struck if struck else text.struck, ""
