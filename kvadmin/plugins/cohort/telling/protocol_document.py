"""The admission protocol as a document for the case file: what was decided, by whom, from what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kvadmin.api import Session, Snapshot
from kvadmin.api.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    PrintColumn,
    TableBlock,
    Text,
    strong,
)
from kvadmin.api.records import Application, Cohort, Programme
from kvadmin.api.wording import Language, day, municipality_key

from .. import admission as rule
from ..admission.reasons import decimal_text
from ..decisions.decision_words import counts_of, decision_in_words
from ..decisions.protocol_files import latest_protocol
from ..decisions.protocol_words import protocol_word as word
from .lottery_told import LotteryTold, lottery_told, points_told, unfilled_told

#: So many criteria stand beside each other on a page.
_CRITERIA = 6
_OUTCOMES = ("admitted", "waitlisted", "rejected", "undecided", "withdrawn")


@dataclass(frozen=True)
class DecisionTaken:
    """When and by whom a protocol was decided, and where it is kept."""

    on: date
    who: str
    path: str


def decision_taken(run: Session, admission: rule.Admission) -> DecisionTaken | None:
    """The decision of the newest protocol, if that is what the admission says; None for one that is not written."""
    newest = latest_protocol(run.data, admission.call.cohort_id)
    if newest is None or newest[1]["input_sha256"] != admission.input_sha256 or newest[1]["kind"] != admission.kind:
        return None
    for application in run.data.all(Application, under=admission.call.cohort_id):
        for step in application.changes:
            if step.why.endswith(f"({newest[0]})"):
                return DecisionTaken(step.date, step.who, newest[0])
    return DecisionTaken(run.today, run.who, newest[0])


def protocol_document(
    data: Snapshot, admission: rule.Admission, language: Language, taken: DecisionTaken | None
) -> Document:
    """The protocol.

    Args:
        data: For the cohort, the programme and what was judged of its applications.
        admission: What the rule decided.
        language: Of all its texts.
        taken: When and by whom it was decided; None for a draft.
    """
    programme, call = data.get(Programme), admission.call
    cohort = data.get(Cohort, call.cohort_id)
    blocks: list[Block] = [] if taken else [Paragraph((strong(word("draft", language)),))]
    lottery = lottery_told(admission, language)
    blocks += [_facts(admission, cohort, language, taken, lottery), *_rule(admission, language)]
    blocks += _lottery(lottery, language) if lottery else ()
    for outcome in _OUTCOMES:
        blocks += _decisions(admission, outcome, language)
    blocks += [*_points(admission, language), *_rulings(data, admission, language)]
    titled = cohort.title(language)
    name = titled if titled != cohort.id else ""
    return Document(
        word("title", language),
        language,
        programme=programme.name,
        subtitle=f"{name} ({cohort.id})" if name else cohort.id,
        lead=word("counts", language, places=call.capacity, **counts_of(admission)),
        blocks=tuple(blocks),
        footer=f"{word('title', language)} {cohort.id}",
        landscape=True,
    )


def _facts(
    admission: rule.Admission,
    cohort: Cohort,
    language: Language,
    taken: DecisionTaken | None,
    lottery: LotteryTold | None,
) -> KeyValues:
    pairs: list[tuple[str, Text]] = [(word("kind", language), word(admission.kind, language))]
    if taken is not None:
        when = word("decided_by", language, day=day(taken.on, language), who=taken.who or "–")
        pairs += [(word("decided", language), when), (word("kept_as", language), taken.path)]
    if cohort.deadline is not None:
        pairs.append((word("deadline", language), day(cohort.deadline, language)))
    pairs += [
        (word("places", language), str(admission.call.capacity)),
        *(lottery.facts if lottery else ()),
        (word("seed", language), admission.call.lottery_seed or "–"),
        (word("inputs", language), admission.input_sha256),
        (word("software", language), admission.software),
    ]
    return KeyValues(tuple(pairs))


def _rule(admission: rule.Admission, language: Language) -> Iterable[Block]:
    call = admission.call
    yield Heading(word("rule", language))
    yield Paragraph(word("order", language))
    if call.criteria:
        weights = [
            word("weight", language, name=each.name, weight=decimal_text(f"{each.weight:f}", language))
            for each in call.criteria
        ]
        yield Paragraph(word("criteria", language, criteria="; ".join(weights)))
    yield Paragraph(word("ticket", language, seed=call.lottery_seed, cohort=call.cohort_id))
    if call.quotas:
        yield Heading(word("quotas", language), 2)
        yield Bullets(
            tuple(
                word("filled", language, quota=rule.quota_phrase(each, language), count=_filled(admission, each))
                for each in call.quotas
            )
        )
    if unfilled := unfilled_told(admission, language):
        yield Paragraph(unfilled)


def _lottery(lottery: LotteryTold, language: Language) -> Iterable[Block]:
    """What the lot was decided by, what that is worth and why, and what was changed after the freeze."""
    yield Heading(word("lottery", language))
    yield Paragraph(" ".join(lottery.sentences))
    if lottery.grounds:
        yield Bullets(lottery.grounds)
    if lottery.later:
        yield Heading(word("later", language), 2)
        yield Bullets(lottery.later)


def _points(admission: rule.Admission, language: Language) -> Iterable[Block]:
    """The points per criterion, so many criteria in a table as a page is wide."""
    rows = points_told(admission, language)
    names = [each.name for each in admission.call.criteria]
    for first in range(0, len(names) if rows else 0, _CRITERIA):
        some = names[first : first + _CRITERIA]
        columns = (
            PrintColumn(word("number", language), 0.8),
            PrintColumn(word("municipality", language), 2.4),
            *(PrintColumn(name, 1.5, "right") for name in some),
            PrintColumn(word("points", language), 1.2, "right"),
        )
        cells: list[tuple[Text, ...]] = [
            (row.number, (strong(row.name),), *(row.points.get(name) or "–" for name in some), row.score or "–")
            for row in rows
        ]
        if first == 0:
            yield Heading(word("points_by", language))
        yield TableBlock(columns, tuple(cells), summary=word("points_by", language))


def _filled(admission: rule.Admission, quota: rule.QuotaRule) -> int:
    """How many with a place the quota counts: applicants who were admitted, and members without an application."""
    inputs = admission.inputs
    rows = {row["number"]: row for row in (*_rows(inputs, "members"), *_rows(inputs, "applicants"))}
    decided = {each.number: each.outcome for each in admission.decisions}
    held = {each.number for each in admission.members if each.number not in decided}
    held |= {number for number, outcome in decided.items() if outcome == "admitted"}
    return sum(rows[number]["attributes"].get(quota.field) == quota.value for number in held if number in rows)


def _rows(inputs: object, key: str) -> list[dict[str, Any]]:
    found = inputs.get(key) if isinstance(inputs, dict) else None
    return list(found or [])


def _decisions(admission: rule.Admission, outcome: str, language: Language) -> list[Block]:
    """A heading and a table of those with one outcome, in the order of the protocol."""
    chosen = [each for each in admission.decisions if each.outcome == outcome]
    if not chosen:
        return []
    ranked = outcome in ("admitted", "waitlisted")
    first = {"admitted": "rank", "waitlisted": "in_line"}.get(outcome)
    columns = [
        *([PrintColumn(word(first, language), 0.9, "right")] if first else []),
        PrintColumn(word("number", language), 0.8),
        PrintColumn(word("municipality", language), 2.4),
        *([PrintColumn(word("points", language), 0.9, "right")] if ranked else []),
        *([PrintColumn(word("lot", language), 1.2)] if ranked else []),
        PrintColumn(word("reason", language), 7),
    ]  # fmt: skip
    rows = [_row(each, outcome, language) for each in chosen]
    table = TableBlock(tuple(columns), tuple(rows), summary=word(outcome, language))
    return [Heading(word(outcome, language)), table]


def _row(decision: rule.Decision, outcome: str, language: Language) -> tuple[Text, ...]:
    place = decision.waitlist_position if outcome == "waitlisted" else decision.rank
    score = "–" if decision.score is None else decimal_text(f"{decision.score:f}", language)
    reason = rule.decision_text(decision_in_words(decision, language), language)
    name: Text = (strong(decision.name or decision.number),)
    if outcome not in ("admitted", "waitlisted"):
        return (decision.number, name, reason)
    return ("–" if place is None else str(place), decision.number, name, score, decision.ticket[:8], reason)


def _rulings(data: Snapshot, admission: rule.Admission, language: Language) -> list[Block]:
    """What a person judged: late applications that were accepted, and scores that were set."""
    said: list[Text] = []
    names = {each.number: each.name or each.number for each in admission.decisions}
    order = sorted(admission.decisions, key=lambda each: municipality_key(each.name, each.number))
    for number in (each.number for each in order):
        application = data.find(Application, f"{admission.call.cohort_id}/{number}")
        if application is None:
            continue
        late = application.accepted_late
        if late is not None:
            by = (
                word("decided_by", language, day=day(late.date, language), who=late.who or "–")
                if late.date
                else late.who
            )
            said.append(f"{word('late', language, name=names[number], why=late.why)}{f' ({by})' if by else ''}")
        if application.score is not None and admission.call.criteria:
            score = decimal_text(f"{application.score:f}", language)
            said.append(word("score", language, name=names[number], score=score))
    return [Heading(word("rulings", language)), Bullets(tuple(said))] if said else []
