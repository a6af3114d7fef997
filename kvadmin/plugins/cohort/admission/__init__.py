"""The admission rule, pure: from a call and its applications to decisions, a protocol, and its verification.

Nothing here knows the store or the command line. Example::

    call = Call("P3", 36, "2008-06-10:07-11-19", quotas=(parse_quota("region:Nord-Norge=5.."),))
    admission = admit(call, applicants, software="kvadmin 0.2.0")
    protocol_bytes(admission)  # the same bytes for the same applicants in any order

The modules, in the order that the rule uses them: ``records`` (what goes in and out), ``eligibility``,
``scores``, ``tickets``, ``quotas``, ``feasibility`` and ``conflict`` (can the quotas still be met, and if not,
which ones are in the way), ``walk``, ``rule``, ``promotion``, ``reasons`` (the words), ``hashed_content``,
``protocols``, ``verification``; ``odds`` (with ``lotteries``, ``completions``
and ``sampled_odds``) says what the draw could give.

Names are loaded when first used (PEP 562): a command that only needs a quota read does not load the rule.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .hashed_content import canonical_content as canonical_content
    from .hashed_content import fingerprint as fingerprint
    from .odds import Chance as Chance
    from .odds import chances as chances
    from .promotion import kept_members as kept_members
    from .promotion import promote as promote
    from .protocol_inputs import applicants_in as applicants_in
    from .protocol_inputs import call_in as call_in
    from .protocols import admission_json as admission_json
    from .protocols import decision_of as decision_of
    from .protocols import decision_row as decision_row
    from .protocols import members_before as members_before
    from .protocols import protocol as protocol
    from .protocols import protocol_bytes as protocol_bytes
    from .protocols import read_protocol as read_protocol
    from .quotas import parse_quota as parse_quota
    from .reasons import CODES as CODES
    from .reasons import LANGUAGES as LANGUAGES
    from .reasons import OUTCOMES as OUTCOMES
    from .reasons import decimal_text as decimal_text
    from .reasons import decision_text as decision_text
    from .reasons import ground_words as ground_words
    from .reasons import outcome_of as outcome_of
    from .reasons import quota_phrase as quota_phrase
    from .reasons import reason_text as reason_text
    from .records import Admission as Admission
    from .records import Applicant as Applicant
    from .records import ApplicationStanding as ApplicationStanding
    from .records import Call as Call
    from .records import Decision as Decision
    from .records import IneligibilityGround as IneligibilityGround
    from .records import KeptMember as KeptMember
    from .records import QuotaRule as QuotaRule
    from .records import Ruling as Ruling
    from .records import ScoreCriterion as ScoreCriterion
    from .records import standing_of as standing_of
    from .rule import admit as admit
    from .rule import decide as decide
    from .rule import frozen_content as frozen_content
    from .scores import score_of as score_of
    from .tickets import ticket as ticket
    from .verification import Verification as Verification
    from .verification import differences as differences
    from .verification import require_same_inputs as require_same_inputs
    from .verification import verify as verify

# Where each name lives; no module may have the name of what it offers, or loading it would hide the name.
_HOME = {
    "hashed_content": ("canonical_content", "fingerprint"),
    "odds": ("Chance", "chances"),
    "promotion": ("kept_members", "promote"),
    "protocol_inputs": ("applicants_in", "call_in"),
    "protocols": (
        *("admission_json", "decision_of", "decision_row", "members_before"),
        *("protocol", "protocol_bytes", "read_protocol"),
    ),
    "quotas": ("parse_quota",),
    "reasons": (
        *("CODES", "LANGUAGES", "OUTCOMES", "decimal_text", "decision_text", "ground_words", "outcome_of"),
        *("quota_phrase", "reason_text"),
    ),
    "records": (
        *("Admission", "Applicant", "ApplicationStanding", "Call", "Decision"),
        *("IneligibilityGround", "KeptMember", "QuotaRule", "Ruling", "ScoreCriterion", "standing_of"),
    ),
    "rule": ("admit", "decide", "frozen_content"),
    "scores": ("score_of",),
    "tickets": ("ticket",),
    "verification": ("Verification", "differences", "require_same_inputs", "verify"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - the names are those of the table above


def __getattr__(name: str) -> Any:
    try:
        module = _MODULE_OF[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(f".{module}", __name__), name)
    return value


def __dir__() -> list[str]:
    return list(__all__)
