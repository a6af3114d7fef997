"""The list of ``evaluation goals``: every goal with its state and why, and how many have met theirs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Cohort, MunicipalityOutline
from kvadmin.api.reports import Column, Report, Table, table_of
from kvadmin.api.wording import near_names

from ...goals.goal_wording import asked_words
from ...indicators.indicator_catalogue import all_indicators, find_indicator
from ...progress.goal_counts import LEVELS, GoalCounts, goal_counts
from ...progress.goal_reasons import reason_json
from ...progress.goal_state import MET, NO_FIGURES, OFF_TRACK, ON_TRACK, TOO_EARLY
from ...progress.judged_goals import JudgedGoal, judged_goals
from ...progress.state_words import shown_figure, shown_state, state_words, why
from ..arguments import CohortOption, indicators_there

IndicatorOption = Annotated[
    str | None,
    typer.Option("--indicator", metavar="I", help="Only goals on it.", autocompletion=indicators_there),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="municipality|network|cohort|programme", help="Count so, and list no goal."),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Judge as of an earlier day (else today).")
]
_DIGITS = 6


def list_goals(
    ctx: typer.Context,
    cohort: CohortOption = None,
    indicator: IndicatorOption = None,
    by: ByOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Say of every goal whether it is met, on track, off track, too early to say or without figures, and why.

    Example: kvadmin evaluation goals --cohort P1
    """
    run = session(ctx)
    day = parse_day(as_of, where="--as-of") if as_of else run.today
    if day > run.today:
        raise UsageError(
            tr("{day} has not come yet", day=day),
            where="--as-of",
            hint=tr("--today DATE takes another day as today"),
            code="bad-value",
        )
    if by is not None and by not in LEVELS:
        raise UsageError(
            tr("there is no level {by!r}", by=by),
            where="--by",
            hint=tr("one of {levels}", levels=", ".join(LEVELS)),
            near=near_names(by, LEVELS),
            code="unknown-word",
        )
    if by == "programme" and cohort:
        raise UsageError(
            tr("the programme is of all cohorts"), where="--cohort", hint="--by cohort", code="contradicting-options"
        )
    group = run.data.get(Cohort, cohort).id if cohort else ""
    indicators = all_indicators(run)
    only = find_indicator(indicators, indicator).id if indicator else ""
    found = judged_goals(run.data, indicators, day, cohort=group, indicator=only)
    counts = goal_counts(run.data, found, by or "cohort", day, group)
    data = {
        "schema": 1,
        "as_of": day.isoformat(),
        "goals": [_goal_json(each) for each in found],
        "groups": [each.as_json() for each in counts],
    }
    run.show(Report(data, () if run.format == "json" else _tables(run, found, counts, only, listed=by is None)))


def _goal_json(each: JudgedGoal) -> dict[str, Any]:
    goal, state = each.goal, each.state
    return {
        "cohort": each.cohort,
        "municipality": each.municipality,
        "indicator": goal.indicator,
        "kind": goal.kind,
        "direction": goal.direction,
        "from": None if goal.start is None else str(goal.start),
        "to": str(goal.to),
        "since": None if goal.since is None else goal.since.isoformat(),
        "by": None if goal.by is None else goal.by.isoformat(),
        "state": state.state,
        "reasons": [reason_json(reason) for reason in state.reasons],
        "mean": None if state.mean is None else round(state.mean, _DIGITS),
        "figures": state.figures,
        "first": state.since or None,
        "last": state.until or None,
        "left": None if each.left is None else each.left.isoformat(),
    }


def _tables(
    run: Session, found: Sequence[JudgedGoal], counts: Sequence[GoalCounts], only: str, *, listed: bool
) -> tuple[Table, ...]:
    named = listed or any(each.by == "municipality" for each in counts)
    names = {each.number: each.name for each in run.data.outlines(MunicipalityOutline)} if named else {}
    tables = []
    if listed:
        nothing = tr("No goal is confirmed.")
        tables.append(table_of(_title(only), _columns(names, spoken=run.accessible), found, (), nothing))
    tables.append(table_of(tr("Municipalities and their goals"), _count_columns(names), counts, (_NOTE(),)))
    return tuple(tables)


def _title(only: str) -> str:
    return tr("Goals on {indicator}", indicator=only) if only else tr("Goals")


def _NOTE() -> str:  # noqa: N802
    return tr(
        "A municipality counts as met when all its goals are, else where the goal stands that most asks for attention."
    )


def _columns(names: dict[str, str], *, spoken: bool) -> tuple[Column, ...]:
    plain = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")

    def state(each: JudgedGoal) -> str:
        return state_words(each.state.state) if spoken else shown_state(each.state.state, ascii_only=plain)

    def reasons(each: JudgedGoal) -> str:
        gone = tr("left on {day}", day=each.left) + "; " if each.left else ""
        return gone + why(each.state.reasons)

    return (
        Column("cohort", "Cohort", rank=2),
        Column("municipality", "No."),
        Column("name", "Name", rank=1, get=lambda each: names.get(each.municipality, "")),
        Column("indicator", "Indicator", get=lambda each: each.goal.indicator),
        Column("goal", "Goal", get=lambda each: asked_words(each.goal)),
        Column("mean", "Now", "decimal", get=_mean),
        Column("state", "State", get=state),
        Column("why", "Why", rank=3, get=reasons),
    )


def _mean(each: JudgedGoal) -> Decimal | None:
    return None if each.state.mean is None else shown_figure(each.state.mean)


def _count_columns(names: dict[str, str]) -> tuple[Column, ...]:
    def group(each: GoalCounts) -> str:
        if each.by == "programme":
            return tr("the programme")
        if each.by == "municipality":
            return f"{each.group} {names.get(each.group, '')}".strip()
        return each.group or tr("in no network")

    def met(each: GoalCounts) -> str:
        return tr("{met} of {all} met", met=each.states.get(MET, 0), all=each.municipalities)

    def number(state: str) -> Any:
        return lambda each: each.states.get(state, 0)

    return (
        Column("cohort", "Cohort", rank=2),
        Column("group", "Group", get=group),
        Column("met", "Met", get=met),
        Column("on_track", "On track", "int", get=number(ON_TRACK)),
        Column("off_track", "Off track", "int", get=number(OFF_TRACK)),
        Column("too_early", "Too early", "int", get=number(TOO_EARLY)),
        Column("no_figures", "No figures", "int", get=number(NO_FIGURES)),
        Column("no_goal", "No goal confirmed", "int"),
        Column("left", "Left", "int", rank=1),
    )
