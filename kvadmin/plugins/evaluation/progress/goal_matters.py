"""What of the goals stands in ``kvadmin status``: how many are met, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusSection
from kvadmin.api.records import Cohort, Indicator, MemberGoals, Programme

from ..indicators.indicator_catalogue import stored_indicators
from ..plans.plan_matters import is_over

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def goal_section(
    snapshot: Snapshot, cohorts: Sequence[Cohort], programme: Programme | None, today: date
) -> StatusSection:
    """A line per cohort that has goals, and what to do about them; where none is confirmed, what texts say."""
    title = tr("Goals")
    indicators = stored_indicators(snapshot)
    running = [] if is_over(programme, today) else cohorts
    # What is wanted by those who have not begun is judged by nobody yet: there is time, and texts cost time to read.
    begun = [cohort for cohort in running if any(each.start <= today for each in cohort.memberships)]
    waiting = [item for cohort in begun for item in _unconfirmed(snapshot, cohort, indicators)]
    if not any(each.goals for each in snapshot.all(MemberGoals)):
        return StatusSection(title, (), tuple(waiting), (), (), ())
    from .judged_matters import judged_section  # without goals nothing is judged, and nothing of it loaded

    return judged_section(snapshot, indicators, running, waiting, today)


def _unconfirmed(snapshot: Snapshot, cohort: Cohort, indicators: Sequence[Indicator]) -> Iterator[ActionItem]:
    """Texts that say a goal for certain, and that nobody has confirmed; what is left to a person is no matter here."""
    if not indicators:
        return
    from ..goals.goal_proposals import goal_proposals

    sure = [each for each in goal_proposals(snapshot, [cohort], indicators) if each.goals]
    if sure:
        text = tr(
            "{id}: {number} texts of goals say for certain what is wanted, and it is not confirmed",
            id=cohort.id,
            number=len(sure),
        )
        who = sure[0].text.municipality if len({each.text.municipality for each in sure}) == 1 else "--all"
        command = f"kvadmin evaluation goals confirm {quote(cohort.id)} {who}"
        yield ActionItem(text, command, key="goals-unconfirmed", about=cohort.id)
