"""What waits for a person in a cohort, from the call to the last confirmation, each with its command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from shlex import quote

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Application, Cohort

from .applications.derived_state import missing_items, ruling_of
from .applications.items import ITEM_LABELS
from .decisions.free_places import FreePlaces
from .decisions.protocol_files import newest_protocol_path
from .drawing.gates import naming_command
from .drawing.next_steps import draw_to_name, steps_to_a_draw
from .intake.open_rows import open_rows, place_of, settling_command
from .memberships.confirmations import confirmations

_OUT = ("withdrawn", "superseded", "ineligible")


def open_matters(snapshot: Snapshot, cohort: Cohort, free: FreePlaces | None, today: date) -> Iterator[ActionItem]:
    """All that is open in a cohort.

    Args:
        snapshot: The data.
        cohort: Which.
        free: Its free places, if it has any.
        today: The day; what has not begun by then is not asked for.
    """
    if draw_to_name(cohort, today):
        text = tr("{id}: the call names no draw, which counts only when it is named by the deadline", id=cohort.id)
        yield ActionItem(text, naming_command(cohort), cohort.deadline, key="draw-unnamed", about=cohort.id)
    for _, row in open_rows(snapshot, cohort.id):
        where = {"id": cohort.id, "name": row.name, "row": place_of(row), "reason": row.reason}
        text = tr("{id}: {name} (row {row}) needs a person ({reason})", **where)
        command = settling_command(cohort.id, row)
        yield ActionItem(text, command, urgent=True, key="row-needs-person", about=cohort.id)
    if newest_protocol_path(snapshot, cohort.id) is not None:
        yield from _after_admission(snapshot, cohort, free, today)
    elif applications := snapshot.all(Application, under=cohort.id):
        yield from _undecided(snapshot, cohort, [each for each in applications if each.state not in _OUT], today)


def _undecided(snapshot: Snapshot, cohort: Cohort, live: list[Application], today: date) -> Iterator[ActionItem]:
    word = quote(cohort.id)
    for each in live:
        if ruling_of(each, cohort).value == "to-be-judged":
            text = tr(
                "{id}: {municipality} came late, with an early postmark", id=cohort.id, municipality=each.municipality
            )
            command = f"kvadmin application accept-late {word} {each.municipality} --why TEXT"
            yield ActionItem(text, command, urgent=True, key="late-to-judge", about=cohort.id)
    lacking = [each for each in live if missing_items(each)]
    may_come = cohort.supplement_deadline is not None and today <= cohort.supplement_deadline
    if lacking:
        what = "; ".join(sorted({ITEM_LABELS[item][2] for each in lacking for item in missing_items(each)}))
        text = tr("{id}: {number} applications lack something ({what})", id=cohort.id, number=len(lacking), what=what)
        if may_come:
            text = tr("{text}; it may come until the supplement deadline", text=text)
        command = f"kvadmin application missing --cohort {word}"
        yield ActionItem(text, command, cohort.supplement_deadline, key="applications-incomplete", about=cohort.id)
    if not live or (lacking and may_come) or (cohort.deadline and today <= cohort.deadline):
        return
    to_draw = list(steps_to_a_draw(snapshot, cohort, today))
    yield from to_draw
    if not to_draw:
        text = tr("{id}: {number} applications are not decided", id=cohort.id, number=len(live))
        yield ActionItem(text, _deciding(cohort), key="applications-undecided", about=cohort.id)


def _deciding(cohort: Cohort) -> str:
    """The command that decides, or what it lacks."""
    word = quote(cohort.id)
    if cohort.capacity is None:
        return f"kvadmin cohort set {word} capacity N"
    imported = any(each.to is None for each in cohort.memberships)  # they have their places by no decision of ours
    return f"kvadmin cohort promote {word}" if imported else f"kvadmin cohort admit {word}"


def _after_admission(snapshot: Snapshot, cohort: Cohort, free: FreePlaces | None, today: date) -> Iterator[ActionItem]:
    word = quote(cohort.id)
    if free is not None and free.promoted:
        text = tr("{id}: free places {free}, waiting {waiting}", id=cohort.id, free=free.free, waiting=free.waiting)
        command = f"kvadmin cohort promote {word}"
        yield ActionItem(text, command, urgent=True, key="places-free", about=cohort.id)
    asked = confirmations(snapshot, cohort, today)
    if asked.by is not None and asked.lacking:
        text = tr("{id}: {number} with a place have not confirmed it", id=cohort.id, number=len(asked.lacking))
        if asked.overdue:
            text = tr("{text} (overdue)", text=text)
        command = f"kvadmin cohort show {word}"
        key = "confirmations-overdue" if asked.overdue else "confirmations-due"
        yield ActionItem(text, command, asked.by, urgent=asked.overdue, key=key, about=cohort.id)
