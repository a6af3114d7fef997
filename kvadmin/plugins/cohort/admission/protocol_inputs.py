"""From the inputs that a protocol (or a frozen list) keeps back to what the rule takes: the call and its applicants."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .quotas import parse_quota
from .records import Applicant, ApplicationStanding, Call, IneligibilityGround, Ruling, ScoreCriterion


def call_in(inputs: Mapping[str, Any]) -> Call:
    """The call that was decided by. A frozen list has no seed yet: it is empty then."""
    kept = inputs["call"]
    return Call(
        cohort_id=kept["cohort"],
        capacity=kept["capacity"],
        lottery_seed=kept.get("lottery_seed") or "",
        criteria=tuple(ScoreCriterion(each["name"], Decimal(each["weight"])) for each in kept["criteria"]),
        quotas=tuple(parse_quota(text) for text in kept["quotas"]),
    )


def applicants_in(inputs: Mapping[str, Any]) -> tuple[Applicant, ...]:
    """The applicants that were decided on, by number: what decides, without names and words."""
    return tuple(_applicant(row) for row in inputs["applicants"])


def _applicant(row: Mapping[str, Any]) -> Applicant:
    ruling, state = Ruling(row["on_time"]), row["state"]
    return Applicant(
        number=row["number"],
        standing=ApplicationStanding.OPEN if state in ("complete", "incomplete") else ApplicationStanding(state),
        ruling=ruling,
        # The reason is no input of the rule, but that there was one is.
        late_reason=ruling.value if ruling is Ruling.ACCEPTED else "",
        complete=state != "incomplete",
        unresolved=row["unresolved"],
        member_of=row["member_of"],
        # The code decides; its words stand in the decision.
        grounds=(IneligibilityGround(row["ineligible"]),) if row.get("ineligible") else (),
        score=None if row["score"] is None else Decimal(row["score"]),
        attributes=dict(row["attributes"]),
    )
