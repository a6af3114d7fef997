"""The records of the admission rule: what goes in (call, applicants, members) and what comes out (decisions).

Plain frozen dataclasses. Nothing here reads a file, a clock or a random generator; whoever calls the rule
turns the programme folder's records into these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class ApplicationStanding(StrEnum):
    """What the state of an application means to the rule: only the side exits matter."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    INELIGIBLE = "ineligible"


def standing_of(state: str) -> ApplicationStanding:
    """The standing of an application in this state: ``received`` to ``confirmed`` are all open.

    A decided application is open too: what the rule decided is not among what it decides from, so that
    verifying after the decision reads the same content as deciding did.
    """
    return ApplicationStanding(state) if state in set(ApplicationStanding) else ApplicationStanding.OPEN


class Ruling(StrEnum):
    """Whether an application counts as received in time."""

    ON_TIME = "on-time"
    LATE = "late"
    #: Late, and accepted all the same by a person who gave a reason.
    ACCEPTED = "late-accepted"
    #: A person has to judge it, for example because of an early postmark.
    UNJUDGED = "to-be-judged"


@dataclass(frozen=True, slots=True, order=True)
class QuotaRule:
    """How many of the admitted must, or may, have this value of an attribute.

    Args:
        field: The attribute: ``county``, ``region``, ``size_class``, ``language_form`` or any other.
        value: Its value, compared exactly (in Unicode form NFC, without blanks around it).
        minimum: At least so many; ``None`` or 0 asks for none.
        maximum: At most so many; ``None`` sets no limit, 0 shuts the value out.
    """

    field: str
    value: str
    minimum: int | None = None
    maximum: int | None = None

    @property
    def text(self) -> str:
        """As the command line takes it: ``region:Nord=1..3``, either end open."""
        low = "" if self.minimum is None else self.minimum
        high = "" if self.maximum is None else self.maximum
        return f"{self.field}:{self.value}={low}..{high}"


@dataclass(frozen=True, slots=True)
class ScoreCriterion:
    """A criterion of the call; an applicant's score is the sum of weight times points."""

    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Call:
    """What the call decides by. ``cohort_id`` and ``lottery_seed`` are exactly as typed: tickets hash them."""

    cohort_id: str
    capacity: int
    lottery_seed: str = ""
    criteria: tuple[ScoreCriterion, ...] = ()
    quotas: tuple[QuotaRule, ...] = ()


@dataclass(frozen=True, slots=True)
class IneligibilityGround:
    """What a plugin's rule says against an applicant, in its own words.

    Args:
        code: Its reason code; empty where an older list was closed without one.
        plugin: Whose rule it is.
        text: The reason in English, or in whatever language the plugin speaks.
        nb: The same in bokmål; may be empty.
        nn: The same in nynorsk; may be empty.
    """

    code: str
    plugin: str = ""
    text: str = ""
    nb: str = ""
    nn: str = ""


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application, as far as the rule is concerned.

    Args:
        number: The municipality's four digits, as text.
        name: Its name, for the lists only.
        standing: Open, or one of the side exits; :func:`standing_of` translates a state.
        ruling: Whether it counts as in time.
        late_reason: Why a late one was accepted; :attr:`Ruling.ACCEPTED` demands one.
        complete: Whether none of the call's items is missing.
        missing: What is missing, for the words of the decision only.
        unresolved: A question about who applied is open (a misspelt name that nobody has confirmed).
        member_of: The *cohort* it is a member of already; effort groups do not count, nor does the
            cohort that the call is for.
        ineligible_reason: Why the standing is ineligible, for the words of the decision only.
        grounds: What plugins say against it, by plugin and code; the code of the first is the reason of the decision.
        score: A score that replaces the sum over the criteria.
        points: Points per criterion.
        attributes: What quotas count by, field to value.
    """

    number: str
    name: str = ""
    standing: ApplicationStanding = ApplicationStanding.OPEN
    ruling: Ruling = Ruling.ON_TIME
    late_reason: str = ""
    complete: bool = True
    missing: tuple[str, ...] = ()
    unresolved: bool = False
    member_of: str | None = None
    ineligible_reason: str = ""
    grounds: tuple[IneligibilityGround, ...] = ()
    score: Decimal | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptMember:
    """Someone who holds a place of the cohort already, and keeps it in a promotion.

    Args:
        number: The municipality's four digits, as text.
        reason: The reason code of the decision that admitted it, kept as it was; ``None`` when there was
            no decision (a membership that was imported).
        quotas: The quotas that decision named.
        attributes: What quotas count by, used when it has no application; otherwise the applicant's count.
    """

    number: str
    reason: str | None = None
    quotas: tuple[QuotaRule, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rule decided on one application.

    Args:
        number: The municipality's four digits, as text.
        name: Its name.
        outcome: ``admitted``, ``waitlisted``, ``rejected``, ``undecided`` or ``withdrawn``.
        reason: A code of :mod:`.reasons`, or one of a plugin's rule.
        rank: From 1 among those that compete for places; ``None`` for the others.
        score: Two decimals; ``None`` when unscored.
        ticket: 64 hexadecimal digits.
        waitlist_position: From 1; ``None`` outside the waiting list.
        quotas: What bound, if the reason is one of quotas. Waitlisted: the smallest set of quotas that shut it
            out. Admitted: the minimums it counts for, else what shut out those ranked before it.
        detail: What the code leaves open: why ineligible, what is missing, which cohort.
        grounds: What plugins said against it, where the reason is a plugin's: that of the reason first.
    """

    number: str
    name: str
    outcome: str
    reason: str
    rank: int | None
    score: Decimal | None
    ticket: str
    waitlist_position: int | None = None
    quotas: tuple[QuotaRule, ...] = ()
    detail: str | None = None
    grounds: tuple[IneligibilityGround, ...] = ()

    @property
    def quota(self) -> str | None:
        """The quotas as text, ``region:Nord=1.., language_form:nynorsk=1..``; ``None`` when there are none."""
        return ", ".join(quota.text for quota in self.quotas) or None


@dataclass(frozen=True, slots=True)
class ApplicantPoints:
    """What a score is made of: the points per criterion, or the score that was set in their place."""

    points: Mapping[str, Decimal]
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Admission:
    """All decisions of one run of the rule, with what they were taken from.

    Args:
        kind: ``admission`` or ``promotion``.
        call: The call, its quotas in canonical order.
        inputs: The canonical decision-relevant content (see :mod:`.protocols`).
        input_sha256: The SHA-256 of that content's canonical bytes, as hex.
        software: What decided, for example ``kvadmin 0.2.0``.
        decisions: By rank; after those, the ones without a rank by number.
        members: Who held a place before (promotion), by number; empty for an admission.
        places: How many hold a place now, members without an application included.
        notes: What a person should look at; no part of the protocol.
        points: What each applicant's score is made of, by number.
        unfilled: When places remain though somebody eligible was left out: the smallest set of quotas that keeps them
            empty.
        draw: Where the seed comes from and what that is worth, as plain data; None when nobody has said.
    """

    kind: str
    call: Call
    inputs: Mapping[str, object]
    input_sha256: str
    software: str
    decisions: tuple[Decision, ...]
    members: tuple[KeptMember, ...]
    places: int
    notes: tuple[str, ...] = ()
    points: Mapping[str, ApplicantPoints] = field(default_factory=dict)
    unfilled: tuple[QuotaRule, ...] = ()
    draw: Mapping[str, Any] | None = None

    @property
    def admitted(self) -> tuple[str, ...]:
        """The numbers of all admitted, by rank, those admitted before included."""
        return tuple(d.number for d in self.decisions if d.outcome == "admitted")

    @property
    def promoted(self) -> tuple[str, ...]:
        """The numbers that this run admitted and that held no place before, by rank."""
        before = {member.number for member in self.members}
        return tuple(number for number in self.admitted if number not in before)

    @property
    def waitlist(self) -> tuple[str, ...]:
        """The numbers of the waiting list, first in line first."""
        return tuple(d.number for d in self.decisions if d.outcome == "waitlisted")

    def counts(self) -> dict[str, int]:
        """How many decisions carry each reason code, sorted by code."""
        return dict(sorted(Counter(d.reason for d in self.decisions).items()))
