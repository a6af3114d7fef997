"""``sheet out judged-goals``: the goals that figures can judge, one in each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from kvadmin.api import KvadminError, Session, Transaction, UsageError, tr
from kvadmin.api.commands import REQUIRED, Settable, choice, parse_figure
from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    check_shown_municipality,
    chosen_numbers,
    field_column,
    problem_of,
    row_by_row,
)

from ..goals.goal_changes import goal_of, parse_goal_day, said_goal
from ..goals.goal_records import goal_problems, goals_at, membership_of, put_goals, with_goal, without_goal
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from ..plans.plan_lists import member_number, names_of

#: What ``kind`` says in a cell: as ``--keep`` does, or nothing else than to reach.
_KINDS = {"reach": ("reach", ""), "keep at most": ("keep", "decrease"), "keep at least": ("keep", "increase")}


def _first_day(text: str) -> date:
    return parse_goal_day(text, last=False)


_FIELDS = (
    Settable("start", parse_figure, empty=None),
    Settable("to", parse_figure, empty=REQUIRED),
    Settable("since", _first_day, empty=None),
    Settable("by", parse_goal_day, empty=None),
    Settable("note"),
)
_TITLES = {"start": "From", "to": "To", "since": "Since", "by": "By", "note": "Note"}
_COLUMNS = (
    SheetColumn("municipality", "No.", rank=9),
    SheetColumn("name", "Municipality", rank=9),
    SheetColumn("indicator", "Indicator"),
    SheetColumn("kind", "Kind", words=tuple(_KINDS)),
    *(field_column(each, _TITLES[each.name]) for each in _FIELDS),
    SheetColumn("text", "Text"),
)
_read_kind = choice(*_KINDS)


class _JudgedGoalSheet:
    """One row per goal; a new row is one more goal, a row taken out is a goal less. Its words stay where they are."""

    adds: tuple[str, ...] = ("municipality", "indicator", "kind", "to")
    removes = "the goal is no longer judged"
    personal = False

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del run, scope
        return _COLUMNS

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        names, chosen = names_of(run), chosen_numbers(run, scope)
        return [
            SheetRow(f"{of.municipality}/{goal.indicator}/{goal.kind}", _values(of, goal, names))
            for of in run.data.all(MemberGoals, under=run.data.get(Cohort, scope.cohort).id)
            if chosen is None or of.municipality in chosen
            for goal in of.goals
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``evaluation goals set`` does."""
        cohort = run.data.get(Cohort, scope.cohort)
        indicators = all_indicators(run)
        new: dict[str, MemberGoals] = {}

        def goals_of(number: str) -> MemberGoals:
            return new.get(number) or goals_at(run.data, cohort.id, number)

        def put(key: str, values: Mapping[str, Any]) -> None:
            number, indicator, kind = _parts(key)
            new[number] = with_goal(
                goals_of(number),
                _checked(cohort, goals_of(number), find_indicator(indicators, indicator), kind, dict(values)),
            )

        def add(key: str, values: Mapping[str, Any]) -> None:
            number = member_number(run, cohort, values["municipality"])
            check_shown_municipality(run, number, edits.shown.get(key, {}).get("name", ""))
            kind, direction = _KINDS[_read_kind(values.get("kind") or "reach")]
            indicator = find_indicator(indicators, values.get("indicator") or "")
            said: dict[str, Any] = {
                each.name: values[each.name] for each in _FIELDS if values.get(each.name) not in (None, "")
            }
            said |= {"direction": direction} if direction else {}
            goal = _checked(cohort, goals_of(number), indicator, kind, said)
            if goal_of(goals_of(number), indicator.id, kind) not in (None, goal):
                raise UsageError(
                    tr("there is a goal for {id} already: change its row", id=indicator.id), code="already-there"
                )
            new[number] = with_goal(goals_of(number), goal)

        problems = _changed(edits.changed, put)
        for key in edits.removed:
            number, indicator, kind = _parts(key)
            if gone := goal_of(goals_of(number), indicator, kind):
                new[number] = without_goal(goals_of(number), gone)
        problems += row_by_row(edits.added, add)
        put_goals(run, change, new.values())
        return problems


def _changed(
    rows: Mapping[str, Mapping[str, Any]], put: Callable[[str, Mapping[str, Any]], object]
) -> list[SheetProblem]:
    """Let ``put`` take the cells of a row together, as one goal is from a figure to another: a fault is its cell's."""
    problems = []
    for key, cells in rows.items():
        try:
            put(key, cells)
        except KvadminError as error:
            column = error.where if error.where in cells else next(iter(cells))
            problems.append(problem_of(error, key, column))
    return problems


def _values(of: MemberGoals, goal: Goal, names: Mapping[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = {each.name: getattr(goal, each.name) for each in _FIELDS}
    return {
        **shown,
        "municipality": of.municipality,
        "name": names.get(of.municipality, ""),
        "indicator": goal.indicator,
        "kind": _kind_word(goal),
        "text": goal.text,
    }


def _kind_word(goal: Goal) -> str:
    side = goal.direction if goal.kind == "keep" else ""
    return next(word for word, asked in _KINDS.items() if asked == (goal.kind, side))


def _parts(key: str) -> tuple[str, str, str]:
    number, _, rest = key.partition("/")
    indicator, _, kind = rest.rpartition("/")
    return number, indicator, kind


def _checked(cohort: Cohort, goals: MemberGoals, indicator: Indicator, kind: str, said: dict[str, Any]) -> Goal:
    """The goal after what the cells say.

    Raises:
        UsageError: It cannot be.
    """
    goal = said_goal(goal_of(goals, indicator.id, kind), indicator, kind=kind, said=said)
    for field, problem, hint in goal_problems(goal, indicator, membership_of(cohort, goals.municipality)):
        raise UsageError(problem, where=field, hint=hint or None, code="bad-value")
    return goal


#: The noun ``judged-goals``.
JUDGED_GOAL_SHEET = _JudgedGoalSheet()
