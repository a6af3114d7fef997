"""The fields of a project plan that ``plan set`` knows."""

from __future__ import annotations

from datetime import date
from typing import Any

from kvadmin.api.commands import REQUIRED, Settable, SettableFields, choice, parse_day
from kvadmin.api.records import ProjectPlan

PLAN_FIELDS = SettableFields(
    "a project plan",
    (
        Settable("status", choice(*ProjectPlan.STATUSES), empty=REQUIRED),
        Settable("project_goals", many=True, spelled=("project_goal",), parted=None),
        Settable("effect_goals", many=True, spelled=("effect_goal",), parted=None),
        Settable("due", parse_day, empty=None),
        Settable("received", parse_day, empty=None),
        Settable("document"),
        Settable("note"),
    ),
    elsewhere={
        "reminders": "kvadmin plan set COHORT MUNICIPALITY --reminded DATE",
        "reports": "kvadmin plan set COHORT MUNICIPALITY --report TEXT",
        "evaluations": "kvadmin plan set COHORT MUNICIPALITY --evaluation process|final",
    },
)


def read_option(field: str, text: str | None) -> Any:
    """The value of a field that an option gives; None when the option is not there.

    Raises:
        UsageError: It cannot be; the message names the option.
    """
    return None if text is None else PLAN_FIELDS.read(field, [text], where=f"--{field}")[1]


def day_option(text: str | None, option: str) -> date | None:
    """The day that an option gives which is no field of the plan."""
    return parse_day(text, where=option) if text else None
