"""The gatherings' part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusSection
from kvadmin.api.records import Gathering

from ..registrations.registration_book import RegistrationBook
from ..registrations.sensitive_needs import SensitiveNeeds
from .seating import seating_actions

#: How long a gathering that is over is still shown.
_PAST = timedelta(days=30)


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Gatherings to come and just past, who waits, and sensitive data that should be gone."""
    gatherings = sorted(snapshot.all(Gathering), key=lambda each: (each.start, each.id))
    if not gatherings:
        return []
    lines: list[str] = []
    actions: list[ActionItem] = []
    for each in gatherings:
        if each.end + _PAST >= today:
            book = RegistrationBook(snapshot, each)
            lines.append(_line(each, book))
            actions += _waiting(each, book, today)
            actions += seating_actions(each, book, today)
    actions += [one for needs in snapshot.all(SensitiveNeeds) for one in _overdue(snapshot, needs, today)]
    return [StatusSection(tr("Gatherings"), tuple(lines), tuple(actions))]


def _line(gathering: Gathering, book: RegistrationBook) -> str:
    if gathering.cancelled:
        return tr("{id}: cancelled", id=gathering.id)
    seats = tr(" of {capacity} seats", capacity=gathering.capacity) if gathering.capacity is not None else ""
    waiting = tr(", {people} waiting", people=len(book.waiting)) if book.waiting else ""
    return tr(
        "{id} ({start}): {people}{seats} registered{waiting}",
        id=gathering.id,
        start=gathering.start,
        people=len(book.active),
        seats=seats,
        waiting=waiting,
    )


def _waiting(gathering: Gathering, book: RegistrationBook, today: date) -> list[ActionItem]:
    if not book.waiting or book.free == 0 or gathering.end < today or gathering.cancelled:
        return []
    text = tr("{id}: a place is free and {people} wait", id=gathering.id, people=len(book.waiting))
    return [ActionItem(text, f"kvadmin gathering promote {gathering.id}", gathering.start, urgent=True)]


def _overdue(snapshot: Snapshot, needs: SensitiveNeeds, today: date) -> list[ActionItem]:
    gathering = snapshot.find(Gathering, needs.gathering)
    due = gathering.end + timedelta(days=SensitiveNeeds.KEPT_DAYS) if gathering else today
    if gathering is not None and today <= gathering.end:
        return []
    late = today > due
    text = tr(
        "{gathering}: diets and access needs of {people} people are still kept",
        gathering=needs.gathering,
        people=len(needs.needs),
    )
    command = f"kvadmin participants forget-sensitive {needs.gathering} --yes"
    return [ActionItem(text + (tr(" (overdue)") if late else ""), command, due, urgent=late)]
