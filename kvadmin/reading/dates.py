"""Dates as people write them in lists: nine Norwegian ways and more, with the impossible and the vague told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from kvadmin.reading.cells import Value
from kvadmin.wording.folding import squash

#: Why there is no date: nothing there; only a month, a week or "about"; a day that no calendar has;
#: two different dates; nothing that looks like one.
PROBLEMS = ("blank", "imprecise", "impossible", "ambiguous", "unreadable")

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
_FORMS = (
    ("ymd", re.compile(r"(?<!\d)(?P<y>\d{4})\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})(?!\d)")),
    ("ymd", re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")),
    (
        "dmy",
        re.compile(
            r"(?<![\d/])(?P<d>\d{1,2})\s?[./-]\s?(?P<m>\d{1,2})\s?(?:[./-]\s?|\s)['’]?(?P<y>\d{4}|\d{2})(?![\d:]|/\d|\.\d)"
        ),
    ),
    (
        "dmy",
        re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?[.\-/]?\s?(?P<m>{_MONTH})(?![^\W\d_])\.?,?"
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
            r"(?<![\d/.,])(?P<d>\d{1,2})\s?(?P<s>[./])\s?(?P<m>\d{1,2})(?P<e>\.?+)(?![\d:%]|/\d|[A-Za-z]\d|\s?%)"
        ),
    ),
)
_CLOCK = re.compile(
    r"^[\sT,]*(?:\(?\s*kl(?:okka|okken)?\.?\s*(\d{1,2})(?:[.:]?(\d{2}))?|(\d{1,2})[:.](\d{2}))(?::\d{2})?Z?(?!\d)",
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
_RANGE_BEFORE = re.compile(r"\d{1,2}\.?\s*[-–/]\s*$")
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


def read_date(value: Value, *, year: int | None = None, epoch_1904: bool = False) -> ReadDate:  # noqa: PLR0911 - one line per type of cell
    """Read a cell that should hold one date.

    Args:
        value: Text, a date, or a number (days since 1900 or 1904 as Excel counts them); of a truth, a time of day
            and a duration no date can be read.
        year: The year of dates that have none (``19. mai``); None makes them imprecise.
        epoch_1904: The workbook counts days from 1904.
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
    return _textual(text, year)


def find_dates(text: str, *, year: int | None = None, strict: bool = False) -> list[FoundDate]:
    """Every date in a text, in order.

    Args:
        text: Any text.
        year: The year of dates that have none; None leaves those out.
        strict: Take a date without a year only when it ends with a full stop (``18.6.``), so that
            case numbers (``34/08``) and figures (``6.9``) are no dates.
    """
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if form == "dm" and strict and not (match["s"] == "." and match["e"]):
                continue
            each = _from_match(form, match, year)
            if each:
                found.append(each)
                taken.append((match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def _from_match(form: str, match: re.Match[str], year: int | None) -> FoundDate | None:
    groups = match.groupdict()
    month = groups["m"]
    notes: tuple[str, ...] = ()
    written = None if form == "dm" else groups.get("y")
    if written:
        full = int(written)
        if len(written) == 2:
            full += 2000 if full < _PIVOT else 1900
            notes = ("two-digit-year",)
    elif year is not None:
        full, notes = year, ("year-assumed",)
    else:
        return None
    number = _MONTH_OF[month.lower()] if month.lower() in _MONTH_OF else int(month)
    try:
        day = date(full, number, int(groups["d"])) if _FIRST_YEAR <= full <= _LAST_YEAR else None
    except ValueError:
        day = None
    return FoundDate(match.start(), match.end(), day, notes)


def _textual(text: str, year: int | None) -> ReadDate:
    found = _without_clock(text, find_dates(text, year=year))
    days = {each.day for each in found}
    if not found:
        vague = _MONTH_ONLY.search(text) or (year is None and find_dates(text, year=2000))
        return ReadDate(problem="imprecise" if vague else "unreadable")
    if len(days) > 1:
        return ReadDate(problem="ambiguous")
    first = found[0]
    if first.day is None:
        return ReadDate(problem="impossible")
    before, after = text[: first.start], text[first.end :]
    if any(_VAGUE.search(part) for part in _between(text, found)) or _RANGE_BEFORE.search(before):
        return ReadDate(problem="imprecise")
    return ReadDate(first.day, _clock(after), notes=first.notes)


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
    try:
        clock = time(int(match[1] or match[3]), int(match[2] or match[4] or 0))
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
