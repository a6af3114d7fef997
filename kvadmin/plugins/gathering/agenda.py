"""The programme of a gathering: times as people write them, order, and what cannot be at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from kvadmin.api import tr
from kvadmin.api.records import AgendaItem, Gathering

_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[:.](\d{2}))?")
_LAST_HOUR, _LAST_MINUTE = 23, 59
#: What runs past midnight ends by then, and is no longer than that: everything else is a slip of the pen.
_MORNING = time(6)
_LONGEST_NIGHT = timedelta(hours=12)


def read_clock(text: str) -> time:
    """``9``, ``09:00``, ``9.30`` or ``kl. 9.30``.

    Raises:
        ValueError: It is no time of day.
    """
    found = _CLOCK.fullmatch(text.strip().casefold())
    if not found or int(found[1]) > _LAST_HOUR or int(found[2] or 0) > _LAST_MINUTE:
        raise ValueError(tr("{text!r} is not a time of day (write 09:30)", text=text[:40]))
    return time(int(found[1]), int(found[2] or 0))


def read_span(text: str) -> tuple[time, time]:
    """``09:00-10:15``; ``23:00-01:00`` ends on the next day.

    Raises:
        ValueError: It is no such span, or ends before it begins.
    """
    start, dash, end = text.replace("–", "-").replace("—", "-").partition("-")
    if not dash:
        raise ValueError(tr("{text!r} is not a span of time (write 09:00-10:15)", text=text[:40]))
    first, last = read_clock(start), read_clock(end)
    if not _in_order(first, last):
        raise ValueError(tr("{text!r} ends before it begins", text=text[:40]))
    return first, last


def _in_order(start: time, end: time) -> bool:
    """Whether an item can run from one time to the other, the night through if need be."""
    return start < end or (end <= _MORNING and timedelta(0) < _between(start, end) <= _LONGEST_NIGHT)


def _between(start: time, end: time) -> timedelta:
    """From one time of day to the next such time."""
    some = date(2000, 1, 1)
    return (datetime.combine(some, end) - datetime.combine(some, start)) % timedelta(days=1)


def item_span(gathering: Gathering, item: AgendaItem) -> tuple[datetime, datetime]:
    """When an item begins and ends, by the clocks in Norway; one that runs past midnight ends on the day after its own.

    Raises:
        ValueError: Its times are none.
    """
    start, end = read_clock(item.start), read_clock(item.end)
    day = item.day or gathering.start
    return datetime.combine(day, start), datetime.combine(day if start < end else day + timedelta(days=1), end)


def gathering_days(gathering: Gathering) -> list[date]:
    """Every day of the gathering."""
    return [gathering.start + timedelta(n) for n in range((gathering.end - gathering.start).days + 1)]


def items_in_order(gathering: Gathering) -> list[AgendaItem]:
    """The items by day, time and track; items whose times cannot be read stand last, as they were typed."""
    return sorted(gathering.agenda, key=lambda each: (_when(gathering, each), each.track, each.title))


def _when(gathering: Gathering, item: AgendaItem) -> tuple[date, str, str]:
    try:
        start, end = item_span(gathering, item)
        return item.day or gathering.start, f"{start:%H:%M}", f"{end:%Y-%m-%d %H:%M}"
    except ValueError:
        return item.day or gathering.start, f"~{item.start}", item.end


def agenda_faults(gathering: Gathering) -> list[tuple[int, str, str]]:
    """``(index of the item, code, sentence)`` of everything that cannot be in the programme."""
    found: list[tuple[int, str, str]] = []
    for index, item in enumerate(gathering.agenda):
        day = item.day or gathering.start
        if not gathering.start <= day <= gathering.end:
            text = tr("{title!r} is on {day}, which is no day of the gathering", title=item.title, day=day)
            found.append((index, "agenda-day", text))
        try:
            if not _in_order(read_clock(item.start), read_clock(item.end)):
                found.append((index, "agenda-time", tr("{title!r} ends before it begins", title=item.title)))
            elif not all(_exists(each) for each in item_span(gathering, item)):
                text = tr("{title!r}: the clocks go forward then, from 02:00 to 03:00", title=item.title)
                found.append((index, "agenda-time", text))
        except ValueError as error:
            found.append((index, "agenda-time", tr("{title!r}: {error}", title=item.title, error=error)))
    return [*found, *_overlaps(gathering, {index for index, _, _ in found})]


def _exists(moment: datetime) -> bool:
    """Whether the clocks ever show it: the hour from two is left out on the last Sunday of March."""
    march, days = 3, 31
    last_sunday = moment.month == march and moment.isoweekday() == 7 and moment.day + 7 > days  # noqa: PLR2004
    return not (last_sunday and moment.hour == 2)  # noqa: PLR2004


def _overlaps(gathering: Gathering, unreadable: set[int]) -> Iterable[tuple[int, str, str]]:
    sound = [(index, each) for index, each in enumerate(gathering.agenda) if index not in unreadable]
    sound.sort(key=lambda each: (_when(gathering, each[1]), each[0]))
    spans = [item_span(gathering, each) for _, each in sound]
    for at, (_, one) in enumerate(sound):
        for then, (index, other) in enumerate(sound[at + 1 :], at + 1):
            if spans[then][0] >= spans[at][1]:
                break
            if not (one.track and other.track and one.track != other.track):
                text = tr(
                    "{title!r} and {other!r} overlap ({time} and {other_time})",
                    title=one.title,
                    other=other.title,
                    time=f"{one.start}-{one.end}",
                    other_time=f"{other.start}-{other.end}",
                )
                yield index, "agenda-overlap", text
