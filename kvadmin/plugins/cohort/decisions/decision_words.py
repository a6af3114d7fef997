"""Decisions in words for the screen: a reason that fits a column, what is missing, how many got which outcome.

Documents have the whole sentences of :mod:`..admission.reasons` instead.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kvadmin.api import screen_language, tr

from .. import admission as rule
from ..applications.items import ITEM_LABELS, ITEM_WORDS

#: What the commands note as the reason of a state.
_BY_PROTOCOL = re.compile(r"([a-z][a-z0-9-]*) \((protocols/.+)\)")
_MISSING = "missing: "
_IDENTITY = "identity: the list says "
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
    if decision.reason not in _WORDS:  # a plugin's own
        said = rule.ground_words(decision, screen_language())
        return said if said.startswith(decision.reason) else f"{decision.reason}: {said}"
    words = tr(_WORDS[decision.reason])
    if decision.quota:
        return f"{words} {decision.quota}"
    if decision.detail:
        lacks = decision.detail.split(", ") if decision.reason == "rejected-incomplete" else ()
        return f"{words}: {', '.join(map(item_in_words, lacks)) or decision.detail}"
    return words


def item_in_words(code: str) -> str:
    """An item of an application, or another of its fields, in a word or two: ``political treatment``."""
    return tr(ITEM_WORDS.get(code, code))


def question_in_words(question: str) -> str:
    """What is open about an application, in the language of the screen; what people wrote as it is."""
    written = question.removeprefix(_IDENTITY)
    return tr("identity: the list says {written}", written=written) if written != question else question


def why_in_words(why: str) -> str:
    """Why an application got its state: what kvadmin noted, in the language of the screen; what people wrote."""
    if decided := _BY_PROTOCOL.fullmatch(why):
        return tr("{reason} ({protocol})", reason=tr(decided[1]), protocol=decided[2])
    if why.startswith(_MISSING):
        return tr("missing: {items}", items=", ".join(map(item_in_words, why.removeprefix(_MISSING).split(", "))))
    return why


def counts_of(admission: rule.Admission) -> dict[str, int]:
    """How many got each outcome, those that nobody got included."""
    outcomes = [decision.outcome for decision in admission.decisions]
    return {outcome: outcomes.count(outcome) for outcome in dict.fromkeys(rule.OUTCOMES.values())}


def outcome_counts(admission: rule.Admission) -> str:
    """``5 admitted, 5 waitlisted``: how many got which outcome, in the order of the protocol."""
    outcomes = [decision.outcome for decision in admission.decisions]
    counted = (
        ("admitted", tr("{count} admitted", count=outcomes.count("admitted"))),
        ("waitlisted", tr("{count} waitlisted", count=outcomes.count("waitlisted"))),
        ("rejected", tr("{count} rejected", count=outcomes.count("rejected"))),
        ("undecided", tr("{count} undecided", count=outcomes.count("undecided"))),
        ("withdrawn", tr("{count} withdrawn", count=outcomes.count("withdrawn"))),
    )
    return ", ".join(words for outcome, words in counted if outcome in outcomes) or tr("no applications")


def decision_in_words(decision: rule.Decision, language: str) -> rule.Decision:
    """The decision with the codes of missing items as words."""
    if decision.reason != "rejected-incomplete" or not decision.detail:
        return decision
    place = ("nb", "nn", "en").index(language)
    items = [ITEM_LABELS[code][place] if code in ITEM_LABELS else code for code in decision.detail.split(", ")]
    return replace(decision, detail="; ".join(items))
