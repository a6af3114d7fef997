"""The gathering in people's calendars: one entry with a name that never changes and a number that rises with changes.

The entry holds what everybody invited knows; no list of people, and nothing about any of them.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from kvadmin.api.commands import need
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.wording import Language, clock, day

from .agenda import items_in_order, read_clock
from .registrations.registration_book import RegisteredPerson

_ZONE = "Europe/Oslo"


@dataclass(frozen=True, slots=True)
class CalendarGuest:
    """Somebody who is invited by e-mail; without an address the entry is one to be read, not answered."""

    name: str = ""
    email: str = ""


def calendar_uid(gathering: Gathering, programme: Programme) -> str:
    """The name of the entry: stored when the gathering is made; worked out the same way for one made by hand."""
    return gathering.uid or f"{uuid.uuid5(uuid.NAMESPACE_URL, f'kvadmin:{programme.name}/{gathering.id}')}@kvadmin"


def content_hash(gathering: Gathering) -> str:
    """What calendars have been told, as a hash: a change of it raises the number of the entry."""
    agenda = [
        [str(each.day or ""), each.start, each.end, each.title, each.room, each.track] for each in gathering.agenda
    ]
    parts = [gathering.name, gathering.name_nn, gathering.start, gathering.end, gathering.place, gathering.cancelled]
    return hashlib.sha256(repr([*map(str, parts), sorted(agenda)]).encode()).hexdigest()[:16]


def with_current_calendar(gathering: Gathering, programme: Programme, today: date) -> Gathering:
    """The gathering with its entry brought up to date: the number is one higher when anything changed since."""
    now = content_hash(gathering)
    if gathering.published == now and gathering.uid:
        return gathering
    number = gathering.sequence + (1 if gathering.published else 0)
    return msgspec.structs.replace(
        gathering, uid=calendar_uid(gathering, programme), sequence=number, published=now, changed=today
    )


def calendar_file(
    gathering: Gathering,
    programme: Programme,
    language: Language,
    person: RegisteredPerson | None = None,
    guest: CalendarGuest | None = None,
) -> bytes:
    """The gathering as an iCalendar file (RFC 5545).

    Args:
        gathering: As :func:`with_current_calendar` left it.
        programme: For its name and sender.
        language: Of the texts.
        person: The entry of one registered person, which is cancelled when the person's registration is.
        guest: Whom an e-mail asks to come: the entry is a request (RFC 5546) then, and mail programs offer to answer.

    Raises:
        UsageError: The extra ``ics`` is not installed.
    """
    ical = need("icalendar", "ics")
    gone = gathering.cancelled or (person is not None and person.registration.status == "cancelled")
    book = ical.Calendar()
    book.add("prodid", "-//kvadmin//gathering//NO")
    book.add("version", "2.0")
    event = _event(ical, gathering, programme, language, person, gone=gone)
    asked = guest is not None and bool(guest.email) and "organizer" in event
    book.add("method", "CANCEL" if gone else "REQUEST" if asked else "PUBLISH")
    if asked and guest is not None:
        event.add("attendee", _attendee(ical, guest))
    book.add_component(_zone(ical))
    book.add_component(event)
    content: bytes = book.to_ical()
    return content


def _attendee(ical: Any, guest: CalendarGuest) -> Any:
    who = ical.vCalAddress(f"mailto:{guest.email}")
    who.params["partstat"] = "NEEDS-ACTION"
    who.params["rsvp"] = "TRUE"
    if guest.name:
        who.params["cn"] = guest.name.replace('"', "'")
    return who


def _zone(ical: Any) -> Any:
    """Summer time as it has been in Norway since 1996: from the last Sunday of March to that of October."""
    zone = ical.Timezone()
    zone.add("tzid", _ZONE)
    for kind, name, month, first, before, after in (
        (ical.TimezoneDaylight, "CEST", 3, datetime(1996, 3, 31, 2), 1, 2),  # noqa: DTZ001 - local time, by RFC 5545
        (ical.TimezoneStandard, "CET", 10, datetime(1996, 10, 27, 3), 2, 1),  # noqa: DTZ001 - likewise
    ):
        part = kind()
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def _event(
    ical: Any,
    gathering: Gathering,
    programme: Programme,
    language: Language,
    person: RegisteredPerson | None,
    *,
    gone: bool,
) -> Any:
    event = ical.Event()
    uid, number = calendar_uid(gathering, programme), gathering.sequence
    if person is not None:
        local, _, domain = uid.partition("@")
        uid, number = f"{local}-{person.id}@{domain}", number + person.registration.sequence
    event.add("uid", uid)
    event.add("sequence", number)
    stamp = gathering.changed or gathering.start
    event.add("dtstamp", datetime.combine(stamp, time(0), ZoneInfo("UTC")))
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    event.add("summary", gathering.title(language))
    start, end = _span(gathering)
    event.add("dtstart", start)
    event.add("dtend", end)
    if gathering.place:
        event.add("location", gathering.place)
    if gathering.agenda:
        event.add("description", _description(gathering, language))
    if programme.sender and programme.sender.email:
        event.add("organizer", ical.vCalAddress(f"mailto:{programme.sender.email}"))
    return event


def _span(gathering: Gathering) -> tuple[date, date]:
    """First and last moment by the programme; whole days (the end not included) without one."""
    items = items_in_order(gathering)
    first = [each for each in items if (each.day or gathering.start) == gathering.start]
    last = [each for each in items if (each.day or gathering.start) == gathering.end]
    if not first or not last:
        return gathering.start, gathering.end + timedelta(days=1)
    zone = ZoneInfo(_ZONE)
    begins = min(read_clock(each.start) for each in first)
    ends = max(read_clock(each.end) for each in last)
    return datetime.combine(gathering.start, begins, zone), datetime.combine(gathering.end, ends, zone)


def _description(gathering: Gathering, language: Language) -> str:
    lines: list[str] = []
    before: date | None = None
    for each in items_in_order(gathering):
        when = each.day or gathering.start
        if when != before and gathering.end != gathering.start:
            lines.append(day(when, language, weekday=True))
        before = when
        lines.append(f"{clock(read_clock(each.start), read_clock(each.end), language)} {each.title}")
    return "\n".join(lines)
