"""The days of a gathering for the calendar of ``kvadmin status``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import StatusDay
from kvadmin.api.records import Gathering

from .registrations.sensitive_needs import SensitiveNeeds

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def gathering_days(gathering: Gathering, today: date) -> Iterator[StatusDay]:
    """The gathering itself until it is over, and the last day to register."""
    if gathering.cancelled:
        return
    deadline = gathering.registration_deadline
    if deadline and deadline >= today:
        text = tr("{id}: last day to register", id=gathering.id)
        yield StatusDay(deadline, text, "registration-deadline", gathering.id)
    if gathering.end >= today:
        last = gathering.to if gathering.end > gathering.start else None
        name = gathering.name if not gathering.place else f"{gathering.name}, {gathering.place}"
        yield StatusDay(gathering.start, f"{gathering.id}: {name}", "gathering", gathering.id, last)


def forgetting_days(snapshot: Snapshot) -> Iterator[StatusDay]:
    """Until when diets and access needs may be kept, as long as they are."""
    for needs in snapshot.all(SensitiveNeeds):
        gathering = snapshot.find(Gathering, needs.gathering)
        if gathering is not None:
            day = gathering.end + timedelta(days=SensitiveNeeds.KEPT_DAYS)
            text = tr("{id}: last day that diets and access needs may be kept", id=gathering.id)
            yield StatusDay(day, text, "sensitive-kept-until", gathering.id)
