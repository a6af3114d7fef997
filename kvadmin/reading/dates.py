"""Dates as people write them in lists: nine Norwegian ways and more, with the impossible and the vague told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

from kvadmin.reading.cells import Value
from kvadmin.wording.folding import squash

#: Which of day, month and year stands first in a date of numbers; Norway writes ``dmy``. ``ymd`` is about years of
#: two digits (``08-05-19``): a year of four digits in front is always one.
#: Added in version 0.2.
DateOrder = Literal["dmy", "mdy", "ymd"]

#: Why there is no date: nothing there; only a month, a week or "about"; a day that no calendar has;
#: two different dates; nothing that looks like one; day and month may be either (a column that writes both orders,
#: see :mod:`kvadmin.reading.date_order`).
PROBLEMS = ("blank", "imprecise", "impossible", "ambiguous", "unreadable", "ambiguous-order")

_MONTHS = (
    "januar|jan|january|ođđajagemánnu",
    "februar|feb|february|febr",
    "mars|mar|march",
    "april|apr",
    "mai|may",
    "juni|jun|june",
    "juli|jul|july",
    "august|aug",
    "september|sep|sept",
    "oktober|okt|october|oct",
    "november|nov",
    "desember|des|december|dec",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = "|".join(sorted(_MONTH_OF, key=lambda name: (-len(name), name)))
#: A date of three numbers with the year last (or, of two digits, perhaps first): the two signs between them are
#: ``s`` and ``z``. No letter stands before it that people type for 1 or 0 (``l9.05.2008`` is not 9 May).
NUMERIC = re.compile(
    r"(?<![\d/lIOo|])(?P<d>\d{1,2})\s?(?P<s>[./-])\s?(?P<m>\d{1,2})\s?(?:(?P<z>[./-])\s?|\s)['’]?"
    r"(?P<y>\d{4}|\d{2})(?![\d:]|/\d|\.\d)"
)
_FORMS = (
    ("ymd", re.compile(r"(?<!\d)(?P<y>\d{4})\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})(?!\d)")),
    ("ymd", re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")),
    ("numeric", NUMERIC),
    (
        "dmy",
        re.compile(
            rf"(?<![\dlIOo|])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?[.\-/]?\s?(?P<m>{_MONTH})(?![^\W\d_])\.?,?"
            rf"(?:\s?[-/]?\s?['’]?(?P<y>\d{{4}}|\d{{2}})(?![\d:]|\.\d))?",
            re.IGNORECASE,
        ),
    ),
    (
        "dmy",
        re.compile(rf"\b(?P<m>{_MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
    ),
    (
        "dm",
        re.compile(
            r"(?<![\d/.,lIOo|])(?P<d>\d{1,2})\s?(?P<s>[./])\s?(?P<m>\d{1,2})(?P<e>\.?+)(?![\d:%]|/\d|[A-Za-z]\d|\s?%)"
        ),
    ),
)
_CLOCK = re.compile(
    r"^[\sT,]*(?:\(?\s*kl(?:okka|okken)?\.?\s*(\d{1,2})(?:[.:]?(\d{2}))?|(\d{1,2})[:.](\d{2})|(\d{1,2})(?=\s?[ap]\.?m\b))"
    r"(?:[:.]\d{2})?(?:Z|\s?(?P<half>[ap])\.?m\b)?(?!\d)",
    re.IGNORECASE,
)
_CLOCK_FOLLOWS = re.compile(r"^[\s,(]*(?:kl(?:okka|okken)?\.?)?\s*$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(ca|cirka|circa|omtrent|omlag|rundt|omkring|about|around|uke|veke|week|medio|primo|ultimo|før|etter|før|"
    r"before|after|mellom|between|tidlig|tidleg|sein|sent|starten|slutten|innen|innan|trolig|truleg|antatt|kanskje|"
    r"usikker)\b|\?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"\b(?:{_MONTH})\b|^\D{{0,12}}(?:\d{{1,2}}[./-])?(?:19|20)\d\d\W*$|\b(?:uke|veke|week)\s?\d"
    r"|\b(?:vår|høst|haust|sommer|sumar|vinter|påske)",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(r"\d{1,2}\.?\s*(?:[-–/]|,(?<=\.,)|\b(?:og|eller|til|and|or)\b)\s*$", re.IGNORECASE)
_RANGE_AFTER = re.compile(r"^\s?[-–/]\s?\d{1,2}(?![\d:.])")
#: Before a date that is not that of an arrival: a deadline, a reminder, a thing that has not happened.
_NO_ARRIVAL = re.compile(
    r"\b(?:ikke|ikkje|not|senest|seinast|frist\w*|deadline|purr\w*|reminder)\b[^.;]*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
_BLANK = re.compile(r"^[\W_]*$|^(ukjent|mangler|manglar|ingen|nei|n/?a|tbd|tba|none|null)$", re.IGNORECASE)
_SERIAL = re.compile(r"^\d{5}(?:[.,]\d+)?$")
_SIX = re.compile(r"^(\d\d)(\d\d)(\d\d)$")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_PIVOT = 70
_SERIALS = range(15_000, 80_000)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, or why there is none. ``notes``: ``two-digit-year``, ``serial-number``, ``year-assumed``."""

    day: date | None = None
    clock: time | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime | None:
        """The date with its time of day; midnight when none is given."""
        return datetime.combine(self.day, self.clock or time()) if self.day else None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a longer text: where it stands, and the day (None when no calendar has it)."""

    start: int
    end: int
    day: date | None
    notes: tuple[str, ...] = ()


def read_date(  # noqa: PLR0911 - one line per type of cell
    value: Value, *, year: int | None = None, epoch_1904: bool = False, order: DateOrder = "dmy"
) -> ReadDate:
    """Read a cell that should hold one date; of a whole column :func:`kvadmin.reading.date_order.judge_dates` is surer.

    Args:
        value: Text, a date, or a number (days since 1900 or 1904 as Excel counts them); of a truth, a time of day
            and a duration no date can be read.
        year: The year of dates that have none (``19. mai``); None makes them imprecise.
        epoch_1904: The workbook counts days from 1904.
        order: How dates of numbers are written: ``5/6/2008`` is 5 June or 6 May.
    """
    if isinstance(value, datetime):
        clock = value.time().replace(second=0, microsecond=0)
        return ReadDate(value.date(), clock if clock != time() else None)
    if isinstance(value, date):
        return ReadDate(value)
    if value is None or isinstance(value, (bool, time, timedelta)):
        return ReadDate(problem="blank" if value is None else "unreadable")
    if isinstance(value, (int, float)):
        return _numeric(str(int(value)) if float(value).is_integer() else repr(value), year, epoch_1904=epoch_1904)
    text = squash(value)
    if _BLANK.match(text):
        return ReadDate(problem="blank")
    if text.isdecimal():
        return _numeric(text, year, epoch_1904=epoch_1904)
    if re.fullmatch(r"[\d.,]+", text) and (found := _numeric(text.replace(",", "."), year, epoch_1904=epoch_1904)).day:
        return found
    return _textual(text, year, order)


def find_dates(
    text: str, *, year: int | None = None, strict: bool = False, order: DateOrder = "dmy"
) -> list[FoundDate]:
    """Every date in a text, in order.

    Args:
        text: Any text.
        year: The year of dates that have none; None leaves those out.
        strict: Take a date without a year only when it ends with a full stop (``18.6.``), so that
            case numbers (``34/08``) and figures (``6.9``) are no dates.
        order: How dates of numbers are written.
    """
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if form == "dm" and strict and not (match["s"] == "." and match["e"]):
                continue
            each = _from_match(form, match, year, order)
            if each:
                found.append(each)
                taken.append((match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def full_year(written: str) -> int:
    """A year of four digits, or the one that two digits mean: 69 is 2069, 70 is 1970."""
    year = int(written)
    return year if len(written) > 2 else year + (2000 if year < _PIVOT else 1900)


def numeric_day(match: re.Match[str], order: DateOrder) -> date | None:
    """The day that a match of :data:`NUMERIC` means when it is written in the order; None if no calendar has it."""
    first, second, last = match["d"], match["m"], match["y"]
    if order == "ymd" and len(last) == len(first) == 2:
        return _day_of(full_year(first), int(second), int(last))
    day, month = (second, first) if order == "mdy" else (first, second)
    return _day_of(full_year(last), int(month), int(day))


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _from_match(form: str, match: re.Match[str], year: int | None, order: DateOrder) -> FoundDate | None:
    groups = match.groupdict()
    written = None if form == "dm" else groups.get("y")
    if not written and year is None:
        return None
    notes = () if written and len(written) > 2 else ("two-digit-year",) if written else ("year-assumed",)
    if form == "numeric":
        return FoundDate(match.start(), match.end(), numeric_day(match, order), notes)
    day, month = groups["d"], groups["m"]
    if form == "dm" and order == "mdy" and not groups["e"]:  # ``18.6.`` with its full stop is Norwegian
        day, month = month, day
    number = _MONTH_OF[month.lower()] if month.lower() in _MONTH_OF else int(month)
    full = full_year(written) if written else year or 0
    return FoundDate(match.start(), match.end(), _day_of(full, number, int(day)), notes)


def _textual(text: str, year: int | None, order: DateOrder = "dmy") -> ReadDate:
    found = _without_clock(text, find_dates(text, year=year, order=order))
    days = {each.day for each in found}
    if not found:
        vague = _MONTH_ONLY.search(text) or (year is None and find_dates(text, year=2000))
        return ReadDate(problem="imprecise" if vague else "unreadable")
    if len(days) > 1:
        return ReadDate(problem="ambiguous")
    first = found[0]
    if first.day is None:
        return ReadDate(problem="impossible")
    if problem := _doubt(text, found):
        return ReadDate(problem=problem)
    return ReadDate(first.day, _clock(text[first.end :]), notes=first.notes)


def _doubt(text: str, found: list[FoundDate]) -> str:
    """Why the day that is written may not be the one that is meant; empty when nothing says so."""
    first = found[0]
    before, after = text[: first.start], text[first.end :]
    vague = any(_VAGUE.search(part) for part in _between(text, found)) or _NO_ARRIVAL.search(before)
    if vague or _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after):
        return "imprecise"
    if first.day is None or "year-assumed" not in first.notes:
        return ""
    if _may_be_month(text[first.start : first.end], first.day):
        return "imprecise"
    return "ambiguous" if any(int(year) != first.day.year for year in _YEAR.findall(before + after)) else ""


def _may_be_month(written: str, day: date) -> bool:
    """``5/08`` in a list of 2008: 5 August, or May of that year."""
    return bool(re.fullmatch(r"(?:0?[1-9]|1[0-2])\s?[./]\s?\d\d", written)) and int(written[-2:]) == day.year % 100


def _without_clock(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """Without ``14.30`` right after a whole date: that is the time of day."""
    first = found[0] if found else None
    if first is None or "year-assumed" in first.notes:
        return found
    return [
        each
        for each in found
        if "year-assumed" not in each.notes or not _CLOCK_FOLLOWS.match(text[first.end : each.start])
    ]


def _between(text: str, found: list[FoundDate]) -> Iterator[str]:
    edges = [0, *(edge for each in found for edge in (each.start, each.end)), len(text)]
    for at, (start, end) in enumerate(pairwise(edges)):
        if at % 2 == 0:
            yield text[start:end]


def _clock(after: str) -> time | None:
    match = _CLOCK.match(after)
    if not match:
        return None
    hour = int(match[1] or match[3] or match[5])
    if match["half"] and hour in range(1, 13):
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    try:
        clock = time(hour, int(match[2] or match[4] or 0))
    except ValueError:
        return None
    # Midnight is what programs write for a date alone.
    return clock if clock != time() else None


def _numeric(text: str, year: int | None, *, epoch_1904: bool) -> ReadDate:
    if _SERIAL.match(text) and int(float(text)) in _SERIALS:
        start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - local days
        moment = start + timedelta(seconds=round(float(text) * 86400))
        clock = moment.time().replace(second=0)
        return ReadDate(moment.date(), clock if clock != time() else None, notes=("serial-number",))
    if six := _SIX.match(text):
        return _six_digits(six, year)
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _textual(text, year)
    if re.fullmatch(r"(19|20)\d{2}", text):
        return ReadDate(problem="imprecise")
    return ReadDate(problem="unreadable")


def _six_digits(six: re.Match[str], year: int | None) -> ReadDate:
    """``200508`` is 20 May 2008 or 8 May 2020: only the reading near the expected year counts."""
    days = []
    for d, m, y in ((six[1], six[2], six[3]), (six[3], six[2], six[1])):
        try:
            day = date(2000 + int(y) if int(y) < _PIVOT else 1900 + int(y), int(m), int(d))
        except ValueError:
            continue
        if year is None or abs(day.year - year) <= 1:
            days.append(day)
    if len(set(days)) == 1:
        return ReadDate(days[0], notes=("two-digit-year",))
    return ReadDate(problem="ambiguous" if days else "unreadable")
