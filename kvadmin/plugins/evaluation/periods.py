"""Months, quarters and years: reading what people and Statistics Norway write, and counting with them.

The names used in data are ``2007-03``, ``2007-Q1`` and ``2007``; they sort as text within one kind. Read as well:
``2007Q1``, ``Q1 2007``, ``2007K3`` and ``2007M03`` (SSB), ``3. kv. 2007``, ``tredje kvartal 2007``, ``mars 2007``,
``03.2007``, a date or an integer from a workbook cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple

from kvadmin.api import InvalidData, tr

PeriodKind = Literal["year", "quarter", "month"]
KINDS: tuple[PeriodKind, ...] = ("month", "quarter", "year")

_PER_YEAR: dict[str, int] = {"year": 1, "quarter": 4, "month": 12}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MONTHS_NO = "januar februar mars april mai juni juli august september oktober november desember".split()
_MONTHS_EN = "january february march april may june july august september october november december".split()
_ORDINALS = {
    "første": 1,
    "fyrste": 1,
    "first": 1,
    "annet": 2,
    "andre": 2,
    "second": 2,
    "tredje": 3,
    "third": 3,
    "fjerde": 4,
    "fourth": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_YEAR = r"(?P<year>\d{4})"
_QUARTER_WORD = r"(?:kvartal|kvart|kv|quarter)\.?"
_QUARTERS = (
    rf"{_YEAR}[\s\-_./:]*[qk](?:v|vartal)?\.?\s*0?(?P<part>[1-9])",
    rf"[qk](?:v|vartal)?\.?\s*0?(?P<part>[1-9])[\s\-_./:]*{_YEAR}",
    rf"(?P<part>[1-9])\.?\s*(?:q|k|{_QUARTER_WORD})[\s\-_./:,]*{_YEAR}",
    rf"{_YEAR}[\s\-_./:,]*(?P<part>[1-9])\.?\s*{_QUARTER_WORD}",
    rf"(?P<word>[a-zø]+)\.?\s+{_QUARTER_WORD}[\s,]*{_YEAR}",
)
_MONTH_FORMS = (
    rf"{_YEAR}\s*m\s*(?P<part>\d{{1,2}})",
    rf"{_YEAR}[\-/.](?P<part>\d{{1,2}})",
    rf"(?P<part>\d{{1,2}})[\-/.]{_YEAR}",
    rf"(?P<word>[a-z]+)\.?[\s\-,]*{_YEAR}",
    rf"{_YEAR}[\s\-,]*(?P<word>[a-z]+)\.?",
)
_YEAR_PATTERN = rf"{_YEAR}(?:\.0+)?"
_COMPACT_MONTH = r"(?P<year>(?:19|20|21)\d{2})(?P<part>0[1-9]|1[0-2])"
_DATE = r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?|(\d{1,2})\.(\d{1,2})\.(\d{4})"
#: Spans of time that tables of statistics have and figures here have not.
_OTHER_SPANS = (
    ("a week", r"(?:19|20|21)\d\d\s*[uw]\s*\d{1,2}|(?:uke|veke|week)\s*\d{1,2}[\s,./-]+\d{4}"),
    ("half a year", r"(?:19|20|21)\d\d\s*h\s*[12]|[12]\.?\s*halvår[\s,]*\d{4}"),
    ("a third of a year", r"(?:19|20|21)\d\d\s*t\s*[123]|[123]\.?\s*tertial[\s,]*\d{4}"),
    ("several years", r"(?:19|20|21)\d\d\s*[-\u2013/]\s*(?:19|20|21)\d\d"),
)


class Period(NamedTuple):
    """A year, or a numbered part of it (1..4 or 1..12; 1 for the year itself)."""

    kind: PeriodKind
    year: int
    part: int = 1

    def __str__(self) -> str:
        if self.kind == "year":
            return f"{self.year:04}"
        return f"{self.year:04}-Q{self.part}" if self.kind == "quarter" else f"{self.year:04}-{self.part:02}"

    @property
    def ordinal(self) -> int:
        """Periods of this kind since year 0; neighbours differ by 1."""
        return self.year * _PER_YEAR[self.kind] + self.part - 1

    def shift(self, steps: int) -> Period:
        """The period ``steps`` later (earlier when negative)."""
        year, part = divmod(self.ordinal + steps, _PER_YEAR[self.kind])
        return Period(self.kind, year, part + 1)

    @property
    def next(self) -> Period:
        """The period after this one."""
        return self.shift(1)

    @property
    def previous(self) -> Period:
        """The period before this one."""
        return self.shift(-1)

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 1 + (self.part - 1) * (12 // _PER_YEAR[self.kind]), 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return self.next.first_day - timedelta(days=1)

    def is_future(self, today: date) -> bool:
        """Whether it has not begun on ``today``, so that nobody can have measured it."""
        return self.first_day > today

    def text(self, language: str = "nb", *, short: bool = False) -> str:
        """As a document writes it: «3. kvartal 2007», «3. kv. 07», «mars 2007», «mar. 07», «2007»."""
        if self.kind == "year":
            return str(self.year)
        year = f"{self.year % 100:02}" if short else str(self.year)
        if self.kind == "quarter":
            if language == "en":
                return f"Q{self.part} {year}"
            return f"{self.part}. kv. {year}" if short else f"{self.part}. kvartal {year}"
        name = (_MONTHS_EN if language == "en" else _MONTHS_NO)[self.part - 1]
        name = name.capitalize() if language == "en" else name
        longest = 4  # mars, juni, juli stand unabridged
        if short and len(name) > longest:
            name = name[:3] + ("" if language == "en" else ".")
        return f"{name} {year}"


def period_containing(day: date, kind: PeriodKind) -> Period:
    """The period of ``kind`` that ``day`` lies in."""
    return Period(kind, day.year, 1 + (day.month - 1) * _PER_YEAR[kind] // 12)


def parse_period(value: object, kind: PeriodKind | None = None, *, where: str | None = None) -> Period:
    """Read a period, of ``kind`` when that is known (an indicator has one).

    Args:
        value: Text, an integer, a date or a datetime (the first day of a period stands for the period).
        kind: What it must be; also settles what is ambiguous (``200703``, a date).
        where: Cell or line for the message.

    Raises:
        InvalidData: Not a period, not of ``kind``, or a part that does not exist (quarter 5, month 13).
    """
    found = _read(value, kind)
    if found is None and (span := other_span(value)):
        raise InvalidData(
            tr("«{value}» is {span}; figures are kept by month, quarter or year.", value=value, span=tr(span)),
            where=where,
            hint=tr("Take the table by month, quarter or year"),
            code="bad-period",
        )
    if found is None:
        raise InvalidData(
            tr("«{value}» is not a period{wanted}.", value=value, wanted=_wanted(kind)),
            where=where,
            hint=tr("Write 2007-Q1 (also 2007K1, 1. kv. 2007), 2007-03 (also mars 2007, 2007M03) or 2007"),
            code="bad-period",
        )
    if found.part > _PER_YEAR[found.kind] or not _FIRST_YEAR <= found.year <= _LAST_YEAR or not found.part:
        raise InvalidData(
            tr("«{value}»: there is no such {kind}.", value=value, kind=tr(found.kind)),
            where=where,
            hint=tr(
                "Years are {first_year} to {last_year}, quarters 1 to 4, months 1 to 12",
                first_year=_FIRST_YEAR,
                last_year=_LAST_YEAR,
            ),
            code="bad-period",
        )
    if kind is not None and found.kind != kind:
        raise InvalidData(
            tr(
                "«{value}» is a {kind}, and the indicator is measured by {wanted}.",
                value=value,
                kind=tr(found.kind),
                wanted=tr(kind),
            ),
            where=where,
            hint=tr("A {kind} is written like {example}", kind=tr(kind), example=Period(kind, found.year)),
            code="bad-period",
        )
    return found


def other_span(value: object) -> str:
    """What span of time a text names that is no period here: ``2007U05``, ``2007-2009``; empty for anything else."""
    text = " ".join(value.lower().split()) if isinstance(value, str) else ""
    return next((name for name, form in _OTHER_SPANS if text and re.fullmatch(form, text)), "")


def periods_between(first: Period, last: Period) -> list[Period]:
    """All periods from ``first`` to ``last``, both included; none when ``last`` is before ``first``.

    Raises:
        InvalidData: The two are of different kinds.
    """
    if first.kind != last.kind:
        raise InvalidData(
            tr(
                "{first} is a {kind} and {last} a {other}: they are not in one series.",
                first=first,
                kind=tr(first.kind),
                last=last,
                other=tr(last.kind),
            ),
            code="bad-period",
        )
    return [first.shift(step) for step in range(last.ordinal - first.ordinal + 1)]


def calendar(known: Iterable[Period]) -> list[Period]:
    """Every period from the earliest to the latest of ``known``, the missing ones included."""
    ordered = sorted(known)
    return periods_between(ordered[0], ordered[-1]) if ordered else []


def _wanted(kind: PeriodKind | None) -> str:
    return tr(" (a {kind} is wanted)", kind=tr(kind)) if kind else ""


def _read(value: object, kind: PeriodKind | None) -> Period | None:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _from_day(value, kind)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None  # 2007.1 may have been January or October
    text = " ".join(str(value).replace("\u00a0", " ").lower().split())
    return _as_stored(text) or _first(_candidates(text, kind))


def _first(found: Iterator[Period | None]) -> Period | None:
    return next((period for period in found if period is not None), None)


def _candidates(text: str, kind: PeriodKind | None) -> Iterator[Period | None]:
    if match := re.fullmatch(_YEAR_PATTERN, text):
        yield Period("year", int(match["year"]))
    if match := re.fullmatch(_DATE, text):
        yield _from_text_day(match, kind)
    for pattern in _patterns(_QUARTERS):
        yield _matched(pattern.fullmatch(text), "quarter")
    if kind != "quarter" and (match := re.fullmatch(_COMPACT_MONTH, text)):
        yield _matched(match, "month")
    for pattern in _patterns(_MONTH_FORMS):
        yield _matched(pattern.fullmatch(text), "month")


@cache
def _patterns(forms: tuple[str, ...]) -> list[re.Pattern[str]]:
    """Compiled when something is to be read that people wrote; what is stored is read without."""
    return [re.compile(form) for form in forms]


def _as_stored(text: str) -> Period | None:
    """``2007-q1``, ``2007-03``, ``2007``: the names used in data, which are read by the thousand."""
    year, dash, part = text[:4], text[4:5], text[5:]
    if not (text.isascii() and year.isdecimal() and len(year) == len("2007")):
        return None
    if not dash:
        return Period("year", int(year))
    if dash != "-" or len(part) != len("03"):
        return None
    if part[0] == "q" and part[1] in "123456789":
        return Period("quarter", int(year), int(part[1]))
    return Period("month", int(year), int(part)) if part.isdecimal() else None


def _matched(match: re.Match[str] | None, kind: PeriodKind) -> Period | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("part"):
        return Period(kind, int(groups["year"]), int(groups["part"]))
    part = _ORDINALS.get(groups["word"]) if kind == "quarter" else _month_number(groups["word"])
    return None if part is None else Period(kind, int(groups["year"]), part)


def _month_number(word: str) -> int | None:
    """The number of a month's name or its first three letters or more."""
    least = 3
    if len(word) < least:
        return None
    for names in (_MONTHS_NO, _MONTHS_EN):
        for number, name in enumerate(names, 1):
            if name.startswith(word):
                return number
    return None


def _from_text_day(match: re.Match[str], kind: PeriodKind | None) -> Period | None:
    year, month, day, day_no, month_no, year_no = match.groups()
    try:
        return _from_day(date(int(year or year_no), int(month or month_no), int(day or day_no)), kind)
    except ValueError:
        return None


def _from_day(day: date, kind: PeriodKind | None) -> Period | None:
    """A workbook's date stands for the period it opens or closes; any other day is no period."""
    if kind is None:
        return Period("month", day.year, day.month) if day.day == 1 else None
    period = period_containing(day, kind)
    return period if day in (period.first_day, period.last_day) else None
