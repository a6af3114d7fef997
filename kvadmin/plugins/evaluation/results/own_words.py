"""The municipality's own words: goals of its application, its plan, and what it reported; and what it found out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kvadmin.api import tr
from kvadmin.api.wording import Language, day

from .report_sources import ReportSources
from .report_subject import MemberKey
from .report_words import report_word

_GOALS = ("quality_goal", "sick_leave_goal")


class Quotation(NamedTuple):
    """Somebody's words, and where they stand."""

    source: str
    text: str


def quotations(sources: ReportSources, key: MemberKey, language: Language) -> list[Quotation]:
    """What a municipality itself says, in the order in which it said it; what may name a person is left out."""
    return [Quotation(source, marked(text)) for source, text in _texts(sources, key, language) if text]


def _texts(sources: ReportSources, key: MemberKey, language: Language) -> Iterator[tuple[str, str]]:
    cohort, number = key
    application, plan = sources.application(key), sources.plan(key)
    if application is not None:
        for item in _GOALS:
            what = tr("{number}: {field} of the application", number=number, field=item)
            shown = f"kvadmin application show {cohort} {number}"
            text = sources.quoted(application.contents.get(item, ""), what, shown)
            yield report_word(f"from_{item}", language), text
    if plan is None:
        return
    shown = f"kvadmin plan show {cohort} {number}"
    for name, texts in (("project_goals", plan.project_goals), ("effect_goals", plan.effect_goals)):
        what = tr("{number}: {field} of the project plan", number=number, field=name)
        for text in texts:
            yield report_word(f"from_{name}", language), sources.quoted(text, what, shown)
    for report in sorted(plan.reports, key=lambda each: each.date):
        if report.date <= sources.day:
            what = tr("{number}: the report of {day}", number=number, day=report.date)
            said = sources.quoted(report.text, what, shown)
            yield report_word("from_report", language, day=day(report.date, language)), said


def findings(sources: ReportSources, key: MemberKey, language: Language) -> list[tuple[str, list[str]]]:
    """What the municipality's own evaluations found: where from, and the points."""
    plan = sources.plan(key)
    found = []
    for each in plan.evaluations if plan else ():
        if each.received is not None and each.received > sources.day:
            continue
        what = tr("{number}: findings of the evaluation", number=key.municipality)
        shown = f"kvadmin plan show {key.cohort} {key.municipality}"
        points = [said for text in each.findings if (said := sources.quoted(text, what, shown))]
        if points:
            found.append((report_word(f"evaluation_{each.kind}", language), points))
    return found


def marked(text: str) -> str:
    """The text between quotation marks, its own quotations inside in single ones."""
    inner = text.strip().replace("«", "‘").replace("»", "’")
    return f"«{inner}»"
