"""Which mark parts decimals in a column, and which thousands: judged by all of its values.

``1.234`` alone may be one and a bit or a thousand; so may ``1,234``. Every other way to write a number says by
itself which it is: ``1.234,5``, ``9,8``, ``12.345.678``, ``0.125``, ``12 345``. Such values are the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kvadmin.reading.cells import Value
from kvadmin.reading.figures import read_figure
from kvadmin.translation import tr

_FRAME = r"^[^\S\n]*(?:kr\.?[^\S\n]*)?[-+\u2212\u2013]?"
_END = r"[^\S\n]*(?:[%‰][^\S\n]*)?$"
#: One to three digits, a mark, three digits: the only form with two readings.
_LONE = re.compile(rf"{_FRAME}([1-9]\d{{0,2}}([.,])\d{{3}}){_END}", re.MULTILINE)
#: What can only be a number whose decimals stand behind this mark: both marks, or not three digits in a group.
_DECIMAL = {
    mark: re.compile(
        rf"{_FRAME}(?:[1-9]\d{{0,2}}(?:[ \u00a0\u202f'\u2019{re.escape(other)}]\d{{3}})+{re.escape(mark)}\d+"
        rf"|(?:0|0\d+|\d{{4,}})?{re.escape(mark)}\d+|\d+{re.escape(mark)}(?:\d\d?|\d{{4,}})){_END}",
        re.MULTILINE,
    )
    for mark, other in ((",", "."), (".", ","))
}
#: ``12.345.678``: the mark can only part thousands.
_THOUSANDS = {mark: re.compile(rf"{_FRAME}\d{{1,3}}(?:\{mark}\d{{3}}){{2,}}(?!\d)", re.MULTILINE) for mark in ".,"}
_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """How a column writes its numbers; made by :func:`judge_figures`.

    Added in version 0.2.

    Attributes:
        decimal_mark: ``,`` or ``.`` when the values tell which one parts the decimals; empty when none is needed.
        mixed: Both marks part decimals in the column.
        doubt: Why values of the form ``1.234`` cannot be read, as a sentence; empty when every value has one reading.
        conflict: The doubt comes from values that do not agree, and not only from a lack of evidence.
    """

    decimal_mark: str = ""
    mixed: bool = False
    doubt: str = ""
    conflict: bool = False

    def doubtful(self, value: Value) -> bool:
        """Whether this value is one that the doubt is about."""
        return bool(self.doubt) and isinstance(value, str) and _LONE.match(value) is not None

    def read(self, value: Value) -> Decimal | None:
        """The number, as :func:`kvadmin.reading.figures.read_figure`; None if it is none or has two readings here."""
        if self.doubt and self.doubtful(value):
            return None
        return read_figure(value, decimal_mark=self.decimal_mark)


def judge_figures(values: Iterable[Value], *, decimal_mark: str = "") -> ColumnFigures:
    """Judge the marks by all values of a column.

    Added in version 0.2.

    A column without a value such as ``1.234`` or ``1,234`` is sure. Where there are some, the same mark must be
    known from the others: as the one that parts decimals (``9.8``), or as the one that only ever parts thousands
    (``12.345.678``, and no decimals). Beside ``12.345,6`` or ``9,8`` the value ``12.345`` is in doubt: a thousand,
    or the decimal point of another hand. So is a column where nothing else is said.

    Args:
        values: The cells; only texts say anything.
        decimal_mark: ``,`` or ``.`` when a person has said which one parts the decimals: then there is no doubt.
    """
    texts = [value for value in values if isinstance(value, str)]
    column = "\n".join(texts)
    if "\n" in "".join(texts):
        column = "\n".join(text.replace("\n", " ") for text in texts)
    found = {mark: pattern.search(column) for mark, pattern in _DECIMAL.items()}
    told = {mark: match for mark, match in found.items() if match}
    mixed = len(told) > 1
    lone: dict[str, str] = {}
    for match in _LONE.finditer(column):
        lone.setdefault(match[2], match[1])
    if not lone or decimal_mark:
        return ColumnFigures(decimal_mark, mixed)
    grouped = {mark for mark, pattern in _THOUSANDS.items() if pattern.search(column)}
    if len(lone) == 1 and not mixed:
        mark = next(iter(lone))
        if set(told) == {mark} and mark not in grouped:
            return ColumnFigures(mark)
        if not told and grouped == {mark}:
            return ColumnFigures(_OTHER[mark])
    example = next(iter(lone.values()))
    others = [match[0].strip() for mark, match in told.items() if mark not in lone] or [
        match[0].strip() for match in told.values()
    ]
    if others or len(lone) > 1:
        other = others[0] if others else list(lone.values())[1]
        doubt = tr(
            "{one} and {other} stand in one column: the mark in {one} may part thousands or decimals",
            one=example,
            other=other,
        )
        return ColumnFigures("", mixed, doubt, conflict=True)
    doubt = tr("the mark in {one} may part thousands or decimals, and no other value of the column tells", one=example)
    return ColumnFigures("", mixed, doubt)
