"""What a report says first: whom and what it is about, from when to when, and by which day."""

from __future__ import annotations

from datetime import date

from kvadmin.api.documents import Block, KeyValues, Text
from kvadmin.api.records import Cohort
from kvadmin.api.wording import Language, count, day, day_range

from ..periods import Period
from .report_sources import ReportSources
from .report_subject import ReportSubject, networks_of
from .report_words import report_word
from .result_figures import LEAST


def subject_name(subject: ReportSubject, language: Language) -> str:
    """What the subject is called in a sentence."""
    if subject.municipality is not None:
        return subject.municipality.name
    if subject.network is not None:
        return f"{subject.network.id} – {subject.network.name}" if subject.network.name else subject.network.id
    return subject.cohort.title(language) if subject.cohort else ""


def title_of(subject: ReportSubject, language: Language) -> str:
    """The title of the report."""
    keys = {"network": "title_network", "programme": "title_programme"}
    return report_word(keys.get(subject.kind, "title"), language, name=subject_name(subject, language))


def lead_of(subject: ReportSubject, language: Language) -> str:
    """What the report tells, in one sentence."""
    key = "lead_one" if subject.kind == "municipality" else "lead_many"
    return report_word(key, language, name=subject_name(subject, language))


def introduction_blocks(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """Programme, cohort, network, members, period, and the last period with figures."""
    pairs: list[tuple[str, Text]] = []
    if sources.programme is not None:
        pairs.append((report_word("programme", language), sources.programme.name))
    if subject.cohort is not None and subject.kind != "cohort":
        pairs.append((report_word("cohort", language), subject.cohort.title(language)))
    if subject.kind == "municipality":
        pairs += _own_network(sources, subject, language)
    pairs += _members(sources, subject, language)
    if span := _span(sources, subject, language):
        key = "period" if subject.kind == "municipality" else "programme_period"
        pairs.append((report_word(key, language), span))
    if last := _last_period(sources, subject):
        pairs.append((report_word("figures_to", language), last.text(language)))
    return [KeyValues(tuple(pairs))]


def _own_network(sources: ReportSources, subject: ReportSubject, language: Language) -> list[tuple[str, Text]]:
    key = subject.members[0]
    found = [each for each in networks_of(sources.run, key.cohort) if key.municipality in each.members]
    name = report_word("network", language)
    return [(name, f"{each.id} – {each.name}" if each.name else each.id) for each in found[:1]]


def _members(sources: ReportSources, subject: ReportSubject, language: Language) -> list[tuple[str, Text]]:
    """Those of a network by name; of more the number, which the public sees where it is no small one."""
    if subject.kind == "municipality":
        return []
    numbers = {key.municipality for key in subject.members}
    if subject.kind == "network":
        names = ", ".join(sources.name(key.municipality) for key in subject.members)
        return [(report_word("municipalities", language), names)]
    if len(numbers) < LEAST and sources.public:
        return []
    return [(report_word("municipalities", language), count(len(numbers), "municipality", language))]


def _span(sources: ReportSources, subject: ReportSubject, language: Language) -> str:
    start, end = _days(sources, subject)
    if start is None:
        return ""
    return day_range(start, end, language) if end else report_word("from_day", language, day=day(start, language))


def _days(sources: ReportSources, subject: ReportSubject) -> tuple[date | None, date | None]:
    programme = sources.programme
    if subject.cohort is None:
        return (programme.start, programme.end) if programme else (None, None)
    if subject.kind != "municipality":
        return _start(subject.cohort), programme.end if programme else None
    own = [each for each in subject.cohort.memberships if each.municipality == subject.members[0].municipality]
    return min(each.start for each in own), max((each.to for each in own if each.to), default=None)


def _start(cohort: Cohort) -> date | None:
    return cohort.start or min((each.start for each in cohort.memberships), default=None)


def _last_period(sources: ReportSources, subject: ReportSubject) -> Period | None:
    """The last period of which anybody has a figure."""
    numbers = [key.municipality for key in subject.members]
    periods = [
        period
        for each in sources.figures.indicators
        for own in sources.figures.known_periods(each.id, numbers).values()
        for period in own
    ]
    return max(periods, key=lambda period: (period.last_day, period.kind), default=None)
