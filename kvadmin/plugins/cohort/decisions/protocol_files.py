"""The protocols of a cohort in the programme folder: numbered, append-only, and as a table for people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kvadmin.api import Snapshot, tr
from kvadmin.api.reports import Column, Report, Table

from .. import admission as rule
from ..applications.items import ITEM_LABELS
from .short_reasons import outcome_counts, short_reason

_FOLDER = "protocols"

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


def latest_protocol(data: Snapshot, cohort: str) -> tuple[str, dict[str, Any]] | None:
    """Path and content of the newest protocol of a cohort, or None."""
    path = newest_protocol_path(data, cohort)
    return (path, rule.read_protocol(data.read_file(path) or b"", where=path)) if path else None


def newest_protocol_path(data: Snapshot, cohort: str) -> str | None:
    """Path of the newest protocol of a cohort, or None."""
    numbered = _numbered(data, cohort)
    return numbered[max(numbered)] if numbered else None


def next_protocol_path(data: Snapshot, cohort: str) -> str:
    """Where the next protocol goes."""
    return f"{_FOLDER}/{cohort}-{max(_numbered(data, cohort), default=0) + 1}.json"


def _numbered(data: Snapshot, cohort: str) -> dict[int, str]:
    form = re.compile(rf"{_FOLDER}/{re.escape(cohort)}-(\d+)\.json")
    return {int(match[1]): path for path in data.files(_FOLDER) if (match := form.fullmatch(path))}


def decision_in_words(decision: rule.Decision, language: str) -> rule.Decision:
    """The decision with the codes of missing items as words."""
    if decision.reason != "rejected-incomplete" or not decision.detail:
        return decision
    place = ("nb", "nn", "en").index(language)
    items = [ITEM_LABELS[code][place] if code in ITEM_LABELS else code for code in decision.detail.split(", ")]
    return replace(decision, detail="; ".join(items))


def decision_report(admission: rule.Admission, *, dry_run: bool, language: str = "en") -> Report:
    """The decisions: the contract's JSON, and a table with the reasons in words.

    Args:
        admission: What the rule decided.
        dry_run: Whether nothing is written.
        language: ``en`` for the terminal, with the reasons in a few words; ``nb`` or ``nn`` for documents.
    """
    title, number, name, outcome, score, ticket, waiting, reason = _TITLES[language]
    columns = (
        Column("rank", _RANK[language], "int"),
        Column("municipality", number),
        Column("name", name),
        Column("outcome", outcome),
        Column("score", score, "decimal"),
        Column("ticket", ticket),
        Column("waitlist_position", waiting, "int"),
        Column("reason", reason),
    )
    words = _OUTCOMES.get(language, {})
    rows = tuple(
        (
            each.rank,
            each.number,
            each.name,
            words.get(each.outcome, each.outcome),
            each.score,
            each.ticket[:8],
            each.waitlist_position,
            short_reason(each) if language == "en" else rule.decision_text(decision_in_words(each, language), language),
        )
        for each in admission.decisions
    )
    call = admission.call
    origin = (
        *(
            [tr("{admission}; {capacity} places.", admission=outcome_counts(admission), capacity=call.capacity)]
            if language == "en"
            else []
        ),
        tr(
            "{cohort_id}: {number}/{capacity}; {software}; seed {lottery_seed}",
            cohort_id=call.cohort_id,
            number=len(admission.admitted),
            capacity=call.capacity,
            software=admission.software,
            lottery_seed=call.lottery_seed,
        ),
        tr("inputs {input_sha256}", input_sha256=admission.input_sha256),
    )
    return Report(
        rule.admission_json(admission, dry_run=dry_run),
        (Table(f"{title} {call.cohort_id}", columns, rows, (*origin, *admission.notes)),),
    )
