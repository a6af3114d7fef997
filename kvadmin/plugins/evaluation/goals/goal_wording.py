"""A goal as JSON and as a line of the screen."""

from __future__ import annotations

from typing import Any

from kvadmin.api import joined, tr
from kvadmin.api.records import Goal


def goal_json(goal: Goal) -> dict[str, Any]:
    """What a goal asks, by the names of the command line; where its words stand is told beside it."""
    return {
        "indicator": goal.indicator,
        "kind": goal.kind,
        "from": goal.start,
        "to": goal.to,
        "direction": goal.direction,
        "since": goal.since,
        "by": goal.by,
    }


def goal_words(goal: Goal) -> str:
    """``sykefravaer: from 9.6 to 8.4 by 2009-12-31``, ``sykefravaer: keep at most 6.2``."""
    return joined(" ", [f"{goal.indicator}:", asked_words(goal)])


def asked_words(goal: Goal) -> str:
    """The same without the indicator."""
    said = [_asked(goal)]
    said += [tr("since {day}", day=goal.since)] if goal.since else []
    if goal.by:
        said.append(tr("until {day}", day=goal.by) if goal.kind == "keep" else tr("by {day}", day=goal.by))
    return joined(" ", said)


def _asked(goal: Goal) -> str:
    down = goal.direction == "decrease"
    if goal.kind == "keep":
        return tr("keep at most {to}", to=goal.to) if down else tr("keep at least {to}", to=goal.to)
    if goal.start is not None:
        return tr("from {start} to {to}", start=goal.start, to=goal.to)
    return tr("to {to} or less", to=goal.to) if down else tr("to {to} or more", to=goal.to)
