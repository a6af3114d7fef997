"""The goals of a membership as they are stored: what is wrong with one, and putting one in or taking one out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from kvadmin.api import tr
from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals, Membership
from kvadmin.api.wording import did_you_mean, near_names

from ..indicators.indicator_catalogue import keep_lent

if TYPE_CHECKING:
    from kvadmin.api import Session, Snapshot, Transaction

_FIGURES = ("indicator", "kind", "start", "to", "direction", "since", "by")


def goals_at(data: Snapshot, cohort: str, municipality: str) -> MemberGoals:
    """The goals of a membership; a record without any where there is none."""
    return data.find(MemberGoals, f"{cohort}/{municipality}") or MemberGoals(cohort=cohort, municipality=municipality)


def put_goals(run: Session, change: Transaction, lots: Iterable[MemberGoals]) -> None:
    """Put the goals of memberships into the transaction, with the indicators that plugins lend them."""
    several = list(lots)
    for goals in several:
        _put(run, change, goals)
    keep_lent(run, change, (goal.indicator for goals in several for goal in goals.goals))


def _put(run: Session, change: Transaction, goals: MemberGoals) -> None:
    """Put the goals of one membership; a record that holds nothing any more goes."""
    key = f"{goals.cohort}/{goals.municipality}"
    before = run.data.find(MemberGoals, key)
    if before is None:
        if goals.goals or goals.not_judged:
            change.create(goals)
    elif not goals.goals and not goals.not_judged:
        change.delete(MemberGoals, key)
    elif goals != before:
        change.update(goals)


def with_goal(goals: MemberGoals, goal: Goal, instead_of: Iterable[Goal] = ()) -> MemberGoals:
    """The goals with one more, in place of the one of its indicator and kind and of those that it replaces."""
    gone = list(instead_of)
    left = [each for each in goals.goals if each not in gone and goal_key(each) != goal_key(goal)]
    return msgspec.structs.replace(goals, goals=sorted([*left, goal], key=goal_key))


def without_goal(goals: MemberGoals, goal: Goal) -> MemberGoals:
    """The goals without one."""
    return msgspec.structs.replace(goals, goals=[each for each in goals.goals if goal_key(each) != goal_key(goal)])


def goal_key(goal: Goal) -> tuple[str, str]:
    """What a membership has one goal at most of: indicator and kind."""
    return goal.indicator, goal.kind


def says_the_same(one: Goal, other: Goal) -> bool:
    """Whether two goals ask the same, wherever their words stand."""
    return all(getattr(one, field) == getattr(other, field) for field in _FIGURES)


def membership_of(cohort: Cohort, municipality: str) -> Membership | None:
    """The latest membership of a municipality in a cohort."""
    found = [each for each in cohort.memberships if each.municipality == municipality]
    return max(found, key=lambda each: each.start, default=None)


def goal_problems(
    goal: Goal, indicator: Indicator | None, membership: Membership | None
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a goal: its field, a sentence, a hint.

    Args:
        goal: The goal.
        indicator: The one it is of; None when it is not there, which is found elsewhere.
        membership: Whose goal it is.
    """
    for field, value, known in (
        ("kind", goal.kind, tuple(Goal.KINDS)),
        ("direction", goal.direction, Goal.DIRECTIONS),
        ("source", goal.source, ("", *Goal.SOURCES)),
    ):
        if value not in known:
            text = tr("unknown {field} {value!r}", field=field, value=value)
            hint = did_you_mean(near_names(value, known)) or tr("one of {known}", known=", ".join(filter(None, known)))
            yield field, text, hint
    if indicator and indicator.direction in Goal.DIRECTIONS and goal.direction != indicator.direction:
        yield (
            "direction",
            tr(
                "the goal is to {direction}, and {indicator} should {other}",
                direction=tr(goal.direction),
                indicator=indicator.id,
                other=tr(indicator.direction),
            ),
            tr("kvadmin evaluation indicators set {id} --direction D, if the indicator is wrong", id=indicator.id),
        )
    if goal.kind == "reach" and goal.start is not None and _goes_wrong(goal):
        text = tr(
            "from {start} to {to} does not {direction}", start=goal.start, to=goal.to, direction=tr(goal.direction)
        )
        yield "to", text, ""
    if goal.kind == "keep" and goal.start is not None:
        yield "start", tr("a figure that is kept comes from no other"), ""
    for field, figure in (("start", goal.start), ("to", goal.to)):
        if indicator and indicator.is_percent and figure is not None and not 0 <= figure <= 100:
            yield field, tr("{figure} per cent cannot be", figure=figure), ""
    if goal.since and goal.by and goal.by < goal.since:
        yield "by", tr("it ends on {by}, before it begins on {since}", by=goal.by, since=goal.since), ""
    elif membership and goal.by and goal.by < membership.start:
        yield (
            "by",
            tr("the goal is for {by}, before the membership begins on {start}", by=goal.by, start=membership.start),
            "",
        )


def _goes_wrong(goal: Goal) -> bool:
    start = goal.start if goal.start is not None else goal.to
    return start <= goal.to if goal.direction == "decrease" else start >= goal.to
