"""How each goal of a membership stands: the one place of the reports that asks the judgement of goals."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kvadmin.api import Session
from kvadmin.api.records import Goal, MemberGoals

from ..measurements.value_files import values_path

#: The states, in the order in which reports count them.
STATES = ("met", "on-track", "off-track", "too-early", "no-figures")


class GoalState(NamedTuple):
    """A goal and how it stands: one of :data:`STATES`."""

    goal: Goal
    state: str


def states(run: Session, cohort: str, municipality: str, today: date) -> list[GoalState]:  # noqa: ARG001 - the place
    """The goals of a membership with their states, in the order of its record.

    PLACEHOLDER: tells no more than whether there are figures; the judgement of ``evaluation goals`` takes its place.

    Args:
        run: The session.
        cohort: Id of the cohort.
        municipality: Number of the municipality.
        today: The reference date.
    """
    record = run.data.find(MemberGoals, f"{cohort}/{municipality}")
    if record is None:
        return []
    row = f"\n{municipality},".encode()
    known = {each.indicator for each in record.goals if row in (run.data.read_file(values_path(each.indicator)) or b"")}
    return [GoalState(each, "too-early" if each.indicator in known else "no-figures") for each in record.goals]
