"""How many municipalities have met their goals: by municipality, network, cohort, and in the whole programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kvadmin.api import UnknownName
from kvadmin.api.records import Cohort, Networks

from .goal_state import MET, NO_FIGURES, OFF_TRACK, ON_TRACK, STATES, TOO_EARLY
from .judged_goals import JudgedGoal, has_left, memberships

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

LEVELS = ("municipality", "network", "cohort", "programme")
#: A municipality stands where the goal stands that most asks for somebody's attention.
_FIRST = (OFF_TRACK, NO_FIGURES, TOO_EARLY, ON_TRACK, MET)


class GoalCounts(NamedTuple):
    """One group: its municipalities, each counted once.

    ``states`` says how many stand where; those with no goal that a person has confirmed are ``no_goal``, and together
    they are ``municipalities``. ``left`` had goals and have left, and are none of these. ``goals`` counts goals.
    """

    by: str
    cohort: str
    group: str
    municipalities: int
    states: Mapping[str, int]
    no_goal: int
    left: int
    goals: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """With the states as keys of their own."""
        found = {"by": self.by, "cohort": self.cohort, "group": self.group, "municipalities": self.municipalities}
        return found | _keyed(self.states) | {
            "no_goal": self.no_goal,
            "left": self.left,
            "goals": _keyed(self.goals),
        }  # fmt: skip


def _keyed(states: Mapping[str, int]) -> dict[str, int]:
    return {state.replace("-", "_"): states.get(state, 0) for state in STATES}


def goal_counts(
    data: Snapshot, goals: Sequence[JudgedGoal], by: str, as_of: date, cohort: str = ""
) -> list[GoalCounts]:
    """The groups of a level, and the programme as the last when it is all of it.

    Args:
        data: Cohorts and networks.
        goals: As :func:`.judged_goals` has them.
        by: One of :data:`LEVELS`.
        as_of: Who is a member on that day, or has completed by then.
        cohort: Only its members.
    """
    cohorts = [each for each in data.all(Cohort) if not cohort or each.id == cohort]
    present = {each.id: _present(each, as_of) for each in cohorts}
    found: list[GoalCounts] = []
    for name, members in present.items():
        own = [each for each in goals if each.cohort == name]
        if by == "municipality":
            found += [_counts(by, name, number, {number}, own) for number in sorted(members)]
        elif by == "network":
            found += [_counts(by, name, group, inside, own) for group, inside in _networks(data, name, members)]
        elif by == "cohort":
            found.append(_counts(by, name, name, members, own))
    if not cohort:
        found.append(_counts("programme", "", "", set().union(*present.values()), goals))
    return found


def _present(cohort: Cohort, as_of: date) -> set[str]:
    """Members on that day, and who has completed by then."""
    return {number for number, each in memberships(cohort, as_of).items() if not has_left(each, as_of)}


def _networks(data: Snapshot, cohort: str, members: set[str]) -> list[tuple[str, set[str]]]:
    """The networks of a cohort with those of its members who are there; last those who are in none."""
    try:
        record = data.find(Networks, cohort)
    except UnknownName:  # the network plugin is switched off: nothing is known of them
        record = None
    found = [(each.id, set(each.members) & members) for each in record.networks] if record else []
    rest = members.difference(*(inside for _, inside in found))
    return [*found, ("", rest)] if rest else found


def _counts(by: str, cohort: str, group: str, members: set[str], goals: Iterable[JudgedGoal]) -> GoalCounts:
    worst: dict[str, str] = {}
    every: Counter[str] = Counter()
    left = set()
    for each in goals:
        if each.left is not None:
            left.add(each.municipality)
            continue
        number, state = each.municipality, each.state.state
        if number in members:
            every[state] += 1
            if number not in worst or _FIRST.index(state) < _FIRST.index(worst[number]):
                worst[number] = state
    gone = len(left - members) if by in ("cohort", "programme") else 0
    return GoalCounts(by, cohort, group, len(members), Counter(worst.values()), len(members) - len(worst), gone, every)
