"""What a draw still needs, for ``kvadmin status``: a name in the call, the freeze, its value; each with its command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import KvadminError, tr
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Cohort

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def draw_to_name(cohort: Cohort, today: date) -> bool:
    """Whether the call can still name a draw that counts, and has neither one nor a fixed seed."""
    unnamed = cohort.draw is None and not cohort.lottery_seed
    return unnamed and cohort.capacity is not None and cohort.deadline is not None and today <= cohort.deadline


def steps_to_a_draw(snapshot: Snapshot, cohort: Cohort, today: date) -> Iterator[ActionItem]:
    """What comes before the admission of a cohort that is drawn; nothing when the draw is entered.

    Args:
        snapshot: The data.
        cohort: A cohort with applications that nobody has decided on, after its deadline.
        today: The day.
    """
    draw = cohort.draw
    if draw is None:
        return
    from .declaration import DRAWN
    from .gates import draw_command, freeze_command

    if draw.source not in DRAWN or cohort.capacity is None or (cohort.draws and cohort.freezes):
        return
    overdue = draw.day is not None and today >= draw.day
    if not cohort.freezes:
        text = tr("{id}: the list is to be closed before the draw", id=cohort.id)
        yield ActionItem(text, freeze_command(cohort), draw.day, urgent=overdue, key="freeze-due", about=cohort.id)
        return
    if _outdated(snapshot, cohort, today):
        text = tr("{id}: what decides has changed since the list was closed", id=cohort.id)
        command = f"kvadmin cohort freeze {quote(cohort.id)} --why TEXT"
        yield ActionItem(text, command, draw.day, urgent=True, key="freeze-outdated", about=cohort.id)
    text = tr("{id}: the draw is to be entered", id=cohort.id)
    yield ActionItem(text, draw_command(cohort), draw.day, urgent=overdue, key="draw-due", about=cohort.id)


def _outdated(snapshot: Snapshot, cohort: Cohort, today: date) -> bool:
    """Whether a freeze of today would hold something else; what plugins say against applicants is not asked here."""
    from ..decisions.rule_inputs import applicants_of, call_of
    from .frozen_files import frozen_document, still_same

    last = cohort.freezes[-1]
    try:
        applicants = applicants_of(snapshot, cohort, today)
        return not still_same(snapshot, last, frozen_document(cohort, last.number, applicants, call_of(cohort)))
    except KvadminError:  # the command says what is wrong
        return True
