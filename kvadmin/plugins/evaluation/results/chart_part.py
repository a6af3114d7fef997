"""The second part of a report: the figures as pictures, each with one sentence on what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kvadmin.api.documents import Block, Heading, Paragraph, Picture, Together
from kvadmin.api.records import Goal, Indicator
from kvadmin.api.wording import Language

from ..charts.chart import Caption, ChartEvent, ChartRemark, chart_svg, describe
from ..charts.multiples import SmallChart, multiples_svg
from ..goals.written_goals import written_goal
from ..indicators.definition import indicator_label
from ..indicators.written_figures import with_unit
from ..measurements.annotations import annotations_of
from ..measurements.judged_series import JudgedSeries
from ..periods import Period, parse_period
from ..spc.types import Judgement
from .report_sources import ReportSources
from .report_subject import MemberKey, ReportSubject
from .report_words import report_word
from .result_figures import LEAST
from .spread import spread_points, spread_svg

#: Where the reasons of events stand.
_LOOK = "kvadmin evaluation indicators"
#: Columns of small charts that can be read on a page that stands.
_COLUMNS = 3
#: Below so many figures a part of a series is too short to judge.
_FEW = 13


def chart_blocks(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """What stands under the heading of the charts; a sentence when there is nothing to draw."""
    if subject.kind == "municipality":
        found = list(_of_one(sources, subject.members[0], language))
        guide = "how_to_read"
    elif subject.kind == "network":
        found = list(_of_network(sources, subject, language))
        guide = "how_to_read_many"
    else:
        found = list(_of_many(sources, subject, language))
        guide = "how_to_read_spread"
    if not found:
        return [Paragraph(report_word("no_charts", language))]
    return [Paragraph(report_word(guide, language), "note"), *found]


def goals_on(sources: ReportSources, key: MemberKey, indicator: Indicator) -> list[Goal]:
    """The goals of a membership on one indicator, the one to be reached first: it is the line of the chart."""
    found = [each.goal for each in sources.goals(key) if each.goal.indicator == indicator.id]
    return sorted(found, key=lambda goal: goal.kind != "reach")


def _of_one(sources: ReportSources, key: MemberKey, language: Language) -> Iterator[Block]:
    """A chart for each indicator with figures."""
    for indicator in sources.figures.indicators:
        goals = goals_on(sources, key, indicator)
        judged = sources.figures.series(indicator, key.municipality, goals[0] if goals else None)
        if judged is None:
            continue
        label = indicator_label(indicator, language)
        caption = Caption(
            sources.name(key.municipality),
            label,
            indicator.unit,
            language,
            decimals=sources.figures.decimals_in(indicator, judged),
            events=tuple(_events(sources, judged, indicator)),
            remarks=tuple(_remarks(sources, judged, indicator, language)),
        )
        # What the notes of a chart say is for those who know charts; the rest is said by the sentence above.
        shown = replace(judged.judgement, notes=()) if sources.audience == "inhabitants" else judged.judgement
        blocks: list[Heading | Paragraph | Picture] = [
            Heading(label, 2),
            Paragraph(what_it_says(judged.judgement, language)),
            Picture(chart_svg(shown, caption).encode(), "svg", f"{label}. {describe(shown, caption)}"),
        ]
        if len(goals) > 1:
            others = "; ".join(written_goal(goal, indicator, language) for goal in goals[1:])
            blocks.append(Paragraph(report_word("second_goal", language, goals=others), "note"))
        if sources.figures.hides(indicator.id, key.municipality):
            blocks.append(Paragraph(report_word("hidden_periods", language, least=LEAST), "note"))
        yield Together(tuple(blocks))


def what_it_says(judgement: Judgement, language: Language) -> str:
    """The chart in one sentence that needs no knowledge of charts."""
    few = [note for note in judgement.notes if note.code == "short"]
    last = judgement.segments[-1] if judgement.segments else None
    current = judgement.points[last.start : last.stop] if last is not None else ()
    known = sum(point.value is not None and not point.excluded for point in current)
    if judgement.variation in (None, "common_cause") and (few or known < _FEW):
        return report_word("few_figures", language)
    if judgement.variation == "common_cause" and any(point.label for point in current):
        return report_word("common_cause_again", language)
    return report_word(judgement.variation or "few_figures", language)


def _events(sources: ReportSources, judged: JudgedSeries, indicator: Indicator) -> Iterator[ChartEvent]:
    for at, event in judged.placed.events:
        if event.kind != "annotation":
            yield ChartEvent(
                at, event.kind, sources.quoted(event.why, f"{indicator.id}: {event.kind} {event.at}", _LOOK)
            )


def _remarks(
    sources: ReportSources, judged: JudgedSeries, indicator: Indicator, language: Language
) -> Iterator[ChartRemark]:
    """What happened to the series until the day."""
    for each in annotations_of(sources.run, indicator, judged.municipality):
        happened = each.day or each.period.first_day
        if happened <= sources.day:
            look = "kvadmin plugins list" if each.plugin else _LOOK
            text = sources.quoted(each.text(language), f"{judged.municipality}: {happened}", look)
            if text:
                yield ChartRemark(str(each.period), text)


def _of_network(sources: ReportSources, subject: ReportSubject, language: Language) -> Iterator[Block]:
    """Small charts side by side, one of each municipality; without goals for the public, since these tell counts."""
    for indicator in sources.figures.indicators:
        members = []
        for key in subject.members:
            goals = [] if sources.public else goals_on(sources, key, indicator)
            judged = sources.figures.series(indicator, key.municipality, goals[0] if goals else None)
            if judged is not None:
                members.append(SmallChart(sources.name(key.municipality), _without_target(judged, keep=bool(goals))))
        if not members:
            continue
        label = indicator_label(indicator, language)
        caption = Caption(label, "", indicator.unit, language)
        for svg in multiples_svg(members, caption, columns=_COLUMNS):
            said = "; ".join(f"{each.name}: {what_it_says(each.judgement, language)}" for each in members)
            yield Together((Heading(label, 2), Picture(svg.encode(), "svg", f"{label}. {said}")))
        if any(sources.figures.hides(indicator.id, key.municipality) for key in subject.members):
            yield Paragraph(report_word("hidden_periods", language, least=LEAST), "note")


def _without_target(judged: JudgedSeries, *, keep: bool) -> Judgement:
    """The judgement without a line that no goal of the municipality has drawn."""
    return judged.judgement if keep else replace(judged.judgement, target=None, targets=(), seconds=(), assurance=None)


def _of_many(sources: ReportSources, subject: ReportSubject, language: Language) -> Iterator[Block]:
    """The middle and the half around it of all municipalities."""
    numbers = sorted({key.municipality for key in subject.members})
    for indicator in sources.figures.indicators:
        values: dict[Period, list[float]] = {}
        for number in numbers:
            judged = sources.figures.series(indicator, number)
            for point in judged.judgement.points if judged else ():
                if point.value is not None and not point.excluded:
                    values.setdefault(parse_period(point.period), []).append(point.value)
        points = spread_points(values, LEAST)
        if not points:
            continue
        label = indicator_label(indicator, language)
        decimals = sources.figures.decimals.get(indicator.id, 1)

        def text(value: float, indicator: Indicator = indicator, decimals: int = decimals) -> str:
            return with_unit(value, indicator, language, decimals)

        first, last = points[0], points[-1]
        figures = {
            "first": first.period.text(language),
            "first_value": text(first.middle),
            "last": last.period.text(language),
            "last_value": text(last.middle),
            "low": text(last.low),
            "high": text(last.high),
        }
        words = (report_word("median", language), report_word("middle_half", language))
        alt = f"{label}. {report_word('spread_alt', language, **figures)}"
        svg = spread_svg(points, title=label, unit=indicator.unit, words=words, alt=alt, language=language)
        said = report_word("spread_says" if len(points) > 1 else "spread_says_one", language, **figures)
        yield Together((Heading(label, 2), Paragraph(said), Picture(svg.encode(), "svg", alt)))
