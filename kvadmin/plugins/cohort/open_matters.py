"""What waits for a person in a cohort, from the call to the last confirmation, each with its command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Application, Cohort

from .applications.late_receipt import is_to_be_judged
from .applications.transitions import UNDECIDED
from .decisions.free_places import FreePlaces
from .decisions.protocol_files import newest_protocol_path
from .drawing.next_steps import draw_to_name, steps_to_a_draw
from .intake.open_rows import open_rows, place_of, settling_command
from .memberships.confirmations import confirmations_among

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: So many municipalities are named in a command; of more, a person names them.
_NAMED = 5
_OUT = ("withdrawn", "superseded", "ineligible")


def open_matters(
    snapshot: Snapshot, cohort: Cohort, applications: Sequence[Application], free: FreePlaces | None, today: date
) -> Iterator[ActionItem]:
    """All that is open in a cohort.

    Args:
        snapshot: The data.
        cohort: Which.
        applications: All applications to it.
        free: Its free places, if it has any.
        today: The day; what has not begun by then is not asked for.
    """
    if draw_to_name(cohort, today):
        text = tr("{id}: the call names no draw, which counts only when it is named by the deadline", id=cohort.id)
        from .drawing.gates import naming_command

        yield ActionItem(text, naming_command(cohort), cohort.deadline, key="draw-unnamed", about=cohort.id)
    for _, row in open_rows(snapshot, cohort.id):
        from .intake.reasons import reason_in_words  # its table is long, and most days no row waits

        where = {"id": cohort.id, "name": row.name, "row": place_of(row), "reason": reason_in_words(row.reason)}
        text = tr("{id}: {name} (row {row}) needs a person ({reason})", **where)
        command = settling_command(cohort.id, row)
        yield ActionItem(text, command, urgent=True, key="row-needs-person", about=cohort.id)
    live = [each for each in applications if each.state not in _OUT]
    if newest_protocol_path(snapshot, cohort.id) is not None:
        yield from _after_admission(cohort, live, free, today)
    else:
        yield from _undecided(snapshot, cohort, live, today)


def _undecided(snapshot: Snapshot, cohort: Cohort, live: list[Application], today: date) -> Iterator[ActionItem]:
    if not live:
        return
    yield from _late(cohort, live)
    yield from _unscored(cohort, live)
    from .applications.derived_state import missing_items  # a cohort that is decided is not read so closely

    lacking = sum(bool(missing_items(each)) for each in live)
    may_come = cohort.supplement_deadline is not None and today <= cohort.supplement_deadline
    if (lacking and may_come) or (cohort.deadline and today <= cohort.deadline):
        return
    to_draw = list(steps_to_a_draw(snapshot, cohort, today))
    yield from to_draw
    if not to_draw:
        text = tr("{id}: {number} applications are not decided", id=cohort.id, number=len(live))
        if lacking:
            text = tr(
                "{id}: {number} applications are not decided ({lacking} lack something)",
                id=cohort.id,
                number=len(live),
                lacking=lacking,
            )
        yield ActionItem(text, _deciding(cohort), key="applications-undecided", about=cohort.id)


def _late(cohort: Cohort, live: list[Application]) -> Iterator[ActionItem]:
    for each in live:
        if each.state in UNDECIDED and is_to_be_judged(each, cohort):
            text = tr(
                "{id}: {municipality} came late, with an early postmark", id=cohort.id, municipality=each.municipality
            )
            command = f"kvadmin application accept-late {quote(cohort.id)} {each.municipality} --why TEXT"
            yield ActionItem(text, command, urgent=True, key="late-to-judge", about=cohort.id)


def _unscored(cohort: Cohort, live: list[Application]) -> Iterator[ActionItem]:
    """Where scores decide, an application without one stays undecided."""
    open_ones = [each for each in live if each.state in UNDECIDED]
    if not cohort.criteria and all(each.score is None and not each.points for each in live):
        return
    from .applications.derived_state import missing_items

    bare = [each for each in open_ones if each.score is None and not each.points and not missing_items(each)]
    if bare:
        text = tr("{id}: {number} applications have no score", id=cohort.id, number=len(bare))
        command = f"kvadmin application score FILE --cohort {quote(cohort.id)}"
        yield ActionItem(text, command, key="applications-unscored", about=cohort.id)


def _to_decide(application: Application, cohort: Cohort) -> bool:
    """Whether a promotion would decide on it: no question about it is open that leaves it undecided."""
    unscored = bool(cohort.criteria) and application.score is None and not application.points
    return application.state in UNDECIDED and not (
        is_to_be_judged(application, cohort) or unscored or application.question
    )


def _deciding(cohort: Cohort) -> str:
    """The command that decides, or what it lacks."""
    word = quote(cohort.id)
    if cohort.capacity is None:
        return f"kvadmin cohort set {word} capacity N"
    imported = any(each.to is None for each in cohort.memberships)  # they have their places by no decision of ours
    return f"kvadmin cohort promote {word}" if imported else f"kvadmin cohort admit {word}"


def _after_admission(
    cohort: Cohort, live: list[Application], free: FreePlaces | None, today: date
) -> Iterator[ActionItem]:
    word = quote(cohort.id)
    yield from _late(cohort, live)
    yield from _unscored(cohort, live)
    if free is not None and free.promoted:
        text = tr("{id}: free places {free}, waiting {waiting}", id=cohort.id, free=free.free, waiting=free.waiting)
        command = f"kvadmin cohort promote {word}"
        yield ActionItem(text, command, urgent=True, key="places-free", about=cohort.id)
    elif left := [each for each in live if _to_decide(each, cohort)]:
        text = tr("{id}: {number} applications came to light after the admission", id=cohort.id, number=len(left))
        command = f"kvadmin cohort promote {word}"
        yield ActionItem(text, command, key="applications-left-undecided", about=cohort.id)
    asked = confirmations_among(live, cohort, today)
    if asked.by is not None and asked.lacking:
        text = tr(
            "{id}: {number} with a place have not confirmed it; note each that does",
            id=cohort.id,
            number=len(asked.lacking),
        )
        who = " ".join(asked.lacking) if len(asked.lacking) <= _NAMED else "NUMBER..."
        command = f"kvadmin cohort confirm {word} {who}"
        key = "confirmations-overdue" if asked.overdue else "confirmations-due"
        yield ActionItem(text, command, asked.by, urgent=asked.overdue, key=key, about=cohort.id)
