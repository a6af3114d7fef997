"""A decision's reason in a few words: what fits a column on a screen. Documents have whole sentences instead."""

from __future__ import annotations

from .. import admission as rule

_WORDS = {
    "admitted-all": "all have a place",
    "admitted-quota": "by quota",
    "admitted-lottery": "by lottery among equal scores",
    "admitted-score": "by score",
    "waitlisted-quota": "quota",
    "waitlisted-capacity": "no place left",
    "rejected-ineligible": "not eligible",
    "rejected-incomplete": "incomplete",
    "rejected-late": "received too late",
    "rejected-already-member": "is a member already",
    "undecided-late": "in time or late? to be judged",
    "undecided-identity": "identity to be confirmed",
    "undecided-unscored": "not scored yet",
    "withdrawn": "",
}


def short_reason(decision: rule.Decision) -> str:
    """``quota region:Øst=..2``, ``incomplete: timetable, political treatment``, ``by score``."""
    words = _WORDS[decision.reason]
    if decision.quota:
        return f"{words} {decision.quota}"
    if decision.detail:
        return f"{words}: {decision.detail.replace('_', ' ')}"
    return words


def outcome_counts(admission: rule.Admission) -> str:
    """``5 admitted, 5 waitlisted``: how many got which outcome, in the order of the protocol."""
    outcomes = [decision.outcome for decision in admission.decisions]
    known = ("admitted", "waitlisted", "rejected", "undecided", "withdrawn")
    counts = [(name, outcomes.count(name)) for name in known]
    return ", ".join(f"{count} {name}" for name, count in counts if count) or "no applications"
