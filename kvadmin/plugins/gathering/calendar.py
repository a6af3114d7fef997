"""The gathering in people's calendars, as an iCalendar file (RFC 5545, RFC 5546).

The entries hold what everybody invited knows; no list of people, and nothing about any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kvadmin.api.commands import need
from kvadmin.api.documents import CALENDAR_FINGERPRINT
from kvadmin.api.records import Programme

from .calendar_entries import CalendarEntry

_ZONE = "Europe/Oslo"


@dataclass(frozen=True, slots=True)
class CalendarGuest:
    """Somebody who is invited by e-mail; without an address the entry is one to be read, not answered."""

    name: str = ""
    email: str = ""


def calendar_file(entries: Sequence[CalendarEntry], programme: Programme, guest: CalendarGuest | None = None) -> bytes:
    """Entries as an iCalendar file.

    One entry that is off is a cancellation. RFC 5546 (3.2.5) lets a cancellation be about one entry alone, so several
    are published, each with its own status, as a posting may have it (3.2.1).

    Args:
        entries: At least one.
        programme: For its sender.
        guest: Whom an e-mail asks to come: the entry is a request then, and mail programs offer to answer. Of somebody
            who waits the answer is known: tentative.

    Raises:
        UsageError: The extra ``ics`` is not installed.
    """
    ical = need("icalendar", "ics")
    book = ical.Calendar()
    book.add("prodid", "-//kvadmin//gathering//NO")
    book.add("version", "2.0")
    sender = programme.sender.email if programme.sender else ""
    asked = guest is not None and bool(guest.email) and bool(sender)
    off = len(entries) == 1 and entries[0].status == "CANCELLED"
    book.add("method", "CANCEL" if off else "REQUEST" if asked else "PUBLISH")
    book.add_component(_zone(ical))
    for each in entries:
        event = _event(ical, each, sender)
        if asked and guest is not None:
            event.add("attendee", _attendee(ical, guest, waits=each.status == "TENTATIVE"))
        book.add_component(event)
    content: bytes = book.to_ical()
    return content


def _attendee(ical: Any, guest: CalendarGuest, *, waits: bool) -> Any:
    who = ical.vCalAddress(f"mailto:{guest.email}")
    who.params["partstat"] = "TENTATIVE" if waits else "NEEDS-ACTION"
    who.params["rsvp"] = "FALSE" if waits else "TRUE"
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


def _event(ical: Any, entry: CalendarEntry, sender: str) -> Any:
    event = ical.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", datetime.combine(entry.stamp, time(0), ZoneInfo("UTC")))
    event.add("status", entry.status)
    event.add("summary", entry.title)
    event.add("dtstart", _in_norway(entry.start))
    event.add("dtend", _in_norway(entry.end))
    if entry.place:
        event.add("location", entry.place)
    if entry.text:
        event.add("description", entry.text)
    if sender:
        event.add("organizer", ical.vCalAddress(f"mailto:{sender}"))
    event.add(CALENDAR_FINGERPRINT, f"{entry.key} {entry.content}")
    return event


def _in_norway(moment: date) -> date:
    return moment.replace(tzinfo=ZoneInfo(_ZONE)) if isinstance(moment, datetime) else moment
