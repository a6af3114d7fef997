"""Cohorts and effort groups: the call, and who is a member from when to when."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

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


class DrawSource(Part, kw_only=True):
    """What the call names as the source of its lottery, before anybody can know what it gives.

    Args:
        source: ``public``: a named public draw, taken after the freeze; ``committed``: a secret alone; ``fixed``: the
            seed as the call has it.
        named: The day on which this was put into the call.
        name: The public draw, as the call names it: ``Lotto, lørdag 7. juni 2008``.
        day: The day on which it takes place.
        numbers: How many numbers it gives.
        order: ``ascending``, or ``as-drawn``: the order in which they were drawn.
        digits: Each number is filled up with zeros to so many digits.
        separator: What stands between two numbers.
        ignored: What the draw gives besides and does not count: ``tilleggstall``.
        substitute: The draw that takes its place when it is not held.
        commitment: SHA-256 of a secret, as hex, that is mixed in (``public``) or is all there is (``committed``).

    Added in version 0.2.
    """

    SOURCES: ClassVar[tuple[str, ...]] = ("public", "committed", "fixed")
    ORDERS: ClassVar[tuple[str, ...]] = ("ascending", "as-drawn")

    source: str
    named: date | None = None
    name: str = ""
    day: date | None = None
    numbers: int | None = None
    order: str = "ascending"
    digits: int = 2
    separator: str = "-"
    ignored: str = ""
    substitute: str = ""
    commitment: str = ""


class Freeze(Part, kw_only=True):
    """The list is closed: the fingerprint of all that decides except the draw; the content itself is in ``file``.

    Added in version 0.2.
    """

    number: int
    on: date
    fingerprint: str
    file: str
    who: str = ""
    why: str = ""


class Draw(Part, kw_only=True):
    """A draw that was entered: its value in the call's form, the secret if one was mixed in, and the seed they give.

    Added in version 0.2.
    """

    on: date
    seed: str
    value: str = ""
    secret: str = ""
    substitute: bool = False
    who: str = ""
    why: str = ""


class TriedAdmission(Part, kw_only=True):
    """Somebody looked at what a draw gives (``cohort admit --dry-run``): a correction of it after that is no slip.

    Added in version 0.2.
    """

    on: date
    seed: str
    who: str = ""


class Cohort(Record, kw_only=True):
    """A group that is admitted together, with the data of its call. The id is kept exactly as typed.

    ``confirm_by`` is the last day on which an admitted municipality confirms its place. ``draw`` is what the call
    names; ``lottery_seed`` is what the newest of ``draws`` gives, or a seed that was fixed.
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
    draw: DrawSource | None = None
    freezes: list[Freeze] = []
    draws: list[Draw] = []
    tried: list[TriedAdmission] = []
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
