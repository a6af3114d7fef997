"""What the texts of goals propose: worked out from the records whenever it is asked for, never stored.

A text is settled when a confirmed goal carries it, when a person has said that it is no goal for figures, or when it
says the same as what is confirmed. One that has been changed since comes up anew, and replaces the goal of the text
that is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from kvadmin.api import Snapshot
from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals, Membership, MunicipalityOutline

from .goal_reader import LeftText, read_goals
from .goal_records import goal_key, goal_problems, goals_at, membership_of, says_the_same
from .goal_texts import GoalText, goal_texts

#: Fields that hold one text: what a new text does not say, its goals do not either.
_ONE_TEXT = ("quality_goal", "sick_leave_goal")
#: A year of which more than this lay before the membership is rather the year that a level is of.
_ALREADY = timedelta(days=183)


@dataclass(frozen=True)
class GoalProposal:
    """What one text proposes.

    Attributes:
        text: The text.
        goals: The goals that it has for certain; none when it is left to a person.
        left: Why it is left; None when it is certain.
        replaces: Confirmed goals of a text that is gone, in whose place these come.
    """

    text: GoalText
    goals: tuple[Goal, ...] = ()
    left: LeftText | None = None
    replaces: tuple[Goal, ...] = ()


def goal_proposals(
    data: Snapshot, cohorts: Iterable[Cohort], indicators: Sequence[Indicator], numbers: Collection[str] | None = None
) -> list[GoalProposal]:
    """Every text that is not settled, by cohort, member and source."""
    asked = None if numbers is None else {"number": numbers}
    names = {each.number: each.name for each in data.outlines(MunicipalityOutline, asked)}
    found = []
    for cohort in cohorts:
        by_member: dict[str, list[GoalText]] = {}
        for text in goal_texts(data, cohort, numbers):
            by_member.setdefault(text.municipality, []).append(text)
        for number, texts in by_member.items():
            own = [names[number]] if number in names else []
            lot = _of_member(texts, goals_at(data, cohort.id, number), indicators, own)
            found += [_possible(each, indicators, membership_of(cohort, number)) for each in lot]
    return found


def _possible(proposal: GoalProposal, indicators: Sequence[Indicator], membership: Membership | None) -> GoalProposal:
    """The proposal, or why it is left: what a person may not set is not proposed either."""
    known = {each.id: each for each in indicators}
    for goal in proposal.goals:
        for _, problem, _hint in goal_problems(goal, known.get(goal.indicator), membership):
            return replace(proposal, goals=(), replaces=(), left=LeftText("cannot-be", problem))
        if membership and goal.since and membership.start - goal.since > _ALREADY:
            return replace(proposal, goals=(), replaces=(), left=LeftText("time"))
    return proposal


def _of_member(
    texts: Sequence[GoalText], stored: MemberGoals, indicators: Sequence[Indicator], names: Sequence[str]
) -> list[GoalProposal]:
    settled = {(each.source, each.text) for each in stored.goals}
    settled |= {(each.source, each.text) for each in stored.not_judged}
    there = {(each.source, each.text) for each in texts}
    gone = [each for each in stored.goals if each.source and (each.source, each.text) not in there]
    proposals: list[GoalProposal] = []
    for text in texts:
        if (text.source, text.text) in settled:
            continue
        read = read_goals(text.text, text.source, indicators, names)
        if isinstance(read, LeftText):
            proposals.append(GoalProposal(text, left=read))
            continue
        old = [each for each in gone if each.source == text.source]
        replaces = tuple(
            each for each in old if text.source in _ONE_TEXT or goal_key(each) in {goal_key(goal) for goal in read}
        )
        others = [each for each in stored.goals if each not in replaces]
        if not replaces and all(any(says_the_same(goal, each) for each in others) for goal in read):
            continue
        taken = next((goal for goal in read if goal_key(goal) in {goal_key(each) for each in others}), None)
        left = LeftText("taken", taken.indicator) if taken else None
        proposals.append(GoalProposal(text, () if left else read, left, () if left else replaces))
    return _without_conflicts(proposals)


def _without_conflicts(proposals: Sequence[GoalProposal]) -> list[GoalProposal]:
    """Of texts that say the same the first; texts that contradict each other are all left."""
    lot: dict[tuple[str, str], list[Goal]] = {}
    for goal in (goal for each in proposals for goal in each.goals):
        lot.setdefault(goal_key(goal), []).append(goal)
    clashing = {key for key, goals in lot.items() if not all(says_the_same(goals[0], each) for each in goals)}
    kept: list[GoalProposal] = []
    seen: set[tuple[str, str]] = set()
    for each in proposals:
        keys = {goal_key(goal) for goal in each.goals}
        if both := sorted(keys & clashing):
            kept.append(replace(each, goals=(), left=LeftText("conflict", both[0][0]), replaces=()))
        elif not keys or keys - seen:
            kept.append(each)
            seen |= keys
    return kept
