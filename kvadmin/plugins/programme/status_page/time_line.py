"""Days on a line from left to right as SVG: months above, a mark with a number for each, and the day that is today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kvadmin.api import tr
from kvadmin.api.documents import WebPage
from kvadmin.api.hooks import StatusDay
from kvadmin.api.wording import Language, day

#: Half the size of a mark, the height of a row, where the rows begin, and the letters' size, in units of the picture.
_HALF, _ROW, _TOP, _LETTERS = 10.0, 27.0, 58.0, 13.0
#: Free space at both ends, and between a mark and its words.
_MARGIN, _GAP = 14.0, 5.0
#: More entries than these are shown by their numbers alone.
_MOST_NAMED = 40
#: Steps between months that are named.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_WIDE, _NARROW = frozenset("mwMWÆØ@—"), frozenset("iljtfrI.,:;'()[]-/ ")


def time_line(page: WebPage, entries: Sequence[StatusDay], today: date, *, width: float, name: str) -> str:
    """The picture; its description says what it shows, and the list beside it says every entry.

    Args:
        page: The page that it stands on.
        entries: Numbered from 1 in this order; at least one.
        today: The day that is marked.
        width: Of the picture; where it is below 600 the marks have no words.
        name: Tells its ids from those of another picture on the page.
    """
    scale = _Scale.over(entries, today, width)
    worded = width >= 600 and len(entries) <= _MOST_NAMED
    marks = [_placed(number, entry, scale, worded=worded) for number, entry in enumerate(entries, 1)]
    rows = _packed(marks)
    height = _TOP + _ROW * (max(rows) + 1) + 4
    said = tr(
        "{count} entries from {first} to {last}; today is {today}. The list below names them by their numbers.",
        count=len(entries),
        first=scale.first,
        last=scale.last,
        today=today,
    )
    drawn = [*_months(page.language, scale, height), *_today(page, today, scale, height)]
    drawn += [each.drawn(page, _TOP + _ROW * (row + 0.5)) for each, row in zip(marks, rows, strict=True)]
    return (
        f'<svg role="img" viewBox="0 0 {width:g} {height:g}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{page.text(tr("Time line"))}</title>'
        f'<desc id="{name}-desc">{page.text(said)}</desc>{"".join(drawn)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to positions: whole months, from that of the first day to that of the last."""

    first: date
    last: date
    begin: date
    end: date
    width: float

    @classmethod
    def over(cls, entries: Sequence[StatusDay], today: date, width: float) -> _Scale:
        first = min(entry.day for entry in entries)
        last = max(entry.until or entry.day for entry in entries)
        begin, end = min(first, today).replace(day=1), max(first, last, today)
        return cls(first, last, begin, _next_month(end), width)

    def at(self, when: date) -> float:
        share = (when - self.begin).days / (self.end - self.begin).days
        return _MARGIN + share * (self.width - 2 * _MARGIN)


@dataclass(frozen=True, slots=True)
class _Mark:
    """An entry in the picture: from where to where its mark goes, its words, and all the room that it takes."""

    number: int
    start: float
    stop: float
    words: str
    words_at: float
    anchor: str
    left: float
    right: float

    def drawn(self, page: WebPage, y: float) -> str:
        x, width = self.start - _HALF, self.stop - self.start + 2 * _HALF
        place = f'x="{x:.1f}" y="{y - _HALF:g}" width="{width:.1f}" height="{2 * _HALF:g}"'
        shape = f'<rect class="mark" {place} rx="{_HALF:g}"/>'
        middle = (self.start + self.stop) / 2
        small = " small" if self.number >= 100 else ""
        number = f'<text class="numeral{small}" x="{middle:.1f}" y="{y + 4:g}">{self.number}</text>'
        if not self.words:
            return shape + number
        side = "" if self.anchor == "start" else ' text-anchor="end"'
        return f'{shape}{number}<text x="{self.words_at:.1f}" y="{y + 4.5:g}"{side}>{page.text(self.words)}</text>'


def _placed(number: int, entry: StatusDay, scale: _Scale, *, worded: bool) -> _Mark:
    """Its words stand to the right where there is room, else to the left, else only in the list."""
    limit = scale.width - _MARGIN - _HALF
    start = min(scale.at(entry.day), limit)
    stop = min(max(start, scale.at(entry.until)), limit) if entry.until is not None else start
    left, right = start - _HALF, stop + _HALF
    long = _GAP + _text_width(entry.text)
    if worded and right + long <= scale.width:
        return _Mark(number, start, stop, entry.text, right + _GAP, "start", left, right + long)
    if worded and left - long >= 0:
        return _Mark(number, start, stop, entry.text, left - _GAP, "end", left - long, right)
    return _Mark(number, start, stop, "", 0.0, "start", left, right)


def _packed(marks: Sequence[_Mark]) -> list[int]:
    """The row of each: the first where nothing is in its way."""
    rows: list[list[_Mark]] = []
    found = []
    for mark in marks:
        free = (
            at
            for at, row in enumerate(rows)
            if all(mark.left > other.right + _GAP or mark.right < other.left - _GAP for other in row)
        )
        at = next(free, len(rows))
        if at == len(rows):
            rows.append([])
        rows[at].append(mark)
        found.append(at)
    return found


def _months(language: Language, scale: _Scale, height: float) -> Iterator[str]:
    """A line at the beginning of each month that is named, and the year where one begins; of many only the years."""
    months = list(_months_between(scale.begin, scale.end))
    room = (scale.width - 2 * _MARGIN) / len(months)
    names = {month: _month_name(month, language) for month in months}
    widest = max(map(_text_width, names.values())) + 2 * _GAP
    step = next((each for each in _STEPS if each * room >= widest), _STEPS[-1])
    year = 0
    for month in months:
        if (month.month - 1 + 12 * month.year) % step:
            continue
        x = scale.at(month)
        yield f'<path class="month" d="M{x:.1f} 24V{height:g}"/>'
        if step < 12:
            yield f'<text class="time" x="{x + 4:.1f}" y="36">{names[month]}</text>'
        if month.year != year:
            year = month.year
            yield f'<text class="time year" x="{x + 4:.1f}" y="16">{year}</text>'


def _today(page: WebPage, today: date, scale: _Scale, height: float) -> Iterator[str]:
    x = scale.at(today)
    words = tr("today")
    end = x + 4 + _text_width(words) > scale.width
    yield f'<path class="today" d="M{x:.1f} 40V{height:g}"/>'
    side = f'x="{x - 4:.1f}" text-anchor="end"' if end else f'x="{x + 4:.1f}"'
    yield f'<text class="today-words" {side} y="52">{page.text(words)}</text>'


def _months_between(begin: date, end: date) -> Iterator[date]:
    while begin < end:
        yield begin
        begin = _next_month(begin)


def _next_month(when: date) -> date:
    return (when.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_name(month: date, language: Language) -> str:
    return day(month, language).split()[1]


def _text_width(text: str) -> float:
    """About the width of a text in the letters of any system, rather too wide than too narrow."""
    shares = (0.9 if c in _WIDE else 0.36 if c in _NARROW else 0.7 if c.isupper() else 0.6 for c in text)
    return _LETTERS * sum(shares)
