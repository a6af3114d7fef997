"""The explanation as a report: the facts and the sentences, and the smallest changes as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from shlex import quote
from typing import Any, get_args

from kvadmin.api import screen_language, tr
from kvadmin.api.reports import Column, Report, facts, table_of
from kvadmin.api.wording import Language

from .. import admission as rule
from ..decisions.decision_words import short_reason
from .explained_application import ExplainedApplication
from .explanation import DecisionExplanation
from .explanation_text import chance_figure, explanation_text

_CHANGES = (
    Column("what", "Change"),
    Column("was", "As it was"),
    Column("to", "As it would have to be"),
    Column("by", "By how much"),
    Column("displaced", "Without a place then", show=", ".join),
)
#: What JSON says of the draw; all of it stands in the protocol.
_DRAW = ("source", "value", "verdict", "grounds")
_LANGUAGES: tuple[Language, ...] = get_args(Language)


def explanation_report(found: ExplainedApplication) -> Report:
    """The explanation for screen and programs, with the sentences in all three languages in JSON."""
    explanation = found.explanation
    decision = explanation.decision
    title = tr("{number} {name}, {cohort}: {outcome}", number=decision.number, name=decision.name,
               cohort=found.cohort.id, outcome=tr(decision.outcome))  # fmt: skip
    sheet = facts(title, _facts(found))
    sentences = explanation_text(found, screen_language()).sentences
    tables = [type(sheet)(sheet.title, sheet.columns, sheet.rows, sentences)]
    if explanation.changes is not None:
        rows = list(_change_rows(explanation))
        none = tr("No change of the score, of one quota or of the places would have admitted it.")
        tables.append(table_of("The smallest changes that would have admitted it", _CHANGES, rows, empty=none))
    return Report(_data(found), tuple(tables))


def _facts(found: ExplainedApplication) -> Iterator[tuple[str, Any]]:
    explanation = found.explanation
    decision = explanation.decision
    yield tr("Reason"), short_reason(decision)
    if decision.rank is not None:
        of = {"rank": decision.rank, "eligible": explanation.eligible}
        yield tr("Place in the order"), tr("{rank} of {eligible}", **of)
        yield tr("In line"), decision.waitlist_position
        yield tr("Score"), decision.score
        yield tr("Ticket"), decision.ticket
    if found.chance is not None:
        yield tr("Chance before the draw"), chance_figure(found.chance, screen_language())
    yield tr("Protocol"), found.protocol
    for command in _commands(found):
        yield tr("Settle it with"), command


def _commands(found: ExplainedApplication) -> list[str]:
    """What settles the questions that are open, if the decision is."""
    if found.explanation.decision.outcome != "undecided":
        return []
    cohort, number = quote(found.cohort.id), found.explanation.decision.number
    commands = {
        "identity": f"kvadmin application confirm {cohort} {number}",
        "unjudged": f"kvadmin application accept-late {cohort} {number} --why TEXT",
        "incomplete": f"kvadmin application missing --cohort {cohort}",
        "unscored": f"kvadmin application score FILE --cohort {cohort}",
    }
    return [commands[code] for code, _ in found.explanation.lacks if code in commands]


def _change_rows(explanation: DecisionExplanation) -> Iterator[dict[str, Any]]:
    changes = explanation.changes
    if changes is None:
        return
    if changes.order is not None:
        lost, own = changes.order.displaced, explanation.decision.score or Decimal(0)
        if explanation.scored:
            by = f"+{changes.order.score - own:f}"
            yield {
                "what": tr("score"),
                "was": f"{own:f}",
                "to": f"{changes.order.score:f}",
                "by": by,
                "displaced": lost,
            }
        else:
            rank = changes.order.ahead_of.rank
            yield {"what": tr("place in the order"), "was": str(explanation.decision.rank), "to": str(rank), "by": "",
                   "displaced": lost}  # fmt: skip
    for each in changes.quotas:
        sign = "+" if _wider(each.quota, each.changed, each.bound) else "-"
        yield {"what": tr("one quota"), "was": each.quota.text, "to": each.changed.text, "by": f"{sign}{each.by}",
               "displaced": each.displaced}  # fmt: skip
    if changes.places is not None:
        was, to = explanation.capacity, changes.places.capacity
        yield {"what": tr("places"), "was": str(was), "to": str(to), "by": f"+{to - was}",
               "displaced": changes.places.displaced}  # fmt: skip


def _wider(old: rule.QuotaRule, new: rule.QuotaRule, bound: str) -> bool:
    """Whether the bound went up."""
    name = f"{bound}imum"
    return (getattr(new, name) or 0) > (getattr(old, name) or 0)


def _data(found: ExplainedApplication) -> dict[str, Any]:
    explanation = found.explanation
    decision, tied = explanation.decision, explanation.tied
    row = rule.decision_row(decision)
    return {
        "schema": 1,
        "cohort": found.cohort.id,
        "protocol": found.protocol,
        "decided_by": explanation.kind,
        **row,
        "capacity": explanation.capacity,
        "vacant": explanation.vacant,
        "eligible": explanation.eligible,
        "scored": explanation.scored,
        "tied": None
        if tied is None
        else {"applicants": tied.count, "place": tied.place, "admitted": tied.admitted, "decided": tied.decided},
        "given": explanation.given,
        "binding": [
            {"quota": each.quota.text, "counts": each.counts, "admitted": each.held} for each in explanation.quotas
        ],
        "instead": _instead(found),
        "passed": [rule.decision_row(each) for each in explanation.passed],
        "first_without": None if explanation.first_without is None else rule.decision_row(explanation.first_without),
        "changes": _changes(explanation),
        "lacks": [{"code": code, "detail": detail} for code, detail in explanation.lacks],
        "otherwise": None if explanation.otherwise is None else rule.decision_row(explanation.otherwise),
        "commands": _commands(found),
        "chance": chance_json(found.chance, found.chance_in),
        "draw": None if found.draw is None else {key: found.draw.get(key) for key in _DRAW},
        "decided": [
            {"protocol": each.protocol, "decided_by": each.kind, **rule.decision_row(each.decision)}
            for each in found.decided
        ],
        "now": found.now,
        "sentences": {language: list(explanation_text(found, language).sentences) for language in _LANGUAGES},
    }


def _instead(found: ExplainedApplication) -> list[dict[str, Any]]:
    """Who got a place and this one did not: whose place it would have had, and those who rank after it."""
    explanation = found.explanation
    if explanation.changes is None:
        return []
    order = explanation.changes.order
    displaced = set(order.displaced) if order is not None else set()
    chosen = displaced | {each.number for each in explanation.lower}
    own = explanation.decision.rank or 0
    return [
        rule.decision_row(each)
        | {"ranked": "before" if (each.rank or 0) < own else "after", "its_place": each.number in displaced}
        for each in found.everybody
        if each.number in chosen
    ]


def _changes(explanation: DecisionExplanation) -> dict[str, Any] | None:
    changes = explanation.changes
    if changes is None:
        return None
    order, own = changes.order, explanation.decision.score or Decimal(0)
    score = None
    if order is not None and explanation.scored:
        lost = list(order.displaced)
        score = {"from": f"{own:f}", "to": f"{order.score:f}", "by": f"{order.score - own:f}", "displaced": lost}
    return {
        "order": None
        if order is None
        else {"ahead_of": order.ahead_of.number, "rank": order.ahead_of.rank, "displaced": list(order.displaced)},
        "score": score,
        "quotas": [
            {
                "from": each.quota.text,
                "to": each.changed.text,
                "bound": each.bound,
                "by": each.by,
                "displaced": list(each.displaced),
            }
            for each in changes.quotas
        ],
        "quotas_tried": changes.quotas_tried,
        "places": None
        if changes.places is None
        else {
            "from": explanation.capacity,
            "to": changes.places.capacity,
            "by": changes.places.capacity - explanation.capacity,
            "displaced": list(changes.places.displaced),
        },
        "places_tried": changes.places_tried,
    }


def chance_json(chance: rule.Chance | None, protocol: str) -> dict[str, Any] | None:
    """A chance as plain data: 0 to 1, with its limits and how it was found."""
    if chance is None:
        return None
    low, high = chance.limits
    return {
        "chance": round(float(chance.value), 6),
        "fraction": str(chance.value) if chance.exact else None,
        "exact": chance.exact,
        "low": round(low, 6),
        "high": round(high, 6),
        "draws": chance.draws,
        "protocol": protocol,
    }
