"""``sheet out plans``: what ``plan set`` knows of a project plan; its goals have rows of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.api import Session, Transaction
from kvadmin.api.records import ProjectPlan
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    cell_by_cell,
    chosen_numbers,
    extra_columns,
    extra_values,
    field_column,
)

from ..commands.plans.plan_fields import PLAN_FIELDS
from ..plans.plan_change import PlanChange, changed_plan, with_plan_field
from ..plans.plan_lists import names_of, plans_by_cohort

_WHO = (
    SheetColumn("municipality", "No.", rank=9),
    SheetColumn("name", "Municipality", rank=9),
    SheetColumn("cohort", "Cohort"),
)
_WORDS = {"status": tuple(ProjectPlan.STATUSES)}


class _PlanSheet:
    """One row per membership, also where nothing is noted yet."""

    adds: tuple[str, ...] = ()
    removes = ""
    personal = False

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del scope
        fields = [field_column(each, words=_WORDS.get(each.name, ())) for each in PLAN_FIELDS.fields if not each.many]
        return (*_WHO, *fields, *extra_columns(run, ProjectPlan))

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        names, chosen = names_of(run), chosen_numbers(run, scope)
        extra = bool(extra_columns(run, ProjectPlan))
        rows = []
        for plan in (plan for _, plans in plans_by_cohort(run, scope.cohort or None) for plan in plans):
            if chosen is None or plan.municipality in chosen:
                key = f"{plan.cohort}/{plan.municipality}"
                values: dict[str, Any] = {each.name: getattr(plan, each.name) for each in PLAN_FIELDS.fields}
                values |= {"cohort": plan.cohort, "municipality": plan.municipality}
                values |= extra_values(run, ProjectPlan, key) if extra else {}
                rows.append(SheetRow(key, {**values, "name": names.get(plan.municipality, "")}))
        return rows

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``plan set`` does: a new status is a report of today."""
        del scope
        added = {each.name for each in extra_columns(run, ProjectPlan)}
        new: dict[str, ProjectPlan] = {}

        def put(key: str, name: str, value: Any) -> None:
            plan = new.get(key) or plan_at(run, key)
            if name not in added:
                plan = changed_plan(plan, with_plan_field(PlanChange(), name, value), run.today)
            new[key] = plan

        problems = cell_by_cell(edits.changed, put)
        for key, plan in new.items():
            put_plan(run, change, key, plan)
            for name in added & edits.changed[key].keys():
                change.set_extra(ProjectPlan, key, name, edits.changed[key][name] or None)
        return problems


def plan_at(run: Session, key: str) -> ProjectPlan:
    """The plan with that key, an empty one where nothing is noted yet."""
    cohort, _, municipality = key.rpartition("/")
    return run.data.find(ProjectPlan, key) or ProjectPlan(cohort=cohort, municipality=municipality)


def put_plan(run: Session, change: Transaction, key: str, plan: ProjectPlan) -> None:
    """Put a plan into the transaction, a new one or a changed one."""
    if run.data.find(ProjectPlan, key) is None:
        change.create(plan)
    else:
        change.update(plan)


#: The noun ``plans``.
PLAN_SHEET = _PlanSheet()
