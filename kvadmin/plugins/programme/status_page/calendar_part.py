"""The calendar of the page: a time line that shows it at a glance, and the list that says it in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kvadmin.api.documents import WebPage
from kvadmin.api.hooks import StatusDay
from kvadmin.api.reports import Column, table_of
from kvadmin.api.wording import Language, day, day_range

from ..work_list import ListedDay
from .time_line import time_line

#: Widths of the time line in units of its letters' pixels: on a wide screen and on paper, and on a telephone.
_WIDE, _NARROW = 860, 340


def calendar_part(page: WebPage, days: Sequence[ListedDay], today: date) -> str:
    """The time line, drawn for a wide and for a narrow screen, and the list.

    Args:
        page: The page that it stands on.
        days: The entries, in the order of the list.
        today: The day that is marked.
    """
    entries = [each.entry for each in days]
    drawn = (
        f'<figure class="wide">{time_line(page, entries, today, width=_WIDE, name="wide")}</figure>\n'
        f'<figure class="narrow">{time_line(page, entries, today, width=_NARROW, name="narrow")}</figure>'
    )
    return f"{drawn}\n{_listed(page, days)}"


def _listed(page: WebPage, days: Sequence[ListedDay]) -> str:
    columns = (
        Column("number", "No.", get=lambda line: str(line[0])),
        Column("day", "Day", get=lambda line: _day(line[1].entry, page.language)),
        Column("text", "What", get=lambda line: line[1].entry.text),
        Column("section", "Part", get=lambda line: line[1].section),
    )
    table = table_of("Calendar", columns, list(enumerate(days, 1)))
    return f'<div class="days">{page.table(table, titled=False)}</div>'


def _day(entry: StatusDay, language: Language) -> str:
    if entry.until is None or entry.until == entry.day:
        return day(entry.day, language, weekday=True)
    return day_range(entry.day, entry.until, language)
