"""The decisions of an admission as a table for people, in the language of the screen or of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from shlex import quote

from kvadmin.api import screen_language, tr
from kvadmin.api.reports import Column, Report, Table, table_of
from kvadmin.api.wording import Language

from .. import admission as rule
from ..decisions.decision_words import counts_of, decision_in_words, outcome_counts, short_reason
from ..decisions.protocol_words import protocol_word
from ..verdict.ground_words import verdict_word
from .lottery_told import PointsRow, lottery_told, points_told, unfilled_told

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


def decision_report(
    admission: rule.Admission, *, dry_run: bool, language: Language = "en", whole: bool = False
) -> Report:
    """The decisions: the contract's JSON, and a table with the reasons in words.

    Args:
        admission: What the rule decided.
        dry_run: Whether nothing is written.
        language: ``en`` for the terminal, with the reasons in a few words; ``nb`` or ``nn`` for documents.
        whole: For a file that is kept: also the draw with its grounds, and the points per criterion.
    """
    cohort = admission.call.cohort_id
    if language == "en":
        title, notes = tr("Admission protocol {cohort}", cohort=cohort), (*_origin(admission), *admission.notes)
    else:
        title, notes = f"{_TITLES[language][0]} {cohort}", _origin_in_words(admission, language)
    table = table_of(title, _columns(language), admission.decisions, notes)
    more = (*_lottery(admission, language), *_points(admission, language)) if whole else ()
    return Report(rule.admission_json(admission, dry_run=dry_run), (table, *more), language=language)


def _lottery(admission: rule.Admission, language: Language) -> Iterator[Table]:
    """The draw: what it was, what it is worth and why, and what was changed after the freeze."""
    lottery = lottery_told(admission, language)
    if lottery is None:
        return
    title = protocol_word("lottery", language)
    notes = [*lottery.sentences, *(f"{name}: {value}" for name, value in lottery.facts)]
    columns = (Column("ground", protocol_word("grounds", language), get=str),)
    yield table_of(title, columns, lottery.grounds, notes)
    if lottery.later:
        title = protocol_word("later", language)
        yield table_of(title, (Column("later", title, get=str),), lottery.later)


def _points(admission: rule.Admission, language: Language) -> Iterator[Table]:
    rows = points_told(admission, language)
    if not rows:
        return
    columns = (
        Column("number", _TITLES[language][1]),
        Column("name", _TITLES[language][2]),
        *(Column(each.name, each.name, get=_points_of(each.name)) for each in admission.call.criteria),
        Column("score", _TITLES[language][4]),
    )
    yield table_of(protocol_word("points_by", language), columns, rows)


def _points_of(criterion: str) -> Callable[[PointsRow], str]:
    return lambda row: row.points.get(criterion, "")


def _columns(language: Language) -> tuple[Column, ...]:
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


def _reason(decision: rule.Decision, language: Language) -> str:
    if language == "en":
        return short_reason(decision)
    return rule.decision_text(decision_in_words(decision, language), language)


def _origin_in_words(admission: rule.Admission, language: Language) -> tuple[str, ...]:
    """The same in a document's language."""
    call = admission.call
    facts = (("seed", call.lottery_seed or "–"), ("inputs", admission.input_sha256), ("software", admission.software))
    counts = protocol_word("counts", language, places=call.capacity, **counts_of(admission))
    unfilled = unfilled_told(admission, language)
    return (
        counts,
        *([unfilled] if unfilled else []),
        *(f"{protocol_word(key, language)}: {value}" for key, value in facts),
    )


def _origin(admission: rule.Admission) -> list[str]:
    """What the decisions were taken from, so that a printed table can be checked."""
    call = admission.call
    counts = tr("{outcomes}; {capacity} places.", outcomes=outcome_counts(admission), capacity=call.capacity)
    unfilled = unfilled_told(admission, screen_language())
    return [
        counts,
        *([unfilled] if unfilled else []),
        *_worth(admission),
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


def _worth(admission: rule.Admission) -> Iterator[str]:
    """What the draw is worth, where a protocol says it."""
    if admission.draw is not None:
        verdict, cohort = verdict_word(admission.draw["verdict"], screen_language()), quote(admission.call.cohort_id)
        yield tr("the draw is {verdict}: kvadmin cohort verify {cohort} says why", verdict=verdict, cohort=cohort)
