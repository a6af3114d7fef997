"""When a goal is to be met: «innen utgangen av 2009», «1. halvår 2010», «pr. 31.12.2009».

Only a time with a year and an end is read; «innen to år», «sommeren 2009», «i programperioden» stay words, so that the
sentence they stand in is left to a person.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

#: Years that a goal may name; any other number of four figures is a number.
_YEAR = r"(?:199\d|20[0-4]\d)"
_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember".split("|")
_NTH = (r"1\.|første|fyrste", r"2\.|andre|annet", r"3\.|tredje", r"4\.|fjerde")
_PART = rf"(?P<part>{'|'.join(_NTH)})"
#: How the words before a time say what it is: the longest first, nb and nn.
_END_OF = r"(?:utgangen|slutten|utløpet)\s+av"
_BY = (
    rf"(?:(?:senest|seinast)\s+)?(?:innen|innan|før)\s+{_END_OF}|(?:senest|seinast)\s+(?:ved|i)\s+{_END_OF}"
    r"|(?:innen|innan)\s+løpet\s+av|(?:senest|seinast)\s+(?:innen|innan|i|ved)"
    r"|innen|innan|senest|seinast"
)
_MODES = (
    ("by", _BY),
    ("at", rf"(?:ved|i)\s+{_END_OF}|i\s+løpet\s+av|per|pr\.?"),
    ("before", r"før"),
    ("since", r"(?:fra\s+og\s+med|frå\s+og\s+med|f\.?o\.?m\.?)"),
    ("from", r"(?:fra|frå)"),
    ("through", r"(?:til\s+og\s+med|t\.?o\.?m\.?|ut)"),
    ("during", r"gjennom"),
    ("in", r"(?:i\s+(?:perioden|årene|åra)|i|for)"),
)
_SPAN = rf"(?P<first>{_YEAR})\s*(?:[-–]|til)\s*(?P<last>{_YEAR})"
_WHEN = "|".join(
    (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<day>\d{1,2})(?:\.\s?|/)(?P<month>\d{1,2})(?:[.\-/]\s?|\s)(?P<of>20\d\d|199\d|\d\d(?!\d))",
        rf"(?P<nth>\d{{1,2}})\.\s*(?P<name>{'|'.join(_MONTHS)})\s+(?P<year_of_day>{_YEAR})",
        rf"(?P<month_name>{'|'.join(_MONTHS)})\s+(?P<year_of_month>{_YEAR})",
        rf"{_PART}\s*(?P<kind>halvår|kvartal|tertial)(?:\s+i)?\s+(?P<year_of_part>{_YEAR})",
        rf"årsskiftet\s+(?P<turn>{_YEAR})\s*/\s*(?P<next>{_YEAR}|\d\d)",
        rf"(?:året\s+)?(?P<year>{_YEAR})",
    )
)
#: Nothing that makes the time longer, another number or a word of a compound may follow.
_END = r"(?!\d|[.,]\d|\s*%|\s*[-–/]\s*[\wæøå]|\s+prosent)"
_PARTS_A_YEAR = {"halvår": 2, "tertial": 3, "kvartal": 4}
#: Two figures of a year mean this century.
_CENTURY, _CENTURY_LENGTH = 2000, 100
_SPANNED = re.compile(rf"(?<![\w-])i\s+(?:perioden|årene|åra)\s+{_SPAN}{_END}")
_TIMES = [(mode, re.compile(rf"(?<![\w-])(?:{words})\s+(?:{_WHEN}){_END}")) for mode, words in _MODES]
_BRACKETED = re.compile(rf"\(\s*(?:i\s+)?(?P<year>{_YEAR})\s*\)")


class GoalTime(NamedTuple):
    """A time that a text names, by its first and last day.

    ``mode``: ``by`` its end, ``at`` its end too, where something may as well have been measured, ``in`` it (a year's
    figure), ``during`` all of it, ``through`` it from now on, ``since`` its first day, ``from`` the same or only where
    a figure comes from, ``bracketed`` after a figure: its year.
    """

    mode: str
    first: date
    last: date


def time_at(text: str, at: int) -> tuple[GoalTime, int] | None:
    """The time that begins at a place of a text in small letters, and where it ends; None when none does."""
    if found := _SPANNED.match(text, at):
        first, last = int(found["first"]), int(found["last"])
        return (GoalTime("in", date(first, 1, 1), date(last, 12, 31)), found.end()) if first < last else None
    if found := _BRACKETED.match(text, at):
        year = int(found["year"])
        return GoalTime("bracketed", date(year, 1, 1), date(year, 12, 31)), found.end()
    for mode, pattern in _TIMES:
        if (found := pattern.match(text, at)) and (days := _days(found)):
            first_day, last_day = days
            if mode == "before":
                return GoalTime("by", first_day, first_day - timedelta(days=1)), found.end()
            return GoalTime(mode, first_day, last_day), found.end()
    return None


def _days(found: re.Match[str]) -> tuple[date, date] | None:
    """First and last day; None where the calendar has no such day, or the turn of a year is none."""
    try:
        return _known_days({name: text for name, text in found.groupdict().items() if text})
    except ValueError:
        return None


def _known_days(named: dict[str, str]) -> tuple[date, date] | None:
    if day := _day(named):
        return day, day
    if "kind" in named:
        parts = _PARTS_A_YEAR[named["kind"]]
        part = 1 + next(n for n, each in enumerate(_NTH) if re.fullmatch(each, named["part"]))
        return _months(int(named["year_of_part"]), (part - 1) * (12 // parts), 12 // parts) if part <= parts else None
    if "turn" in named:
        year = int(named["turn"])
        is_next = int(named["next"]) % 100 == (year + 1) % 100
        return (date(year, 12, 31), date(year, 12, 31)) if is_next else None
    if "month_name" in named:
        return _months(int(named["year_of_month"]), _MONTHS.index(named["month_name"]), 1)
    return _months(int(named["year"]), 0, 12)


def _day(named: dict[str, str]) -> date | None:
    """The day, where a day is named."""
    if "iso" in named:
        return date.fromisoformat(named["iso"])
    if "day" in named:
        year = int(named["of"])
        return date(year if year >= _CENTURY_LENGTH else _CENTURY + year, int(named["month"]), int(named["day"]))
    if "nth" in named:
        return date(int(named["year_of_day"]), 1 + _MONTHS.index(named["name"]), int(named["nth"]))
    return None


def _months(year: int, first: int, length: int) -> tuple[date, date]:
    """The days of so many months from the month ``first`` (0 is January)."""
    after = first + length
    return date(year, first + 1, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
