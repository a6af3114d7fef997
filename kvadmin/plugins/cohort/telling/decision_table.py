"""The decisions of an admission as a table for people, in the language of the screen or of a document."""

from __future__ import annotations

from typing import cast

from kvadmin.api import tr
from kvadmin.api.reports import Column, Report, table_of
from kvadmin.api.wording import Language

from .. import admission as rule
from ..decisions.decision_words import counts_of, decision_in_words, outcome_counts, short_reason
from ..decisions.protocol_words import protocol_word

_TITLES = {
    "nb": ("Opptaksprotokoll", "Nr.", "Kommune", "Utfall", "Poeng", "Lodd", "Venteliste", "Begrunnelse"),
    "nn": ("Opptaksprotokoll", "Nr.", "Kommune", "Utfall", "Poeng", "Lodd", "Venteliste", "Grunngiving"),
    "en": ("Admission protocol", "No.", "Municipality", "Outcome", "Score", "Ticket", "In line", "Reason"),
}
_RANK = {"nb": "Rang", "nn": "Rang", "en": "Rank"}
_OUTCOMES = {
    "nb": {"admitted": "tatt opp", "waitlisted": "venteliste", "rejected": "avslått", "undecided": "ikke avgjort",
           "withdrawn": "trukket"},
    "nn": {"admitted": "teken opp", "waitlisted": "venteliste", "rejected": "avslått", "undecided": "ikkje avgjort",
           "withdrawn": "trekt"},
}  # fmt: skip


def decision_report(admission: rule.Admission, *, dry_run: bool, language: str = "en") -> Report:
    """The decisions: the contract's JSON, and a table with the reasons in words.

    Args:
        admission: What the rule decided.
        dry_run: Whether nothing is written.
        language: ``en`` for the terminal, with the reasons in a few words; ``nb`` or ``nn`` for documents.
    """
    title = f"{_TITLES[language][0]} {admission.call.cohort_id}"
    notes = (*_origin(admission), *admission.notes) if language == "en" else _origin_in_words(admission, language)
    table = table_of(title, _columns(language), admission.decisions, notes)
    return Report(rule.admission_json(admission, dry_run=dry_run), (table,), language=cast("Language", language))


def _columns(language: str) -> tuple[Column, ...]:
    _, number, name, outcome, score, ticket, waiting, reason = _TITLES[language]
    words = _OUTCOMES.get(language, {})
    return (
        Column("rank", _RANK[language], "int"),
        Column("municipality", number, get=lambda each: each.number),
        Column("name", name),
        Column("outcome", outcome, show=lambda code: words.get(code, code)),
        Column("score", score, "decimal", rank=1),
        Column("ticket", ticket, show=lambda digits: digits[:8], rank=3),
        Column("waitlist_position", waiting, "int", rank=2),
        Column("reason", reason, get=lambda each: _reason(each, language)),
    )


def _reason(decision: rule.Decision, language: str) -> str:
    if language == "en":
        return short_reason(decision)
    return rule.decision_text(decision_in_words(decision, language), language)


def _origin_in_words(admission: rule.Admission, language: str) -> tuple[str, ...]:
    """The same in a document's language."""
    call = admission.call
    facts = (("seed", call.lottery_seed or "–"), ("inputs", admission.input_sha256), ("software", admission.software))
    counts = protocol_word("counts", language, places=call.capacity, **counts_of(admission))
    return (counts, *(f"{protocol_word(key, language)}: {value}" for key, value in facts))


def _origin(admission: rule.Admission) -> list[str]:
    """What the decisions were taken from, so that a printed table can be checked."""
    call = admission.call
    counts = tr("{outcomes}; {capacity} places.", outcomes=outcome_counts(admission), capacity=call.capacity)
    return [
        counts,
        tr(
            "{cohort}: {admitted}/{capacity}; {software}; seed {lottery_seed}",
            cohort=call.cohort_id,
            admitted=len(admission.admitted),
            capacity=call.capacity,
            software=admission.software,
            lottery_seed=call.lottery_seed,
        ),
        tr("inputs {input_sha256}", input_sha256=admission.input_sha256),
    ]
