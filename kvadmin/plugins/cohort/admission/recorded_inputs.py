"""What a protocol was decided from, as the rule takes it: nothing of today's data is read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .quotas import parse_quota
from .records import Applicant, ApplicationStanding, Call, Ruling, ScoreCriterion

# The protocol says that a late one was accepted, not why; the rule asks only whether there was a reason.
_REASON_KEPT_ELSEWHERE = "accepted"


def recorded_call(document: Mapping[str, Any]) -> Call:
    """The call of a protocol.

    Args:
        document: The protocol, as :func:`~.protocols.read_protocol` gives it.
    """
    call = document["inputs"]["call"]
    return Call(
        cohort_id=call["cohort"],
        capacity=call["capacity"],
        lottery_seed=call["lottery_seed"],
        criteria=tuple(ScoreCriterion(each["name"], Decimal(each["weight"])) for each in call["criteria"]),
        quotas=tuple(parse_quota(text) for text in call["quotas"]),
    )


def recorded_applicants(document: Mapping[str, Any]) -> tuple[Applicant, ...]:
    """The applicants of a protocol, by number, each with its score as a score of its own.

    A call without criteria, where nobody was scored, gives everybody a score of 0.00, which decides the same.
    """
    rows = {row["municipality"]: row for row in document["decisions"]}
    return tuple(_applicant(each, rows.get(each["number"], {})) for each in document["inputs"]["applicants"])


def _applicant(recorded: Mapping[str, Any], decided: Mapping[str, Any]) -> Applicant:
    state, detail = recorded["state"], decided.get("detail") or ""
    reason = decided.get("reason")
    exits = {ApplicationStanding.WITHDRAWN.value, ApplicationStanding.INELIGIBLE.value}
    return Applicant(
        number=recorded["number"],
        name=decided.get("name") or "",
        standing=ApplicationStanding(state) if state in exits else ApplicationStanding.OPEN,
        ruling=Ruling(recorded["on_time"]),
        late_reason=_REASON_KEPT_ELSEWHERE if recorded["on_time"] == Ruling.ACCEPTED.value else "",
        complete=state != "incomplete",
        missing=tuple(detail.split(", ")) if reason == "rejected-incomplete" and detail else (),
        unresolved=recorded["unresolved"],
        member_of=recorded["member_of"],
        ineligible_reason=detail if reason == "rejected-ineligible" else "",
        score=None if recorded["score"] is None else Decimal(recorded["score"]),
        attributes=dict(recorded["attributes"]),
    )
