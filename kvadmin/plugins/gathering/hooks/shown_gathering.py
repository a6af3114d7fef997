"""A gathering to come, or just past, in ``kvadmin status``: who is registered, and what of it waits for a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusFigure
from kvadmin.api.records import Gathering

from ..open_matters import open_matters
from ..registrations.registration_book import RegistrationBook
from .seating import seating_actions

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def shown_gathering(
    snapshot: Snapshot, gathering: Gathering, today: date
) -> tuple[str, list[StatusFigure], list[ActionItem]]:
    """Its line, its figures and what is open of it."""
    book = RegistrationBook(snapshot, gathering)
    actions = [*open_matters(snapshot, gathering, book, today), *seating_actions(gathering, book, today)]
    return _line(gathering, book), _figures(gathering, book), actions


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
