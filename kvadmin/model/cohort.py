"""Cohorts and effort groups: the call, and who is a member from when to when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

import msgspec

from kvadmin.model.record import Part, Record


class Criterion(Part, kw_only=True):
    """A criterion of the call and its weight in the score."""

    name: str
    weight: Decimal


class Quota(Part, kw_only=True):
    """At least ``min`` and at most ``max`` admitted with ``field`` = ``value``; None leaves that end open."""

    field: str
    value: str
    min: int | None = None
    max: int | None = None


class Membership(Part, kw_only=True):
    """A municipality in the group. Active on d when from <= d and (no ``to`` or d <= ``to``)."""

    #: Why a membership may end.
    END_REASONS: ClassVar[tuple[str, ...]] = ("withdrawn", "merged", "completed")

    municipality: str
    start: date = msgspec.field(name="from")
    to: date | None = None
    reason: str | None = None
    note: str = ""

    def active_on(self, day: date) -> bool:
        """Whether the membership counts on that day."""
        return self.start <= day and (self.to is None or day <= self.to)


class Cohort(Record, kw_only=True):
    """A group that is admitted together, with the data of its call. The id is kept exactly as typed.

    ``confirm_by`` is the last day on which an admitted municipality confirms its place.
    """

    collection: ClassVar[str] = "cohorts"

    #: ``cohort`` excludes from being admitted again; ``effort`` (innsatsgruppe) does not.
    KINDS: ClassVar[tuple[str, ...]] = ("cohort", "effort")

    id: str
    name: str
    name_nn: str = ""
    kind: str = "cohort"
    deadline: date | None = None
    supplement_deadline: date | None = None
    confirm_by: date | None = None
    start: date | None = None
    capacity: int | None = None
    lottery_seed: str = ""
    case_number: str = ""
    requirements: list[str] = []
    criteria: list[Criterion] = []
    quotas: list[Quota] = []
    copy_recipients: list[str] = []
    memberships: list[Membership] = []
    note: str = ""

    def title(self, language: str) -> str:
        """The name in a language form; the other one's when it has none of its own."""
        return self.name_nn if language == "nn" and self.name_nn else self.name

    def members_on(self, day: date) -> list[str]:
        """Numbers of the municipalities that are members on that day, sorted."""
        return sorted({each.municipality for each in self.memberships if each.active_on(day)})

    def holders_on(self, day: date) -> list[str]:
        """Numbers of those who hold a place on that day, sorted: members, and those who begin later.

        A membership that ends on the day has given up its place already: an ended membership frees it at once.
        This is whom the office works with between admission and start; the status table counts members.
        """
        return sorted({each.municipality for each in self.memberships if each.to is None or each.to > day})
