"""The table of goals and what has come of them, as of the day of the package."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kvadmin.api import Snapshot
from kvadmin.api.records import Goal, Indicator

from ...progress.figures import MayJudge
from ...progress.goal_state import STATES
from ...progress.judged_goals import JudgedGoal, judged_goals
from ..codebooks.code_labels import GOAL_SIDE, GOAL_STATE
from ..dictionary import DataTable, Variable, coded
from .private_tables import COHORT, MUNICIPALITY, table

GOALS = "goals"
#: Digits of a mean: what a figure has, and enough to tell it from a target.
_DIGITS = 6


def goal_tables(
    data: Snapshot, indicators: Sequence[Indicator], today: date, may_show: MayJudge | None = None
) -> list[DataTable]:
    """The table, when a goal is confirmed; none else. Reasons are codes, as ``evaluation goals`` says them in JSON.

    ``may_show``: by which figures alone goals are judged, so that no state tells of those that are hidden.
    """
    goals = judged_goals(data, indicators, today, may_show=may_show)
    if not goals:
        return []
    return [
        table(
            GOALS,
            "Mål og måloppnåelse",
            "Mål og måloppnåing",
            (
                MUNICIPALITY,
                COHORT,
                Variable("indicator", "Indikator", "Indikator"),
                Variable("kind", "Slag mål", "Slag mål", "code", coded(Goal.KINDS, Goal.KINDS)),
                Variable("direction", "Høyst eller minst", "Høgst eller minst", "code", coded(GOAL_SIDE, GOAL_SIDE)),
                Variable("from_value", "Utgangspunkt", "Utgangspunkt", "decimal"),
                Variable("to_value", "Målet", "Målet", "decimal"),
                Variable("since_date", "Gjelder fra", "Gjeld frå", "date"),
                Variable("by_date", "Skal nås innen", "Skal nåast innan", "date"),
                Variable("mean", "Nivå nå (middelverdi)", "Nivå no (middelverdi)", "decimal"),
                Variable("figures", "Antall tall i nivået", "Talet på tal i nivået", "int"),
                Variable("first_period", "Første periode i nivået", "Fyrste periode i nivået"),
                Variable("last_period", "Siste periode i nivået", "Siste periode i nivået"),
                Variable("reasons", "Grunner (koder)", "Grunnar (kodar)"),
                Variable("state", "Måloppnåelse", "Måloppnåing", "code", coded(STATES, GOAL_STATE)),
            ),
            map(_row, sorted(goals, key=_order)),
        )
    ]


def _order(each: JudgedGoal) -> tuple[str, ...]:
    return each.municipality, each.cohort, each.goal.indicator, each.goal.kind


def _row(each: JudgedGoal) -> tuple[object, ...]:
    goal, state = each.goal, each.state
    mean = None if state.mean is None else round(state.mean, _DIGITS)
    return (
        *(each.municipality, each.cohort, goal.indicator, goal.kind, goal.direction),
        *(goal.start, goal.to, goal.since, goal.by),
        *(mean, state.figures or None, state.since, state.until),
        *(" ".join(reason.code for reason in state.reasons), state.state),
    )
