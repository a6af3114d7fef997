"""``sheet out goals``: the project goals and effect goals of the plans, one in each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kvadmin.api import Session, Transaction, UsageError, tr
from kvadmin.api.commands import REQUIRED, Settable
from kvadmin.api.records import Cohort
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    check_shown_municipality,
    chosen_numbers,
    field_column,
    row_by_row,
)
from kvadmin.api.wording import near_names

from ..commands.plans.plan_fields import PLAN_FIELDS
from ..plans.plan_change import PlanChange, changed_plan, with_plan_field
from ..plans.plan_lists import member_number, names_of, plans_by_cohort
from .plan_sheet import plan_at, put_plan

#: What kind of goal a row is -> the field of the plan that it stands in.
GOAL_KINDS = {"project goal": "project_goals", "effect goal": "effect_goals"}
_GOAL = Settable("goal", PLAN_FIELDS.find("project_goals").read, empty=REQUIRED)
_COLUMNS = (
    SheetColumn("municipality", "No.", rank=9),
    SheetColumn("name", "Municipality", rank=9),
    SheetColumn("kind", "Kind", words=tuple(GOAL_KINDS)),
    # A goal is known by its place in the list: where the list has changed since, the place may be another's.
    replace(field_column(_GOAL, "Goal"), identity=True),
)
#: Municipality and field -> the goals of the list as they will be; None for one that goes.
_Lists = dict[tuple[str, str], list[str | None]]


class _GoalSheet:
    """One row per goal, project goals first, in the order of the plan; a new row is one more goal at the end."""

    adds: tuple[str, ...] = ("municipality", "kind", "goal")
    removes = "the goal is taken out of the plan"
    personal = False

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del run, scope
        return _COLUMNS

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        names, chosen = names_of(run), chosen_numbers(run, scope)
        return [
            SheetRow(
                f"{plan.municipality}/{field}/{at}",
                {
                    "municipality": plan.municipality,
                    "name": names.get(plan.municipality, ""),
                    "kind": kind,
                    "goal": goal,
                },
            )
            for _, plans in plans_by_cohort(run, scope.cohort)
            for plan in plans
            if chosen is None or plan.municipality in chosen
            for kind, field in GOAL_KINDS.items()
            for at, goal in enumerate(getattr(plan, field))
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``plan set --project-goal`` and ``--effect-goal`` do; the other goals of the list stay."""
        cohort = run.data.get(Cohort, scope.cohort)
        lists = _present_goals(run, cohort.id)
        touched: dict[tuple[str, str], None] = {}
        wanted: dict[str, str | None] = {key: cells["goal"] for key, cells in edits.changed.items()}
        for key, goal in {**wanted, **dict.fromkeys(edits.removed)}.items():
            number, field, at = key.split("/")
            lists[number, field][int(at)] = goal
            touched[number, field] = None

        def add(key: str, values: Mapping[str, Any]) -> None:
            place = member_number(run, cohort, values["municipality"]), _field_of(values["kind"])
            check_shown_municipality(run, place[0], edits.shown.get(key, {}).get("name", ""))
            if values["goal"] not in lists[place]:
                lists[place].append(values["goal"])
                touched[place] = None

        problems = row_by_row(edits.added, add)
        for number in dict.fromkeys(number for number, _ in touched):
            key = f"{cohort.id}/{number}"
            changes = PlanChange()
            for field in GOAL_KINDS.values():
                if (number, field) in touched:
                    changes = with_plan_field(changes, field, [goal for goal in lists[number, field] if goal])
            put_plan(run, change, key, changed_plan(plan_at(run, key), changes, run.today))
        return problems


def _present_goals(run: Session, cohort: str) -> _Lists:
    lists: _Lists = defaultdict(list)
    for _, plans in plans_by_cohort(run, cohort):
        for plan in plans:
            lists |= {(plan.municipality, field): list(getattr(plan, field)) for field in GOAL_KINDS.values()}
    return lists


def _field_of(kind: str) -> str:
    """The field of a kind of goal.

    Raises:
        UsageError: It is neither.
    """
    if kind not in GOAL_KINDS:
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=kind),
            hint=tr("one of {words}", words=", ".join(tr(each) for each in GOAL_KINDS)),
            near=near_names(kind, GOAL_KINDS),
            code="unknown-word",
        )
    return GOAL_KINDS[kind]


#: The noun ``goals``.
GOAL_SHEET = _GoalSheet()
