"""Every goal of the programme, or of a part of it, with its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals, Membership

from .figure_history import History
from .figures import MayJudge, histories
from .goal_reasons import Reason
from .goal_state import NO_FIGURES, GoalState, judge_goal

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: Memberships that ended like this have left: their goals are listed, and not counted with those who stayed.
_LEFT = ("withdrawn", "merged")


class JudgedGoal(NamedTuple):
    """A goal of a municipality in a cohort, and what has come of it.

    ``left`` is the day on which the municipality left the cohort, when it had by then.
    """

    cohort: str
    municipality: str
    goal: Goal
    state: GoalState
    left: date | None = None


def judged_goals(
    data: Snapshot,
    indicators: Iterable[Indicator],
    as_of: date,
    *,
    cohort: str = "",
    indicator: str = "",
    municipality: str = "",
    may_show: MayJudge | None = None,
) -> list[JudgedGoal]:
    """The goals by cohort, municipality, and as they stand in the record; those of memberships that have begun.

    Args:
        data: The data.
        indicators: All that there are.
        as_of: The day on which they are judged.
        cohort: Only its goals.
        indicator: Only goals on it.
        municipality: Only its goals; the cohort must then be given.
        may_show: By which figures alone they are judged, where a state must not tell of others.
    """
    members = {(each.id, m): one for each in data.all(Cohort) for m, one in memberships(each, as_of).items()}
    if municipality:
        one = data.find(MemberGoals, f"{cohort}/{municipality}")
        every = [one] if one else []
    else:
        every = data.all(MemberGoals, under=cohort)
    records = [each for each in every if (each.cohort, each.municipality) in members]
    wanted: dict[str, set[str]] = {}
    for record in records:
        for goal in record.goals:
            if not indicator or goal.indicator == indicator:
                wanted.setdefault(goal.indicator, set()).add(record.municipality)
    known = {each.id: each for each in indicators if each.id in wanted}
    figures = {name: histories(data, found, wanted[name], may_show) for name, found in known.items()}
    judged = []
    for record in records:
        member = members[record.cohort, record.municipality]
        gone = member.to if has_left(member, as_of) else None
        for goal in record.goals:
            if goal.indicator in wanted:
                series = figures.get(goal.indicator, {}).get(record.municipality)
                state = _state(goal, series, known.get(goal.indicator), member, as_of)
                judged.append(JudgedGoal(record.cohort, record.municipality, goal, state, gone))
    return judged


def _state(
    goal: Goal, series: History | None, indicator: Indicator | None, member: Membership, as_of: date
) -> GoalState:
    if indicator is None:
        return GoalState(NO_FIGURES, (Reason("no-series", "", ()),))
    empty = series or History(indicator.period, 0, ())  # type: ignore[arg-type]  # checked where its figures are read
    return judge_goal(goal, empty, member.start, as_of, member.to)


def memberships(cohort: Cohort, as_of: date) -> dict[str, Membership]:
    """The membership of each municipality that had begun by the day: from its first day to its last one's end."""
    found: dict[str, Membership] = {}
    for each in sorted(cohort.memberships, key=lambda one: one.start):
        if each.start > as_of:
            continue
        first = found.get(each.municipality, each)
        found[each.municipality] = Membership(
            municipality=each.municipality, start=first.start, to=each.to, reason=each.reason
        )
    return found


def has_left(member: Membership, as_of: date) -> bool:
    """Whether a municipality had withdrawn, or become part of another, by the day."""
    return member.to is not None and member.to <= as_of and member.reason in _LEFT


def counted(goals: Sequence[JudgedGoal]) -> list[JudgedGoal]:
    """Those of municipalities that are there still, or have completed."""
    return [each for each in goals if each.left is None]
