"""Who competes for places, and why the others do not. A question that is open is never guessed at."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from .records import Applicant, ApplicationStanding, Call, Ruling


def verdict(call: Call, applicant: Applicant, score: Decimal | None) -> tuple[str, str | None] | None:
    """Why an application is not in the competition: reason code and detail; ``None`` when it is eligible.

    What is certain by itself comes first (withdrawn, ineligible), then what is still open, then the
    rejections in the order of the vocabulary's list; a missing score matters only for what is left.
    """
    return _exit(applicant) or _open_question(applicant) or _rejection(call, applicant) or _unscored(score)


def _exit(applicant: Applicant) -> tuple[str, str | None] | None:
    if applicant.standing is ApplicationStanding.WITHDRAWN:
        return "withdrawn", None
    if applicant.standing is ApplicationStanding.INELIGIBLE:
        texts = list(dict.fromkeys(each.text for each in applicant.grounds if each.text))
        said = texts[0] if len(texts) == 1 else "; ".join(each.rstrip(".") for each in texts)
        return own_code(applicant) or "rejected-ineligible", applicant.ineligible_reason or said or None
    return None


def own_code(applicant: Applicant) -> str:
    """The reason code of the plugin's rule that shuts the applicant out; empty where none does."""
    return applicant.grounds[0].code if applicant.grounds else ""


def _open_question(applicant: Applicant) -> tuple[str, str | None] | None:
    if applicant.unresolved:
        return "undecided-identity", None
    if applicant.ruling is Ruling.UNJUDGED:
        return "undecided-late", None
    return None


def _rejection(call: Call, applicant: Applicant) -> tuple[str, str | None] | None:
    if not applicant.complete:
        return "rejected-incomplete", ", ".join(applicant.missing) or None
    if applicant.ruling is Ruling.LATE:
        return "rejected-late", None
    if other_cohort(call, applicant) is not None:
        return "rejected-already-member", applicant.member_of
    return None


def _unscored(score: Decimal | None) -> tuple[str, str | None] | None:
    return ("undecided-unscored", None) if score is None else None


def other_cohort(call: Call, applicant: Applicant) -> str | None:
    """The cohort it is a member of already, if that is another one than the call's."""
    return None if applicant.member_of == call.cohort_id else applicant.member_of


def state_word(applicant: Applicant) -> str:
    """The state as far as the rule reads it: complete or incomplete while open, else the side exit."""
    if applicant.standing is not ApplicationStanding.OPEN:
        return applicant.standing.value
    return "complete" if applicant.complete else "incomplete"


def plain_attributes(call: Call, applicant: Applicant) -> Mapping[str, str]:
    """The attributes that the call's quotas count by, sorted by field; an unknown one is empty."""
    return {field: applicant.attributes.get(field, "") for field in sorted({quota.field for quota in call.quotas})}
