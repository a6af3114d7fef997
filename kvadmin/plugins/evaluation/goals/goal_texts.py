"""The texts that goals stand in: the two goals of an application, and the goals of a project plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from kvadmin.api import Snapshot
from kvadmin.api.records import Application, Cohort, Goal, ProjectPlan


class GoalText(NamedTuple):
    """What a membership has written in one of ``Goal.SOURCES``."""

    cohort: str
    municipality: str
    source: str
    text: str


def goal_texts(data: Snapshot, cohort: Cohort, numbers: Collection[str] | None = None) -> Iterator[GoalText]:
    """Every text of goals of the members of a cohort, by member and source; a text that stands twice comes once.

    Args:
        data: The programme.
        cohort: Whose members; one that has withdrawn has no goals to judge.
        numbers: Only these members.
    """
    applications = {each.municipality: each for each in data.all(Application, under=cohort.id)}
    plans = {each.municipality: each for each in data.all(ProjectPlan, under=cohort.id)}
    members = [each.municipality for each in cohort.memberships if each.reason != "withdrawn"]
    for number in dict.fromkeys(members):
        if numbers is not None and number not in numbers:
            continue
        for source in Goal.SOURCES:
            for text in dict.fromkeys(_written(source, applications.get(number), plans.get(number))):
                if text.strip():
                    yield GoalText(cohort.id, number, source, text.strip())


def _written(source: str, application: Application | None, plan: ProjectPlan | None) -> list[str]:
    if source in ("project_goals", "effect_goals"):
        return list(getattr(plan, source)) if plan else []
    return [application.contents.get(source, "")] if application else []
