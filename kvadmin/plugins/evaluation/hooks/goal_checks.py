"""What ``kvadmin check`` finds in goals that figures judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.records import Cohort, Indicator, MemberGoals

from ..goals.goal_records import goal_key, goal_problems, membership_of

#: A path in a record -> its file, line and column.
Placed = Callable[..., tuple[str, int, int]]


def goal_findings(
    snapshot: Snapshot, indicators: Sequence[Indicator], place_of: Callable[[str], tuple[str, int, int]]
) -> Iterator[Finding]:
    """Goals that cannot be, each at its line; an indicator that is not there is named by the references.

    Args:
        snapshot: The programme.
        indicators: Those of the programme.
        place_of: From ``file:line:column`` to its parts.
    """
    known = {each.id: each for each in indicators}
    cohorts = {each.id: each for each in snapshot.all(Cohort)}
    for of in snapshot.all(MemberGoals):
        key = f"{of.cohort}/{of.municipality}"

        def place(*path: str | int, key: str = key) -> tuple[str, int, int]:
            return place_of(snapshot.where(MemberGoals, key, path))

        membership = membership_of(cohorts[of.cohort], of.municipality) if of.cohort in cohorts else None
        for at, goal in enumerate(of.goals):
            for field, text, hint in goal_problems(goal, known.get(goal.indicator), membership):
                yield Finding(*place("goals", at, field), f"goal-{field}", text, hint or None)
        yield from _twice(of, place)


def _twice(of: MemberGoals, place: Placed) -> Iterator[Finding]:
    for (indicator, kind), count in Counter(map(goal_key, of.goals)).items():
        if count > 1:
            text = tr("{count} goals to {kind} a figure of {id}", count=count, kind=tr(kind), id=indicator)
            yield Finding(*place("goals"), "goal-twice", text)
