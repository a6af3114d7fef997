"""What ``kvadmin status`` says of goals that are judged: how many are met, which are off track or without figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin.api.records import Cohort, Indicator, ProjectPlan

from ..periods import parse_period
from .goal_counts import GoalCounts, goal_counts
from .goal_state import MET, NO_FIGURES, OFF_TRACK, STATES
from .judged_goals import JudgedGoal, counted, judged_goals

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def judged_section(
    snapshot: Snapshot,
    indicators: Sequence[Indicator],
    running: Sequence[Cohort],
    waiting: Sequence[ActionItem],
    today: date,
) -> StatusSection:
    """A line per cohort that has goals, and what to do about them.

    Args:
        snapshot: The data.
        indicators: All that are stored.
        running: Cohorts of a programme that is not over.
        waiting: What stands before it: texts that wait to be confirmed.
        today: The reference date.
    """
    goals = judged_goals(snapshot, indicators, today)
    groups = [each for each in goal_counts(snapshot, goals, "cohort", today) if each.by == "cohort"]
    shown = [each for each in groups if sum(each.goals.values())]
    figures = [
        StatusFigure(f"goals-{state}", each.states.get(state, 0), each.cohort) for each in shown for state in STATES
    ]
    actions = [*waiting, *_without_figures(counted(goals), today)]
    for cohort in running:
        actions += _off_track(snapshot, cohort, [each for each in goals if each.cohort == cohort.id], today)
    return StatusSection(tr("Goals"), tuple(map(_line, shown)), tuple(actions), tuple(figures), (), ())


def _line(group: GoalCounts) -> str:
    return tr(
        "{id}: {met} of {all} municipalities have met their goals, {off} are off track, {none} have no goal confirmed",
        id=group.cohort,
        met=group.states.get(MET, 0),
        all=group.municipalities,
        off=group.states.get(OFF_TRACK, 0),
        none=group.no_goal,
    )


def _off_track(snapshot: Snapshot, cohort: Cohort, goals: Sequence[JudgedGoal], today: date) -> Iterator[ActionItem]:
    """Members with a goal off track, of whose plan nothing was noted since the figures that say so."""
    holders = set(cohort.holders_on(today))
    silent = []
    for number in sorted({each.municipality for each in goals if each.state.state == OFF_TRACK} & holders):
        plan = snapshot.find(ProjectPlan, f"{cohort.id}/{number}")
        noted = max((report.date for report in plan.reports), default=date.min) if plan else date.min
        behind = [each for each in goals if each.municipality == number and each.state.state == OFF_TRACK]
        if any(noted <= parse_period(each.state.until).last_day for each in behind):
            silent.append(number)
    if silent:
        text = tr(
            "{id}: {number} municipalities have a goal off track, and it is not noted what they do about it",
            id=cohort.id,
            number=len(silent),
        )
        who = silent[0] if len(silent) == 1 else "NUMBER"
        command = f"kvadmin plan set {quote(cohort.id)} {who} --report TEXT"
        yield ActionItem(text, command, key="goals-off-track", about=cohort.id)


def _without_figures(goals: Sequence[JudgedGoal], today: date) -> Iterator[ActionItem]:
    """Goals whose date has gone by, and that nobody has reported figures for."""
    late: dict[str, set[str]] = {}
    for each in goals:
        if each.state.state == NO_FIGURES and each.goal.by is not None and each.goal.by <= today:
            late.setdefault(each.goal.indicator, set()).add(each.municipality)
    for indicator, numbers in sorted(late.items()):
        text = tr(
            "{indicator}: the day of a goal of {number} municipalities is past, and there are no figures",
            indicator=indicator,
            number=len(numbers),
        )
        command = f"kvadmin evaluation import FILE --indicator {quote(indicator)}"
        yield ActionItem(text, command, key="goals-without-figures", about=indicator)
