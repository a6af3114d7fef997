"""What letters may say of a project plan, and of the period of an indicator that figures are asked for."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from kvadmin.api import Snapshot
from kvadmin.api.records import Cohort, ProjectPlan
from kvadmin.api.wording import Language

from ..indicators.definition import period_kind
from ..indicators.indicator_catalogue import stored_indicators
from ..periods import parse_period
from ..plans.overdue import overdue_items
from ..progress.letter_goals import letter_goals


def context(snapshot: Snapshot, municipality: str, today: date, language: str, about: str) -> dict[str, Any]:
    """The values of letters about a cohort's project plans, or about an indicator's period (``sykefravaer/2008-Q2``).

    Returns:
        ``plan``: when it is due, whether it has come and whether it is overdue; nothing when none is noted. Or
        ``indicator`` (id, name, period), with ``about`` as the period is written here. And ``goals``, each with its
        state, when any is confirmed.
    """
    if found := _indicator(snapshot, about, language):
        return found
    goals = letter_goals(snapshot, municipality, today, language, about) if municipality else []
    return _plan(snapshot, municipality, today, about) | ({"goals": goals} if goals else {})


def _plan(snapshot: Snapshot, municipality: str, today: date, about: str) -> dict[str, Any]:
    if not about or not municipality or snapshot.find(Cohort, about) is None:
        return {}
    plan = snapshot.find(ProjectPlan, f"{about}/{municipality}")
    if plan is None:
        return {}
    owed = any(each.what == "plan" for each in overdue_items([plan], [municipality], today))
    return {
        "plan": {
            "due": plan.due,
            "received": plan.received,
            "state": "received" if plan.received else "overdue" if owed else "expected",
        }
    }


def _indicator(snapshot: Snapshot, about: str, language: str) -> dict[str, Any]:
    name, slash, period = about.rpartition("/")
    indicators = {each.id: each for each in stored_indicators(snapshot)} if slash else {}
    if name not in indicators:
        return {}
    found = indicators[name]
    when = parse_period(period, period_kind(found), where="--about")
    title = (found.nn if language == "nn" else found.nb) or name
    told = {"id": name, "name": title, "period": when.text(cast("Language", language))}
    return {"about": f"{name}/{when}", "indicator": told}
