"""The gatherings' part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Gathering

from ..gathering_days import forgetting_days, gathering_days
from ..open_matters import open_matters, sensitive_matters
from ..registrations.registration_book import RegistrationBook
from ..registrations.sensitive_needs import SensitiveNeeds
from .seating import seating_actions

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: How long a gathering that is over is still shown.
_PAST = timedelta(days=30)


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
            actions += open_matters(snapshot, each, book, today)
            actions += seating_actions(each, book, today)
            days += gathering_days(each, today)
    days += forgetting_days(snapshot)
    for needs in snapshot.all(SensitiveNeeds):
        actions += sensitive_matters(snapshot, needs, today)
    return [StatusSection(tr("Gatherings"), tuple(lines), tuple(actions), tuple(figures), (), tuple(days))]


def _line(gathering: Gathering, book: RegistrationBook) -> str:
    if gathering.cancelled:
        return tr("{id}: cancelled", id=gathering.id)
    told = {"id": gathering.id, "start": gathering.start, "people": len(book.active)}
    told |= {"capacity": gathering.capacity, "waiting": len(book.waiting)}
    if gathering.capacity is None:
        return tr("{id} ({start}): {people} registered", **told)
    if not book.waiting:
        return tr("{id} ({start}): {people} of {capacity} seats registered", **told)
    return tr("{id} ({start}): {people} of {capacity} seats registered, {waiting} waiting", **told)


def _figures(gathering: Gathering, book: RegistrationBook) -> list[StatusFigure]:
    counted = {"registered": len(book.active), "waiting": len(book.waiting), "programme-items": len(gathering.agenda)}
    if gathering.capacity:
        counted["seats"] = gathering.capacity
    return [StatusFigure(key, value, gathering.id) for key, value in counted.items()]
