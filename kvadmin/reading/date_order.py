"""In which order a column writes day, month and year: judged by all of its values, not by each alone.

``5/6/2008`` is 5 June in Norway and 6 May in a file from an American program. What tells them apart: a part above 12
(``5/19/2008``, ``19.05.2008``), a time with AM or PM, a month's name in front (``May 6, 2008``), and of years with
two digits, which part is a year that the list is about (``08-05-19``). A real date of a workbook says nothing.

One way of writing is no evidence for another: month first with strokes does not say that dotted dates are so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kvadmin.reading.cells import Value
from kvadmin.reading.dates import NUMERIC, DateOrder, FoundDate, ReadDate, find_dates, full_year, numeric_day, read_date
from kvadmin.wording.folding import squash

#: The orders there are; :data:`DateOrder` is their type.
ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")
_HOME: DateOrder = "dmy"

#: A cell with a day and a month only, perhaps with a time of day behind: ``5/19``, ``19.5``.
_YEARLESS = re.compile(r"^\s*(?P<d>\d{1,2})\s?(?P<s>[./])\s?(?P<m>\d{1,2})(?P<e>\.?)(?:\s+\d{1,2}[:.]\d\d.*)?$")
_HALF_DAY = re.compile(r"^[\s,]*\d{1,2}(?::\d\d){0,2}\s?[ap]\.?m\b", re.IGNORECASE)
_NAMED_MONTH_FIRST = re.compile(
    r"\b(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LEAP_YEAR = 2000
_MONTHS = 12
#: A list is about one year; its neighbours stand in it too.
_NEAR = 1


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """What speaks for an order.

    Attributes:
        order: The order.
        kind: ``part`` (a part that is no month), ``year`` (a part that is a year of the list), ``way`` (``5/6-08``,
            which nobody writes with the month first), ``half-day`` (AM or PM) or ``month-first`` (the name of a
            month in front).
        text: The value that says it.
    """

    order: DateOrder
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _NumericDate:
    """A date of numbers in a text: where, how its parts are parted, and the day by each order that it can have."""

    start: int
    end: int
    style: str
    days: Mapping[DateOrder, date]
    half_day: bool = False
    yearless: bool = False

    @property
    def only(self) -> DateOrder | None:
        """The order that it must have, because every other gives no day."""
        return next(iter(self.days)) if len(self.days) == 1 else None

    @property
    def one_day(self) -> bool:
        """Every order gives the same day: ``5/5/2008``."""
        return len(set(self.days.values())) == 1


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """How a column writes its dates; made by :func:`judge_dates`.

    Added in version 0.2.

    Attributes:
        order: The order that holds for the column.
        evidence: What speaks for which order, the first value of each kind.
        mixed: Some values can only be day first and some only month first.
        forced: A person has said the order: it decides whatever has two readings.
    """

    order: DateOrder = _HOME
    evidence: tuple[OrderEvidence, ...] = ()
    mixed: bool = False
    forced: bool = False
    _styles: Mapping[str, frozenset[DateOrder]] = field(default_factory=dict)
    _doubted: frozenset[str] = frozenset()
    _doubt_all: bool = False
    _years: frozenset[int] = frozenset()
    _strict: bool = False

    def ambiguous(self, value: Value) -> bool:
        """Whether the value holds a date with two readings that nothing in the column decides between."""
        return isinstance(value, str) and any(not sure for _, _, sure in self._placed(squash(value)))

    def order_of(self, value: Value) -> DateOrder:
        """The order in which this value is read: the column's, unless it can only have another."""
        placed = list(self._placed(squash(value))) if isinstance(value, str) else []
        return placed[0][1] if placed else self.order

    def read(self, value: Value, *, year: int | None = None, epoch_1904: bool = False) -> ReadDate:
        """As :func:`kvadmin.reading.dates.read_date`, by the evidence of the column.

        A day that has two readings here is not read: its problem is ``ambiguous-order``.
        """
        read = read_date(value, year=year, epoch_1904=epoch_1904, order=self.order_of(value))
        return ReadDate(problem="ambiguous-order") if read.day and self.ambiguous(value) else read

    def find(self, text: str, *, year: int | None = None, strict: bool = False) -> list[FoundDate]:
        """As :func:`kvadmin.reading.dates.find_dates`; a date with two readings has no day, and says so in a note."""
        found = find_dates(text, year=year, strict=strict, order=self.order_of(text))
        unsure = [each for each, _, sure in self._placed(text) if not sure]
        return [
            replace(each, day=None, notes=("ambiguous-order",)) if self._in_doubt(each, text, unsure) else each
            for each in found
        ]

    def _in_doubt(self, found: FoundDate, text: str, unsure: Sequence[_NumericDate]) -> bool:
        """Whether a found date has two readings; a day and a month between strokes have in a column in doubt."""
        if any(found.start < each.end and each.start < found.end for each in unsure):
            return True
        if self.forced or not (self.mixed or self._doubt_all) or "year-assumed" not in found.notes or not found.day:
            return False
        return "/" in text[found.start : found.end] and found.day.month != found.day.day <= _MONTHS

    def plain(self, text: str) -> str:
        """The text with dates that everybody reads alike: ``KS 34/08, 4/23/2008`` -> ``KS 34/08, 2008-04-23``.

        Dates that are day first stay as they are written; one with two readings gets `` (?)`` behind it.
        """
        text = squash(text)
        for each, order, sure in reversed(list(self._placed(text))):
            if not sure:
                text = f"{text[: each.end]} (?){text[each.end :]}"
            elif order != _HOME and (day := each.days.get(order)):
                own = f"{day.day}.{day.month}." if each.yearless else day.isoformat()
                text = text[: each.start] + own + text[each.end :]
        return text

    def _placed(self, text: str) -> Iterator[tuple[_NumericDate, DateOrder, bool]]:
        """The dates of numbers in a text with the order of each, and whether that is sure."""
        for each in _numeric_dates(text, self._years, strict=self._strict):
            yield each, *self._decide(each)

    def _decide(self, each: _NumericDate) -> tuple[DateOrder, bool]:
        if self.order in each.days and (self.forced or each.one_day):
            return self.order, True
        if each.one_day or not each.days:
            return next(iter(each.days), self.order), True
        said = self._styles.get(each.style, frozenset()) & set(each.days)
        if self.mixed or self._doubt_all or each.style in self._doubted or len(said) > 1:
            return self.order, False
        if said:
            return next(iter(said)), True
        # Month first in another way of writing, or a year that may be the first part or the last.
        return _HOME, not (self.order == "mdy" or (each.style == "-" and "ymd" in each.days))


def judge_dates(
    values: Iterable[Value], *, order: DateOrder | None = None, year: int | None = None, strict: bool = False
) -> ColumnDates:
    """Judge the order of day, month and year by all values of a column.

    Added in version 0.2.

    All evidence for one order: that order. None: day first, as in Norway. For both day first and month first: the
    column is mixed, its values with one reading stand, and the others are not read.

    Args:
        values: The cells; only texts say anything.
        order: What a person has said: it decides every value that has two readings.
        year: The year that the list is about, by which a part of two digits is known as a year; besides it count
            the years with four digits in the values.
        strict: The values are longer texts, in which ``12/08`` alone is a case number and no date.
    """
    values = list(values)
    texts = [squash(value) for value in values if isinstance(value, str) and any(map(str.isdigit, value))]
    years = frozenset(
        [*([year] if year else []), *(value.year for value in values if isinstance(value, date))]
        + [int(found) for text in texts for found in _YEAR.findall(text)]
    )
    dates = [(text, each) for text in texts for each in _numeric_dates(text, years, strict=strict)]
    sure = [(text, each, each.only) for text, each in dates if each.only]
    halves = [(text, each) for text, each in dates if each.half_day]
    evidence = _evidence(texts, sure, halves)
    styles: dict[str, set[DateOrder]] = {}
    for _, each, only in sure:
        styles.setdefault(each.style, set()).add(only)
    told = {only for _, _, only in sure}
    # AM and PM are American, unless a day stands first beside one.
    american = {each.style for _, each in halves} if not any(x.only == "dmy" for _, x in halves) else set()
    named = any(each.kind == "month-first" for each in evidence)
    doubted: set[str] = set()
    if "mdy" not in told and "dmy" in told:
        doubted = {style for style in american if "dmy" not in styles.get(style, ())}
    elif "mdy" not in told:
        for style in american or ({"/"} if named else set()):
            styles.setdefault(style, set()).add("mdy")
    found: DateOrder = _HOME
    if order is None and "dmy" not in told:
        every = set().union(*styles.values()) if styles else set()
        found = "mdy" if "mdy" in every else "ymd" if "ymd" in every else _HOME
    return ColumnDates(
        order=order or found,
        evidence=evidence,
        mixed={"dmy", "mdy"} <= told,
        forced=order is not None,
        _styles={style: frozenset(orders) for style, orders in styles.items()},
        _doubted=frozenset(doubted),
        _years=years,
        _strict=strict,
    )


def judge_date_columns(
    columns: Mapping[str, Sequence[Value]],
    *,
    order: DateOrder | None = None,
    year: int | None = None,
    texts: Collection[str] = (),
) -> dict[str, ColumnDates]:
    """Judge several columns of one table, each by its own values.

    Added in version 0.2.

    A column that says nothing itself, beside one that writes the month first, is in doubt: whoever exported the
    one may have typed the other.

    Args:
        columns: Name -> the cells.
        order: What a person has said.
        year: The year that the list is about.
        texts: The names of those that hold longer texts (``strict`` of :func:`judge_dates`); they raise no doubt
            about the others.
    """
    judged = {
        name: judge_dates(values, order=order, year=year, strict=name in texts) for name, values in columns.items()
    }
    if order is not None or not any(
        each.order == "mdy" or each.mixed for name, each in judged.items() if name not in texts
    ):
        return judged
    return {name: each if each.evidence else replace(each, _doubt_all=True) for name, each in judged.items()}


def _evidence(
    texts: Sequence[str],
    sure: Sequence[tuple[str, _NumericDate, DateOrder]],
    halves: Sequence[tuple[str, _NumericDate]],
) -> tuple[OrderEvidence, ...]:
    """The first value of each order and kind."""
    found: dict[tuple[DateOrder, str], str] = {}
    for text, each, only in sure:
        small = only == "dmy" and each.days[only].day <= _MONTHS
        found.setdefault((only, "year" if only == "ymd" else "way" if small else "part"), text)
    for text, each in halves:
        if "mdy" in each.days:
            found.setdefault(("mdy", "half-day"), text)
    if named := next(filter(_NAMED_MONTH_FIRST.search, texts), ""):
        found.setdefault(("mdy", "month-first"), named)
    return tuple(OrderEvidence(order, kind, text) for (order, kind), text in found.items())


def _numeric_dates(text: str, years: frozenset[int], *, strict: bool) -> Iterator[_NumericDate]:
    for match in NUMERIC.finditer(text):
        style = match["s"] if match["z"] in (match["s"], None) else match["s"] + match["z"]
        days = {order: day for order in ORDERS if (day := _possible(match, order, style, years))}
        near = {order: day for order, day in days.items() if _is_near(day.year, years)}
        if years and near and len(match["y"]) == 2:
            days = near
        half_day = _HALF_DAY.match(text[match.end() :]) is not None
        yield _NumericDate(match.start(), match.end(), style, days, half_day)
    if not strict and (alone := _YEARLESS.match(text)) and not alone["e"]:
        first, second = int(alone["d"]), int(alone["m"])
        pairs: tuple[tuple[DateOrder, int, int], ...] = (("dmy", first, second), ("mdy", second, first))
        possible = {order: day for order, d, m in pairs if (day := _in_leap_year(m, d))}
        yield _NumericDate(alone.start("d"), alone.end("m"), alone["s"], possible, yearless=True)


def _possible(match: re.Match[str], order: DateOrder, style: str, years: frozenset[int]) -> date | None:
    """The day by an order, if anybody writes so: nobody writes ``5/20-08`` or ``5/20 08`` with the month first."""
    if order == "dmy":
        return numeric_day(match, order)
    if len(style) > 1 or match["z"] is None:
        return None
    if order == "ymd":
        two = style == "-" and len(match["d"]) == len(match["y"]) == 2
        return numeric_day(match, order) if two and _is_near(full_year(match["d"]), years) else None
    return numeric_day(match, order)


def _is_near(year: int, years: frozenset[int]) -> bool:
    return any(abs(year - each) <= _NEAR for each in years)


def _in_leap_year(month: int, day: int) -> date | None:
    try:
        return date(_LEAP_YEAR, month, day)
    except ValueError:
        return None
