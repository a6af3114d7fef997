"""One goal as a person says it, by command, sheet or file: what is said changes what is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Goal, Indicator, MemberGoals
from kvadmin.api.wording import near_names

from ..periods import Period, parse_period

#: What ``--keep`` takes -> the direction of the goal.
KEEPS = {"at-most": "decrease", "at-least": "increase"}


def parse_keep(text: str, *, where: str = "--keep") -> str:
    """The direction of a goal that keeps a figure.

    Raises:
        UsageError: It is neither word.
    """
    word = text.strip().casefold().replace(" ", "-")
    if word not in KEEPS:
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=text),
            where=where,
            hint=tr("one of {words}", words=", ".join(KEEPS)),
            near=near_names(word, KEEPS),
            code="unknown-word",
        )
    return KEEPS[word]


def parse_goal_day(text: str, *, where: str | None = None, last: bool = True) -> date:
    """A day, or the last (or first) day of a period: ``31.12.2009``, ``2009``, ``2009-Q2``, ``juni 2009``.

    Raises:
        UsageError: It is neither.
    """
    try:
        return parse_day(text, where=where)
    except UsageError as error:
        try:
            period = parse_period(text)
        except InvalidData as other:
            half = _half_year(text)
            if half is None:
                raise UsageError(
                    error.message,
                    where=where,
                    hint=tr("a day (2009-12-31, 31.12.2009) or a period (2009, 2009-Q4, 2009-06, 2009-H1)"),
                    code="bad-value",
                ) from other
            first, period = half
            return period.last_day if last else first.first_day
        return period.last_day if last else period.first_day


def _half_year(text: str) -> tuple[Period, Period] | None:
    """First and last quarter of ``2009-H1``, ``1. halvår 2009``."""
    plain = text.strip().casefold()
    for half in (1, 2):
        for form in (f"{{year}}-h{half}", f"{{year}}h{half}", f"{half}. halvår {{year}}", f"h{half} {{year}}"):
            before, after = form.split("{year}")
            year = plain.removeprefix(before).removesuffix(after)
            if plain == f"{before}{year}{after}" and year.isdecimal() and len(year) == len("2009"):
                return Period("quarter", int(year), 2 * half - 1), Period("quarter", int(year), 2 * half)
    return None


def said_goal(
    before: Goal | None,
    indicator: Indicator,
    *,
    kind: str,
    said: dict[str, Any],
    where: dict[str, str] | None = None,
) -> Goal:
    """The goal after what a person has said.

    Args:
        before: The goal of that indicator and kind that is there.
        indicator: What it is of.
        kind: ``reach`` or ``keep``.
        said: Field of the goal -> its new value; ``direction`` may be said of one that keeps a figure.
        where: Field -> what the message names as its place.

    Raises:
        UsageError: The figure is missing, or nothing says which side of it is good.
    """
    places = where or {}
    values: dict[str, Any] = {} if before is None else {name: getattr(before, name) for name in Goal.__struct_fields__}
    values |= {"indicator": indicator.id, "kind": kind, **said}
    if values.get("to") is None:
        raise UsageError(
            tr("a new goal needs the figure {option}", option=places.get("to", "to")),
            where=places.get("to", "to"),
            code="missing-value",
        )
    direction = said.get("direction") or direction_of(indicator, values.get("start"), values["to"])
    direction = direction or values.get("direction") or ""
    if not direction:
        raise UsageError(
            tr("{id} has no direction: which side of the figure is good?", id=indicator.id),
            where=places.get("to", "to"),
            hint=tr("give the figure it comes from, or the direction of the indicator"),
            code="missing-value",
        )
    return Goal(**{**values, "direction": direction})


def direction_of(indicator: Indicator, start: Decimal | None, to: Decimal) -> str:
    """The direction of an indicator; of one without any the way from ``start`` to ``to``; empty when neither tells."""
    if indicator.direction in Goal.DIRECTIONS:
        return indicator.direction
    if start is None or start == to:
        return ""
    return "decrease" if to < start else "increase"


def goal_of(goals: MemberGoals, indicator: str, kind: str) -> Goal | None:
    """The goal of an indicator and kind."""
    return next((each for each in goals.goals if (each.indicator, each.kind) == (indicator, kind)), None)


def with_words(goal: Goal, source: str, text: str) -> Goal:
    """The goal with where its words stand."""
    return msgspec.structs.replace(goal, source=source, text=text)
