"""The goals of the municipality that a letter goes to, in the letter's language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from kvadmin.api.records import Cohort, Indicator, MemberGoals
from kvadmin.api.wording import Language

from ..goals.written_goals import written_goal
from ..indicators.definition import indicator_label
from ..indicators.indicator_catalogue import stored_indicators
from .judged_goals import JudgedGoal, judged_goals
from .written_states import written_figure, written_reason, written_state

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def letter_goals(snapshot: Snapshot, municipality: str, today: date, language: str, about: str) -> list[dict[str, Any]]:
    """Each goal of the municipality in the cohort that the letter is about, else in all; none when none is confirmed.

    Returns:
        ``indicator`` (its name), ``goal``, ``state`` (the word for programs), ``state_words``, ``now`` (the level,
        empty without figures), ``unit``, ``why`` (a list), and ``line``, which says it in one sentence.
    """
    about = about if about and snapshot.find(Cohort, about) is not None else ""
    cohorts = [about] if about else [each.id for each in snapshot.all(Cohort)]
    mine = [each for each in cohorts if _has_goals(snapshot, each, municipality)]
    if not mine:
        return []
    indicators = stored_indicators(snapshot)
    named = {each.id: each for each in indicators}
    spoken = cast("Language", language)
    return [
        _told(each, named.get(each.goal.indicator), spoken)
        for cohort in mine
        for each in judged_goals(snapshot, indicators, today, cohort=cohort, municipality=municipality)
    ]


def _has_goals(snapshot: Snapshot, cohort: str, municipality: str) -> bool:
    record = snapshot.find(MemberGoals, f"{cohort}/{municipality}")
    return record is not None and bool(record.goals)


def _told(each: JudgedGoal, indicator: Indicator | None, language: Language) -> dict[str, Any]:
    name = indicator_label(indicator, language) if indicator else each.goal.indicator
    goal, state = written_goal(each.goal, indicator, language), written_state(each.state.state, language)
    now = "" if each.state.mean is None else written_figure(each.state.mean, language)
    level = {"nb": f" (nivå nå: {now})", "nn": f" (nivå no: {now})"}[language] if now else ""
    return {
        "indicator": name,
        "goal": goal,
        "state": each.state.state,
        "state_words": state,
        "now": now,
        "unit": indicator.unit if indicator else "",
        "why": [written_reason(reason, language) for reason in each.state.reasons],
        "line": f"{name}: {goal} – {state}{level}",
    }
