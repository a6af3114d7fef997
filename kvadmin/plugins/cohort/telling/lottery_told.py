"""What a protocol tells of its lottery and of what scores are made of: the same lines in the document and in tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kvadmin.api.wording import Language, day

from .. import admission as rule
from ..admission.reasons import decimal_text
from ..decisions.protocol_words import protocol_word as word
from ..verdict.ground_words import ground_texts, later_change_texts, verdict_word
from .draw_words import form_words, held_draw, named_source, source_words, told_words


@dataclass(frozen=True, slots=True)
class LotteryTold:
    """A lottery in words.

    Args:
        facts: Labels with what belongs to them: source, value, freeze, fingerprint, verdict.
        sentences: What the lot was decided by, and how the numbers of the draw are written.
        grounds: Why the verdict is what it is, a sentence each.
        later: What was changed after the freeze, a line each.
    """

    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    grounds: tuple[str, ...]
    later: tuple[str, ...]


def lottery_told(admission: rule.Admission, language: Language) -> LotteryTold | None:
    """The lottery of an admission in a language; None where its protocol says nothing about one (an older one)."""
    draw = admission.draw
    if draw is None:
        return None
    named = named_source(draw)
    form = form_words(named, language, example=not draw.get("value")) if named else ""
    told = told_words(draw, admission.call.lottery_seed, language)
    return LotteryTold(
        tuple(_facts(draw, language)),
        (told, word("form", language, form=form)) if form else (told,),
        tuple(ground_texts(draw, language)),
        tuple(later_change_texts(draw, language)),
    )


def _facts(draw: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    source = source_words(draw["source"], language)
    name = held_draw(draw, named_source(draw))
    yield word("source", language), f"{source}: {name}" if name else source
    if draw.get("value"):
        yield word("drawn", language), str(draw["value"])
    if draw.get("secret"):
        yield word("secret", language), str(draw["secret"])
    if freeze := draw.get("freeze"):
        on = day(date.fromisoformat(freeze["on"]), language)
        yield word("frozen", language), word("frozen_on", language, day=on, number=freeze["number"])
        yield word("fingerprint", language), str(freeze["fingerprint"])
    yield word("worth", language), verdict_word(draw["verdict"], language)


def unfilled_told(admission: rule.Admission, language: Language) -> str:
    """Which quotas keep places empty though somebody is left out; empty when none do."""
    if not admission.unfilled:
        return ""
    quotas = "; ".join(rule.quota_phrase(each, language) for each in admission.unfilled)
    return word("unfilled", language, count=admission.call.capacity - admission.places, quotas=quotas)


@dataclass(frozen=True, slots=True)
class PointsRow:
    """What the score of one applicant is made of, each figure as text in the language; a missing one is empty."""

    number: str
    name: str
    points: Mapping[str, str]
    score: str


def points_told(admission: rule.Admission, language: Language) -> list[PointsRow]:
    """The points per criterion in the order of the protocol; none for a call without criteria."""
    names = [each.name for each in admission.call.criteria]
    rows = []
    for decision in admission.decisions if names else ():
        made = admission.points.get(decision.number)
        if made is None or not (made.points or made.score is not None):
            continue
        score = "" if decision.score is None else decimal_text(f"{decision.score:f}", language)
        rows.append(
            PointsRow(
                decision.number,
                decision.name or decision.number,
                {name: decimal_text(f"{made.points[name]:f}", language) for name in names if name in made.points},
                word("set_score", language, score=score) if made.score is not None else score,
            )
        )
    return rows
