"""Who was at a gathering, on which of its days, and for how long by its programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kvadmin.api import Refused, tr
from kvadmin.api.records import Gathering

from ..agenda import gathering_days, item_span
from ..registrations.registration_book import RegisteredPerson, RegistrationBook


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person at the gathering.

    Attributes:
        person: Who.
        days: The days of the gathering that the person was there, in order.
        length: Of the programme on these days, meals left out; 0 when there is no programme.
        checked_in: Whether somebody saw the person; else only the registration is known.
    """

    person: RegisteredPerson
    days: tuple[date, ...]
    length: timedelta
    checked_in: bool


def attendances(gathering: Gathering, book: RegistrationBook, today: date, *, registered: bool) -> list[Attendance]:
    """Everybody who was there, in the order of persons.

    Who was checked in on a later day of the gathering was there from that day; a check-in that was noted after the
    gathering says nothing of the day. Who registered for some of the days was there on those.

    Args:
        gathering: Which gathering.
        book: Its registrations.
        today: A gathering that is to come has been attended by nobody.
        registered: Everybody registered counts, checked in or not.

    Raises:
        Refused: It is cancelled, it is to come, or nobody was checked in.
    """
    if gathering.cancelled:
        raise Refused(tr("{id} is cancelled", id=gathering.id), code="cancelled")
    if gathering.end > today:
        raise Refused(tr("{id} is not over before {day}", id=gathering.id, day=gathering.end), code="too-early")
    came = [each for each in book.active if each.registration.arrived]
    if not came and not registered:
        raise Refused(
            tr("nobody is checked in at {id}: who was there is not known", id=gathering.id),
            hint=tr(
                "note it with: kvadmin gathering checkin {id} PERSON; --registered writes for everybody registered, "
                "and the certificate then says so",
                id=gathering.id,
            ),
            code="not-arrived",
        )
    return [_attendance(gathering, each) for each in (book.active if registered else came)]


def _attendance(gathering: Gathering, person: RegisteredPerson) -> Attendance:
    one = person.registration
    days = [each for each in gathering_days(gathering) if not one.days or each in one.days]
    if one.arrived is not None and one.arrived <= gathering.end:
        days = [each for each in days if each >= one.arrived] or [one.arrived]
    return Attendance(person, tuple(days), programme_length(gathering, days), one.arrived is not None)


def programme_length(gathering: Gathering, days: Sequence[date]) -> timedelta:
    """How long the programme of some days is: parallel items count once, meals do not."""
    spans = sorted(
        item_span(gathering, each)
        for each in gathering.agenda
        if not each.meal and (each.day or gathering.start) in days
    )
    total = timedelta(0)
    until = datetime.combine(gathering.start, time())
    for start, end in spans:
        total += max(end - max(start, until), timedelta(0))
        until = max(until, end)
    return total
