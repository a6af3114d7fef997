"""The gatherings' part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import quote

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Gathering

from ..gathering_days import forgetting_days, gathering_days
from ..registrations.registration_book import RegistrationBook
from ..registrations.sensitive_needs import SensitiveNeeds
from .seating import seating_actions

#: How long a gathering that is over is still shown.
_PAST = timedelta(days=30)
#: From when on before a gathering what it lacks is urgent.
_SOON = timedelta(days=14)


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Gatherings to come and just past, who waits, and sensitive data that should be gone."""
    gatherings = sorted(snapshot.all(Gathering), key=lambda each: (each.start, each.id))
    if not gatherings:
        return []
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    days: list[StatusDay] = []
    for each in gatherings:
        if each.end + _PAST >= today:
            book = RegistrationBook(snapshot, each)
            lines.append(_line(each, book))
            figures += _figures(each, book)
            actions += [*_waiting(each, book, today), *_without_programme(each, today)]
            actions += seating_actions(each, book, today)
            days += gathering_days(each, today)
    days += forgetting_days(snapshot)
    actions += [one for needs in snapshot.all(SensitiveNeeds) for one in _overdue(snapshot, needs, today)]
    return [StatusSection(tr("Gatherings"), tuple(lines), tuple(actions), tuple(figures), (), tuple(days))]


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


def _figures(gathering: Gathering, book: RegistrationBook) -> list[StatusFigure]:
    counted = {"registered": len(book.active), "waiting": len(book.waiting), "programme-items": len(gathering.agenda)}
    if gathering.capacity:
        counted["seats"] = gathering.capacity
    return [StatusFigure(key, value, gathering.id) for key, value in counted.items()]


def _waiting(gathering: Gathering, book: RegistrationBook, today: date) -> list[ActionItem]:
    if not book.waiting or book.free == 0 or gathering.end < today or gathering.cancelled:
        return []
    text = tr("{id}: a place is free and {people} wait", id=gathering.id, people=len(book.waiting))
    command = f"kvadmin gathering promote {quote(gathering.id)}"
    return [ActionItem(text, command, gathering.start, urgent=True, key="seats-free", about=gathering.id)]


def _without_programme(gathering: Gathering, today: date) -> list[ActionItem]:
    """A gathering to come whose days are empty: the pack, the calendar and the meals are made of its programme."""
    if gathering.agenda or gathering.cancelled or gathering.start < today:
        return []
    text = tr("{id}: it has no programme yet", id=gathering.id)
    command = f"kvadmin gathering agenda add {quote(gathering.id)} TIME TITLE"
    soon = gathering.start - today <= _SOON
    return [
        ActionItem(text, command, gathering.start, urgent=soon, key="gathering-without-programme", about=gathering.id)
    ]


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
    command = f"kvadmin participants forget-sensitive {quote(needs.gathering)} --yes"
    text = tr("{text} (overdue)", text=text) if late else text
    return [ActionItem(text, command, due, urgent=late, key="sensitive-kept", about=needs.gathering)]
