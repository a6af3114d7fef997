"""The table of goal texts, and the indicators that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kvadmin.api.records import Goal, Indicator
from kvadmin.plugins.evaluation.goals.goal_reader import LeftText

INDICATORS = [
    Indicator(id="sykefravaer", nb="Sykefravær", nn="Sjukefråvær", unit="%", direction="decrease"),
    Indicator(id="fornoyde", nb="Andel fornøyde brukere", nn="Del nøgde brukarar", unit="%", direction="increase"),
    Indicator(id="brukertilfredshet", nb="Brukertilfredshet", nn="Brukartilfredsheit", direction="increase"),
    Indicator(id="ventetid", nb="Ventetid", nn="Ventetid", unit="dager", direction="decrease"),
    Indicator(id="dekning", nb="Barnehagedekning", nn="Barnehagedekning", unit="%", direction="neutral"),
]
_SOURCES = {"S": "sick_leave_goal", "Q": "quality_goal", "P": "project_goals", "E": "effect_goals"}


def texts() -> list[tuple[str, str, str]]:
    """Source, text and what is expected, line by line."""
    found = []
    for line in Path(__file__).with_name("goal_texts.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            left, _, expected = line.rpartition(" => ")
            source, _, text = left.partition(" ")
            found.append((_SOURCES[source], text.replace("¶", "\n"), expected))
    return found


def written(read: Sequence[Goal] | LeftText) -> str:
    """A reading as the table writes it."""
    return "left" if isinstance(read, LeftText) else "; ".join(map(_goal, read))


def _goal(goal: Goal) -> str:
    sign = "<=" if goal.direction == "decrease" else ">="
    if goal.kind == "keep":
        said = f"keep {sign}{goal.to}"
    else:
        said = f"reach {goal.start}>{goal.to}" if goal.start is not None else f"reach {goal.to}"
    since = f" since {goal.since}" if goal.since else ""
    return f"{goal.indicator} {said}{since}" + (f" by {goal.by}" if goal.by else "")
