"""Seats and the seating plan in ``kvadmin check`` and ``kvadmin status``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Gathering

from ..registrations.registration_book import RegistrationBook
from ..seating_plan import seating_state

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot


def seating_findings(snapshot: Snapshot, gathering: Gathering, today: date) -> Iterator[Finding]:
    """More people than seats, and a seating plan of others than those who come; of gatherings that are not over."""
    if gathering.end < today or gathering.cancelled:
        return
    from kvadmin.api import Finding  # the status, which comes here as well, finds nothing

    book = RegistrationBook(snapshot, gathering)
    if book.seats.over and gathering.capacity:
        yield Finding(
            *_at(snapshot, gathering, "capacity"),
            "gathering-overbooked",
            tr("{id}: {seats}", id=gathering.id, seats=book.seats.sentence()),
            tr("kvadmin gathering set {id} capacity N, or kvadmin gathering cancel {id} PERSON", id=gathering.id),
            "warning",
        )
    plan = seating_state(gathering, book.active)
    if plan.outdated:
        yield Finding(
            *_at(snapshot, gathering, "groups"),
            "gathering-seating-plan",
            tr("seating plan of {id}: {state}", id=gathering.id, state=plan.sentence()),
            tr("kvadmin gathering groups {id} --keep", id=gathering.id),
            "warning",
        )


def seating_actions(gathering: Gathering, book: RegistrationBook, today: date) -> list[ActionItem]:
    """What must be done about the seats and the seating plan of a gathering to come."""
    if gathering.end < today or gathering.cancelled:
        return []
    plan, actions = seating_state(gathering, book.active), []
    if book.seats.over:
        text = tr("{id}: {seats}", id=gathering.id, seats=book.seats.sentence())
        command = f"kvadmin gathering set {quote(gathering.id)} capacity {book.seats.taken}"
        actions.append(
            ActionItem(text, command, gathering.start, urgent=True, key="gathering-overbooked", about=gathering.id)
        )
    if plan.outdated:
        text = tr("seating plan of {id}: {state}", id=gathering.id, state=plan.sentence())
        command = f"kvadmin gathering groups {quote(gathering.id)} --keep"
        actions.append(ActionItem(text, command, gathering.start, key="seating-plan-outdated", about=gathering.id))
    return actions


def _at(snapshot: Snapshot, gathering: Gathering, field: str) -> tuple[str, int, int]:
    parts = snapshot.where(Gathering, gathering.id, (field,)).rsplit(":", 2)
    return (parts[0], int(parts[1]), int(parts[2])) if len(parts) == 3 else (parts[0], 0, 0)
