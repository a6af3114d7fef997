"""The canonical decision-relevant content and its hash: what the rule decides from, and nothing else.

Never file, sheet, row, file hash or import time: a shuffled workbook has the same content.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from hashlib import sha256
from typing import Any

from .eligibility import other_cohort, own_code, plain_attributes, state_word
from .quotas import comparable_text
from .records import Applicant, ApplicationStanding, Call, KeptMember


def canonical_content(
    call: Call,
    applicants: Sequence[Applicant],
    members: Sequence[KeptMember],
    scores: Mapping[str, Decimal | None],
) -> dict[str, Any]:
    """What the decisions are taken from, as plain data in a fixed order.

    Superseded applications are left out: they are not listed and change no decision.
    """
    listed = sorted((a for a in applicants if a.standing is not ApplicationStanding.SUPERSEDED), key=lambda a: a.number)
    return {
        "call": _call(call),
        "applicants": [_applicant(call, a, scores[a.number]) for a in listed],
        "members": [_member(call, m) for m in sorted(members, key=lambda m: m.number)],
    }


def content_hash(inputs: Mapping[str, Any]) -> str:
    """SHA-256, as hex, of the content as JSON: keys sorted, no blanks, letters as themselves, UTF-8.

    Anybody can repeat it from the ``inputs`` of a protocol::

        json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    """
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()


def fingerprint(inputs: Mapping[str, Any]) -> str:
    """The :func:`content_hash` of all that decides except the draw: the content without its call's ``lottery_seed``."""
    return content_hash({**inputs, "call": {key: v for key, v in inputs["call"].items() if key != "lottery_seed"}})


def score_text(score: Decimal | None) -> str | None:
    """The score as text with its two decimals; ``None`` stays."""
    return None if score is None else f"{score:f}"


def _exact(weight: Decimal) -> Decimal:
    """The weight without trailing zeros, so that 2 and 2.0 are the same content."""
    return Decimal(weight).normalize(Context(prec=100))


def _call(call: Call) -> dict[str, Any]:
    return {
        "cohort": call.cohort_id,
        "capacity": call.capacity,
        "lottery_seed": call.lottery_seed,
        "criteria": [
            {"name": criterion.name, "weight": f"{_exact(criterion.weight):f}"}
            for criterion in sorted(call.criteria, key=lambda c: c.name)
        ],
        "quotas": [quota.text for quota in call.quotas],
    }


def _applicant(call: Call, applicant: Applicant, score: Decimal | None) -> dict[str, Any]:
    """What decides on one application; ``ineligible``, the code of a plugin's rule, only where one shuts it out."""
    ineligible = own_code(applicant) if applicant.standing is ApplicationStanding.INELIGIBLE else ""
    return {
        "number": applicant.number,
        "state": state_word(applicant),
        **({"ineligible": ineligible} if ineligible else {}),
        "on_time": applicant.ruling.value,
        "unresolved": applicant.unresolved,
        "member_of": other_cohort(call, applicant),
        "score": score_text(score),
        "attributes": {field: comparable_text(value) for field, value in plain_attributes(call, applicant).items()},
    }


def _member(call: Call, member: KeptMember) -> dict[str, Any]:
    fields = sorted({quota.field for quota in call.quotas})
    return {
        "number": member.number,
        "reason": member.reason,
        "quotas": [quota.text for quota in member.quotas],
        "attributes": {field: comparable_text(member.attributes.get(field, "")) for field in fields},
    }
