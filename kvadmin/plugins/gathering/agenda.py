"""The programme of a gathering: times as people write them, order, and what cannot be at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

from kvadmin.api import tr
from kvadmin.api.records import AgendaItem, Gathering

_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[:.](\d{2}))?")
_LAST_HOUR, _LAST_MINUTE = 23, 59


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
    """``09:00-10:15``.

    Raises:
        ValueError: It is no such span, or ends before it begins.
    """
    start, dash, end = text.replace("–", "-").replace("—", "-").partition("-")
    if not dash:
        raise ValueError(tr("{text!r} is not a span of time (write 09:00-10:15)", text=text[:40]))
    first, last = read_clock(start), read_clock(end)
    if last <= first:
        raise ValueError(tr("{text!r} ends before it begins", text=text[:40]))
    return first, last


def gathering_days(gathering: Gathering) -> list[date]:
    """Every day of the gathering."""
    return [gathering.start + timedelta(n) for n in range((gathering.end - gathering.start).days + 1)]


def items_in_order(gathering: Gathering) -> list[AgendaItem]:
    """The items by day, time and track; items whose times cannot be read stand last, as they were typed."""
    return sorted(gathering.agenda, key=lambda each: (_when(gathering, each), each.track, each.title))


def _when(gathering: Gathering, item: AgendaItem) -> tuple[date, str, str]:
    try:
        return item.day or gathering.start, f"{read_clock(item.start):%H:%M}", f"{read_clock(item.end):%H:%M}"
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
            if read_clock(item.end) <= read_clock(item.start):
                found.append((index, "agenda-time", tr("{title!r} ends before it begins", title=item.title)))
        except ValueError as error:
            found.append((index, "agenda-time", tr("{title!r}: {error}", title=item.title, error=error)))
    return [*found, *_overlaps(gathering, {index for index, _, _ in found})]


def _overlaps(gathering: Gathering, unreadable: set[int]) -> Iterable[tuple[int, str, str]]:
    sound = [(index, each) for index, each in enumerate(gathering.agenda) if index not in unreadable]
    sound.sort(key=lambda each: (_when(gathering, each[1]), each[0]))
    for at, (_, one) in enumerate(sound):
        for index, other in sound[at + 1 :]:
            apart = (one.day or gathering.start) != (other.day or gathering.start)
            if apart or read_clock(other.start) >= read_clock(one.end):
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
