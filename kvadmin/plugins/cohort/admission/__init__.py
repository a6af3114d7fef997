"""The admission rule, pure: from a call and its applications to decisions, a protocol, and its verification.

Nothing here knows the store or the command line. Example::

    call = Call("P3", 36, "2008-06-10:07-11-19", quotas=(parse_quota("region:Nord-Norge=5.."),))
    admission = admit(call, applicants, software="kvadmin 0.1.0")
    protocol_bytes(admission)  # the same bytes for the same applicants in any order

The modules, in the order that the rule uses them: ``records`` (what goes in and out), ``eligibility``,
``score``, ``ticket``, ``quota``, ``feasibility`` and ``conflict`` (can the quotas still be met, and if not,
which ones are in the way), ``walk``, ``decide``, ``promote``, ``reasons`` (the words), ``content`` (the
hash), ``protocol``, ``verify``.
"""

from __future__ import annotations

from .decide import admit
from .promote import holding, promote
from .protocol import decision_row, protocol, protocol_bytes, read_protocol, report
from .quota import parse_quota
from .reasons import CODES, OUTCOMES, decision_text, quota_phrase, reason_text
from .records import (
    Admission,
    Applicant,
    Call,
    Criterion,
    Decision,
    Member,
    Quota,
    Ruling,
    Standing,
    standing_of,
)
from .score import score_of
from .ticket import ticket
from .verify import Verification, require_same_inputs, verify

__all__ = [
    "CODES",
    "OUTCOMES",
    "Admission",
    "Applicant",
    "Call",
    "Criterion",
    "Decision",
    "Member",
    "Quota",
    "Ruling",
    "Standing",
    "Verification",
    "admit",
    "decision_row",
    "decision_text",
    "holding",
    "parse_quota",
    "promote",
    "protocol",
    "protocol_bytes",
    "quota_phrase",
    "read_protocol",
    "reason_text",
    "report",
    "require_same_inputs",
    "score_of",
    "standing_of",
    "ticket",
    "verify",
]
