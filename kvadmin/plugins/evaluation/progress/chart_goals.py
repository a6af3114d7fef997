"""A municipality's own goal on its chart: the line is the goal's, and the picture says the state in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api.records import Goal, Indicator

from ..measurements.judged_series import JudgedSeries
from ..spc.interpretation import assurance, last_observed
from .judged_goals import JudgedGoal, counted, judged_goals

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: Municipality and indicator.
GoalKey = tuple[str, str]


def own_goals(data: Snapshot, indicators: Sequence[Indicator], today: date) -> dict[GoalKey, JudgedGoal]:
    """The goal that is drawn of each municipality and indicator: of several one to reach, the one with the last day."""
    found: dict[GoalKey, JudgedGoal] = {}
    known = {each.id for each in indicators}
    goals = [each for each in counted(judged_goals(data, indicators, today)) if each.goal.indicator in known]
    for each in sorted(goals, key=lambda one: (one.goal.kind == "reach", one.goal.by or date.min, one.cohort)):
        found[each.municipality, each.goal.indicator] = each
    return found


def with_own_goal(judged: JudgedSeries, own: JudgedGoal) -> JudgedSeries:
    """As :func:`with_goal`, for a goal that has been judged."""
    return with_goal(judged, own.goal)


def with_goal(judged: JudgedSeries, goal: Goal) -> JudgedSeries:
    """The series with the goal's figure as its target, in place of any other, judged against it on the goal's side."""
    target, direction = float(goal.to), goal.direction
    judgement = judged.judgement
    line = (target,) * len(judgement.points)
    found = assurance(target, direction, last_observed(judgement.points))  # type: ignore[arg-type]  # one of the two
    return judged._replace(judgement=replace(judgement, target=target, targets=line, seconds=(), assurance=found))
