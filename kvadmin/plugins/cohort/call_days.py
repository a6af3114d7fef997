"""The days of a call for the calendar of ``kvadmin status``: deadlines, draw, last day to confirm, start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import StatusDay
from kvadmin.api.records import Application, Cohort

from .decisions.protocol_files import newest_protocol_path
from .memberships.confirmations import confirmations_among

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def call_days(
    snapshot: Snapshot, cohort: Cohort, applications: Sequence[Application], today: date
) -> Iterator[StatusDay]:
    """The days that come, and those gone by on which something is still open."""
    lacking = sum(each.state == "incomplete" for each in applications)
    decided = newest_protocol_path(snapshot, cohort.id) is not None
    if cohort.deadline and cohort.deadline >= today:
        yield _day(cohort, cohort.deadline, tr("{id}: applications are due", id=cohort.id), "application-deadline")
    if cohort.supplement_deadline and cohort.supplement_deadline >= today:
        text = tr("{id}: last day for what applications lack", id=cohort.id)
        if lacking:
            text = tr("{id}: last day for what applications lack ({number} do)", id=cohort.id, number=lacking)
        yield _day(cohort, cohort.supplement_deadline, text, "supplement-deadline")
    draw = cohort.draw
    if draw and draw.day and (draw.day >= today or not (cohort.draws or decided)):
        text = tr("{id}: the draw", id=cohort.id)
        if draw.name:
            text = tr("{id}: the draw ({name})", id=cohort.id, name=draw.name)
        yield _day(cohort, draw.day, text, "draw-day")
    asked = confirmations_among(applications, cohort, today)
    if asked.by and (asked.by >= today or asked.lacking):
        text = tr("{id}: last day to confirm a place", id=cohort.id)
        if asked.lacking:
            text = tr("{id}: last day to confirm a place ({number} have not)", id=cohort.id, number=len(asked.lacking))
        yield _day(cohort, asked.by, text, "confirm-by")
    if cohort.start and cohort.start >= today:
        yield _day(cohort, cohort.start, tr("{id} begins", id=cohort.id), "cohort-start")


def _day(cohort: Cohort, day: date, text: str, key: str) -> StatusDay:
    return StatusDay(day, text, key, cohort.id)
