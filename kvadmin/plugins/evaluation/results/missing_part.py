"""The last part of a report: what is missing, in plain words, so that silence is not taken for good news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kvadmin.api.documents import Block, Bullets, Paragraph
from kvadmin.api.records import Indicator, OwnEvaluation
from kvadmin.api.wording import Language, day, join_words

from ..indicators.definition import indicator_label
from ..periods import Period, periods_between
from .report_sources import ReportSources
from .report_subject import MemberKey, ReportSubject
from .report_words import report_word

_MOST = 4


def missing_blocks(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """What stands under the heading of what is missing; nothing when nothing is."""
    if subject.kind == "municipality":
        points = list(_of_one(sources, subject.members[0], language))
    else:
        points = list(_of_many(sources, subject, language))
    if not points:
        return []
    return [Bullets(tuple(points))] if len(points) > 1 else [Paragraph(points[0])]


def _of_one(sources: ReportSources, key: MemberKey, language: Language) -> Iterator[str]:
    if not sources.goals(key):
        yield report_word("lacks_goals", language)
    wanted = {each.goal.indicator for each in sources.goals(key)}
    for indicator in sources.figures.indicators:
        yield from _figures(sources, key, indicator, language, asked=indicator.id in wanted)
    for name in sorted(wanted - {each.id for each in sources.figures.indicators}):
        yield report_word("lacks_indicator", language, indicator=name)
    plan = sources.plan(key)
    if plan is not None and plan.due is not None and plan.due < sources.day and not plan.received:
        yield report_word("lacks_plan", language, day=day(plan.due, language))
    for each in plan.evaluations if plan else ():
        known = each.kind in OwnEvaluation.KINDS
        if known and each.due is not None and each.due < sources.day and not each.received:
            yield report_word(f"lacks_{each.kind}", language, day=day(each.due, language))


def _figures(
    sources: ReportSources, key: MemberKey, indicator: Indicator, language: Language, *, asked: bool
) -> Iterator[str]:
    """What of one indicator is missing: all of it, or periods that others of the cohort have figures for."""
    label = in_sentence(indicator_label(indicator, language))
    own = sources.figures.known_periods(indicator.id, [key.municipality])[key.municipality]
    newest = _newest(sources, key.cohort, indicator)
    if not own:
        if sources.figures.hides(indicator.id, key.municipality):
            yield report_word("too_small", language, indicator=label)
        elif asked or newest is not None:
            yield report_word("lacks_indicator", language, indicator=label)
        return
    if sources.figures.hides(indicator.id, key.municipality):
        return  # what is hidden is not missing; the note below the chart says so
    last = max(own, key=lambda each: each.ordinal)
    if newest is not None and newest.ordinal > last.ordinal:
        last = newest
    first = min(own, key=lambda each: each.ordinal)
    gaps = [each for each in periods_between(first, last) if each not in own]
    if gaps:
        periods = join_words(_periods(gaps, language), language)
        yield report_word("lacks_periods", language, indicator=label, periods=periods)


def _newest(sources: ReportSources, cohort: str, indicator: Indicator) -> Period | None:
    """The last period that anybody in the cohort has a figure for."""
    found = sources.figures.known_periods(indicator.id, sources.cohort_numbers(cohort)).values()
    return max((period for own in found for period in own), key=lambda each: each.ordinal, default=None)


def _periods(gaps: Sequence[Period], language: Language) -> list[str]:
    """The newest of them, in the order of time, and how many more there are."""
    if len(gaps) <= _MOST + 1:
        return [each.text(language) for each in gaps]
    shown = [each.text(language) for each in gaps[-_MOST:]]
    return [*shown, report_word("and_others", language, count=len(gaps) - _MOST)]


def _of_many(sources: ReportSources, subject: ReportSubject, language: Language) -> Iterator[str]:
    """Who lacks goals and figures: by name for those who meet; for the public that some do, which counts nobody."""
    without = [key for key in subject.members if not sources.goals(key)]
    if without:
        yield _who(sources, subject, without, "lacks_goals", language)
    for indicator in sources.figures.indicators:
        label = in_sentence(indicator_label(indicator, language))
        known = sources.figures.known_periods(indicator.id, [key.municipality for key in subject.members])
        lacking = [
            key
            for key in subject.members
            if not known[key.municipality] and not sources.figures.hides(indicator.id, key.municipality)
        ]
        if len(lacking) == len(subject.members):
            yield report_word("lacks_indicator", language, indicator=label)
        elif lacking:
            yield _who(sources, subject, lacking, "lacks_indicator", language, indicator=label)


def _who(
    sources: ReportSources,
    subject: ReportSubject,
    keys: Sequence[MemberKey],
    word: str,
    language: Language,
    **more: str,
) -> str:
    if len(keys) == len(subject.members) and not more:
        return report_word(word, language)
    if sources.public:
        return report_word(f"{word}_some", language, **more)
    names = join_words(dict.fromkeys(sources.name(key.municipality) for key in keys), language)
    return report_word(f"{word}_many", language, names=names, **more)


def in_sentence(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is an abbreviation."""
    word = label.split(" ", 1)[0]
    return label if len(word) > 1 and not word[1:].islower() else label[:1].lower() + label[1:]
