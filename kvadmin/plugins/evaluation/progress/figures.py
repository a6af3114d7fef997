"""The histories of an indicator: read column by column where the file is as kvadmin writes it, else value by value.

Twenty files of 430 municipalities are read for one list of goals. A file without samples is therefore taken apart as a
whole, each different text read once; whatever is unusual in it (samples, quotes, faults) is left to the reader that
charts use, which says what is wrong with it and where.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api import InvalidData
from kvadmin.api.records import Indicator

from ..indicators.definition import period_kind
from ..measurements.judged_series import ChartChoice, events_of, factor, judge_series
from ..measurements.value_files import Measurement, missing_marks, parse_values, values_path
from ..periods import PeriodKind, parse_period
from .figure_history import BEGINS, SCALE, History, exact, history_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: Whether a figure may count.
MayJudge = Callable[[Indicator, Measurement], bool]

_PLAIN = "municipality,period,value"
_HEADS = {_PLAIN: 3, f"{_PLAIN},denominator": 4}
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_DIGITS = 4
#: Of so few municipalities (a letter is about one) only the rows are looked at.
_FEW = 3


class _Table(NamedTuple):
    """A file in columns: of each number the rows from one place to another, a period and a figure a row."""

    rows: Mapping[str, tuple[int, int]]
    ordinals: Sequence[int]
    figures: Sequence[int | None]


def histories(
    data: Snapshot, indicator: Indicator, wanted: Collection[str], may_show: MayJudge | None = None
) -> dict[str, History]:
    """The history of each municipality that is wanted and has any figures, by number.

    Args:
        data: The data.
        indicator: Whose figures.
        wanted: Numbers of municipalities.
        may_show: Which figures count; all where it is not given.

    Raises:
        InvalidData: As the reader of values and the judging of series have it.
    """
    path = values_path(indicator.id)
    content = data.read_file(path)
    if content is None:
        return {}
    kind = period_kind(indicator)
    looked_at = _rows_of(content, wanted) if len(wanted) <= _FEW else content
    if not looked_at:
        return {}
    table = _taken_apart(looked_at, indicator, kind) if may_show is None else None
    if table is None:
        rows = [
            row
            for row in parse_values(content, indicator, path)
            if row.municipality in wanted and (may_show is None or may_show(indicator, row))
        ]
        return {
            each.municipality: history_of(each.placed, kind, parse_period(each.placed.series.periods[0], kind))
            for each in judge_series(rows, indicator, ChartChoice())
        }
    found = {}
    for number in wanted:
        if (span := table.rows.get(number)) is not None:
            first, values = _on_calendar(table, span)
            found[number] = _with_events(History(kind, first, values), indicator, number)
    return found


def _rows_of(content: bytes, wanted: Collection[str]) -> bytes:
    """The rows of some municipalities below the heading, nothing where there are none: they stand together.

    All of it where the file is not as kvadmin writes it.
    """
    head, end, _ = content.partition(b"\n")
    if head.decode(errors="replace") not in _HEADS or b'"' in content:
        return content
    found = []
    for number in sorted(wanted):
        first = b"\n" + number.encode() + b","
        start = content.find(first)
        if start >= 0:
            stop = content.find(b"\n", content.rfind(first) + 1)
            found.append(content[start + 1 : stop + 1 or len(content)])
    return head + end + b"".join(found) if found else b""


def _with_events(plain: History, indicator: Indicator, number: str) -> History:
    """The history with what events do to it: baselines that begin and end, figures that do not count."""
    events = [(event.kind, event.at.ordinal - plain.first) for event in events_of(indicator, number)]
    placed = sorted((at, kind) for kind, at in events if 0 <= at < len(plain.values))
    excluded = {at for at, kind in placed if kind == "exclude"}
    return plain._replace(
        values=[None if at in excluded else each for at, each in enumerate(plain.values)] if excluded else plain.values,
        rebase=tuple(at for at, kind in placed if kind in BEGINS),
        freeze=tuple(at for at, kind in placed if kind == "freeze"),
    )


def _on_calendar(table: _Table, span: tuple[int, int]) -> tuple[int, Sequence[int | None]]:
    """The ordinal of the first period, and a figure a period from there on."""
    start, stop = span
    first, last = table.ordinals[start], table.ordinals[stop - 1]
    if last - first + 1 == stop - start:
        return first, table.figures[start:stop]
    values: list[int | None] = [None] * (last - first + 1)
    for at in range(start, stop):
        values[table.ordinals[at] - first] = table.figures[at]
    return first, values


def _taken_apart(content: bytes, indicator: Indicator, kind: PeriodKind) -> _Table | None:
    """The file in columns; None when anything in it asks for the careful reader."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    head, _, body = text.partition("\n")
    width = _HEADS.get(head)
    if width is None or not body.endswith("\n") or '"' in body or "\r" in body:
        return None
    lines = body[:-1].split("\n")
    cells = body[:-1].replace("\n", ",").split(",")
    numbers, periods = cells[::width], cells[1::width]
    if len(cells) != width * len(lines) or not _in_order(lines, numbers, periods):
        return None
    try:
        ordinals = {name: _ordinal(name, kind) for name in dict.fromkeys(periods)}
        if width == _HEADS[_PLAIN]:
            known = _distinct(cells[2::width], indicator)
            figures: list[int | None] = list(map(known.__getitem__, cells[2::width]))
        else:
            figures = list(_ratios(numbers, cells[2::width], cells[3::width], indicator))
    except (InvalidData, ValueError):
        return None
    stops = dict(zip(numbers, count(1), strict=False))
    starts = (0, *stops.values())
    rows = dict(zip(stops, zip(starts, stops.values(), strict=False), strict=True))
    return _Table(rows, [ordinals[name] for name in periods], figures)


def _in_order(lines: Sequence[str], numbers: Sequence[str], periods: Sequence[str]) -> bool:
    """Whether numbers are numbers, and rows stand in their order, none twice: a period of one kind has one length."""
    if not all(len(each) == _DIGITS and each.isdecimal() for each in dict.fromkeys(numbers)):
        return False
    lengths = set(map(len, dict.fromkeys(periods)))
    if len(lengths) != 1:
        return False
    key = slice(_DIGITS + 1 + lengths.pop())
    keys = [line[key] for line in lines]
    return all(map(operator.lt, keys, keys[1:]))


def _ordinal(name: str, kind: PeriodKind) -> int:
    """The ordinal of a period as it is written here.

    Raises:
        ValueError: It is written in another way.
    """
    found = parse_period(name, kind)
    if str(found) != name:
        raise ValueError(name)
    return found.ordinal


def _distinct(texts: Sequence[str], indicator: Indicator) -> dict[str, int | None]:
    """What each text says, a missing mark nothing.

    Raises:
        ValueError: Something is neither a figure nor a mark.
    """
    missing = missing_marks(indicator)
    found: dict[str, int | None] = {}
    for text in dict.fromkeys(texts):
        if text in missing:
            found[text] = None
        elif _FIGURE.fullmatch(text):
            found[text] = round(Decimal(text) * SCALE)
        else:
            raise ValueError(text)
    return found


def _ratios(
    numbers: Sequence[str], texts: Sequence[str], sizes: Sequence[str], indicator: Indicator
) -> Iterator[int | None]:
    """Numerator over denominator; the figure itself of a municipality that never gives a denominator.

    Raises:
        ValueError: A denominator is no figure above 0.
    """
    known = _distinct(texts, indicator)
    for size in dict.fromkeys(sizes):
        if size and (not _FIGURE.fullmatch(size) or float(size) <= 0):
            raise ValueError(size)
    with_sizes = {number for number, size in zip(numbers, sizes, strict=True) if size}
    times = factor(indicator)
    for number, text, size in zip(numbers, texts, sizes, strict=True):
        if number not in with_sizes or known[text] is None:
            yield known[text]
        else:
            yield exact(float(text) / float(size) * times) if size else None
