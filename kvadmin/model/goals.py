"""Goals that can be judged: what a municipality wants an indicator to be, and by when."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date
from decimal import Decimal
from typing import ClassVar

from kvadmin.model.record import Part, Record


class Goal(Part, kw_only=True):
    """What a membership wants one indicator to be.

    ``reach``: the figure ``to`` by the day ``by``, coming from ``start``. ``keep``: at most or at least ``to``, from
    the day ``since`` (the start of the membership when empty) until ``by`` (its end when empty). ``direction`` says on
    which side of ``to`` the goal is met: ``decrease`` at most, ``increase`` at least. Figures are in the unit of the
    indicator. Added in version 0.2.
    """

    #: What a goal asks, with the names in documents (nb, nn).
    KINDS: ClassVar[dict[str, tuple[str, str]]] = {"reach": ("nå", "nå"), "keep": ("holde", "halde")}
    #: Which side of its figure is good.
    DIRECTIONS: ClassVar[tuple[str, ...]] = ("decrease", "increase")
    #: Where its words stand: fields of the application and of the project plan; empty when it was typed.
    SOURCES: ClassVar[tuple[str, ...]] = ("quality_goal", "sick_leave_goal", "project_goals", "effect_goals")

    indicator: str
    kind: str = "reach"
    start: Decimal | None = None
    to: Decimal
    direction: str
    since: date | None = None
    by: date | None = None
    source: str = ""
    text: str = ""
    note: str = ""


class OpenGoalText(Part, kw_only=True):
    """A text that a person has read and found to be no goal that figures can judge.

    Added in version 0.2.
    """

    source: str
    text: str
    why: str = ""


class MemberGoals(Record, kw_only=True):
    """The judged goals of one membership, as a person has confirmed them; one at most per indicator and kind.

    Added in version 0.2.
    """

    collection: ClassVar[str] = "goals"

    cohort: str
    municipality: str
    goals: list[Goal] = []
    not_judged: list[OpenGoalText] = []
