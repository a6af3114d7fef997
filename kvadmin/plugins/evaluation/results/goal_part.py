"""The first part of a report: what is wanted, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.api.documents import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    PrintColumn,
    TableBlock,
    Text,
    muted,
    strong,
)
from kvadmin.api.wording import Language

from ..charts.chart_words import period_text
from ..goals.written_goals import named_goal
from ..indicators.definition import indicator_label
from ..progress.goal_state import NO_FIGURES, STATES
from ..progress.judged_goals import JudgedGoal
from ..progress.written_states import written_level
from ..spc.interpretation import last_observed
from .missing_part import in_sentence
from .report_sources import ReportSources
from .report_subject import MemberKey, ReportSubject, networks_of
from .report_words import report_word
from .result_figures import LEAST
from .state_bars import state_bars
from .state_counts import StateCounts, counts_of, public_counts

#: In a table a state that says where one stands is strong; one that says that nobody knows is not.
_KNOWN = ("met", "on-track", "off-track")


def goal_blocks(
    sources: ReportSources, subject: ReportSubject, whole: ReportSubject, language: Language
) -> list[Block]:
    """What stands under the heading of the goals.

    Args:
        sources: The data.
        subject: Whom the report is about.
        whole: The programme, which counts are worked out from.
        language: Of the report.
    """
    if not any(sources.goals(key) for key in subject.members):
        return [Paragraph(report_word(f"no_goals_{_number(subject)}", language))]
    if subject.kind == "municipality":
        return _of_one(sources, subject.members[0], language)
    if subject.kind == "network":
        return _of_network(sources, subject, language)
    return _of_many(sources, subject, whole, language)


def _number(subject: ReportSubject) -> str:
    return "one" if subject.kind == "municipality" else "many"


def _of_one(sources: ReportSources, key: MemberKey, language: Language) -> list[Block]:
    found = sources.goals(key)
    if sources.audience == "inhabitants":
        return [Bullets(tuple(_sentences(sources, key, each, language) for each in found))]
    table = _table(sources, [(key, each) for each in found], language, named=False)
    return [table, Paragraph(report_word("status_is_level", language), "note")]


def _sentences(sources: ReportSources, key: MemberKey, each: JudgedGoal, language: Language) -> Text:
    """A goal for those who read no tables: what it is, where one is, how it stands."""
    indicator = sources.figures.indicator(each.goal.indicator)
    last = last_figure(sources, key, each, language)
    said = [report_word("last_was", language, figure=last)] if last else []
    hidden = indicator is not None and sources.figures.hides(indicator.id, key.municipality)
    if indicator is not None and hidden and each.state.state == NO_FIGURES:
        said.append(report_word("too_small", language, indicator=in_sentence(indicator_label(indicator, language))))
    else:
        said.append(_state_sentence(each, language))
    return (strong(named_goal(each.goal, indicator, language) + "."), " " + " ".join(said))


def _state_sentence(each: JudgedGoal, language: Language) -> str:
    """How the goal stands, as a sentence."""
    state = each.state.state
    keeps = each.goal.kind == "keep" and state in ("on-track", "off-track")
    return report_word(f"{'keeps' if keeps else 'says'}_{state}", language)


def last_figure(
    sources: ReportSources, key: MemberKey, each: JudgedGoal, language: Language, *, short: bool = False
) -> str:
    """The last figure that a goal is about, with its period; empty when there is none to show."""
    indicator = sources.figures.indicator(each.goal.indicator)
    judged = sources.figures.series(indicator, key.municipality) if indicator else None
    last = last_observed(judged.judgement.points) if judged else None
    if indicator is None or judged is None or last is None or last.value is None:
        return ""
    figure = sources.figures.text(last.value, indicator, language, judged)
    return f"{figure} ({period_text(last.period, language, short=short)})"


def _table(
    sources: ReportSources, rows: Sequence[tuple[MemberKey, JudgedGoal]], language: Language, *, named: bool
) -> TableBlock:
    columns = [
        PrintColumn(report_word("goal", language), 4.4),
        PrintColumn(report_word("last_figure", language), 1.9 if named else 2.4),
        PrintColumn(report_word("status", language), 2.3),
    ]
    if named:
        columns.insert(0, PrintColumn(report_word("municipality", language), 1.5))
    cells: list[tuple[Text, ...]] = []
    for key, each in rows:
        indicator = sources.figures.indicator(each.goal.indicator)
        word = report_word(f"state_{each.state.state}", language)
        # A level would tell of the figures that are too small to be shown.
        hides = sources.figures.hides(each.goal.indicator, key.municipality)
        level = "" if sources.public or hides else written_level(each.state, language)
        row: tuple[Text, ...] = (
            named_goal(each.goal, indicator, language),
            last_figure(sources, key, each, language, short=named) or "–",
            (strong(word) if each.state.state in _KNOWN else word, muted(f"\n{level}" if level else "")),
        )
        cells.append((sources.name(key.municipality), *row) if named else row)
    return TableBlock(tuple(columns), tuple(cells), summary=report_word("goals", language))


def _of_network(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """Every goal for those who meet; for the public what occurs, since a network is too small for counts."""
    rows = [(key, each) for key in subject.members for each in sources.goals(key)]
    if not sources.public:
        return [
            _table(sources, rows, language, named=True),
            Paragraph(report_word("status_is_level", language), "note"),
        ]
    there = [state for state in STATES if any(each.state.state == state for _, each in rows)]
    points = tuple(report_word(f"occurs_{state}", language) for state in there)
    return [Bullets(points), Paragraph(report_word("each_own_report", language))]


def _of_many(sources: ReportSources, subject: ReportSubject, whole: ReportSubject, language: Language) -> list[Block]:
    rows = _counts(sources, subject, whole, language)
    own = rows[-1]
    blocks: list[Block] = []
    if not own.hidden:
        words = [report_word(f"state_{state}", language) for state in STATES]
        counts = [count or 0 for count in own.counts[:-1]]
        parts = ", ".join(f"{word} {count}" for word, count in zip(words, counts, strict=True))
        alt = report_word("counts_alt", language, parts=parts)
        blocks.append(Picture(state_bars(words, counts, alt, language).encode(), "svg", alt))
    blocks.append(_count_table(rows, subject, language))
    if any(each.hidden for each in rows):
        blocks.append(Paragraph(report_word("hidden_counts", language, least=LEAST), "note"))
    if subject.kind == "cohort" and not sources.public:
        every = [(key, each) for key in subject.members for each in sources.goals(key)]
        blocks += [Heading(report_word("all_goals", language), 2), _table(sources, every, language, named=True)]
        blocks.append(Paragraph(report_word("status_is_level", language), "note"))
    elif sources.public:
        blocks.append(Paragraph(report_word("each_own_report", language)))
    return blocks


def _counts(
    sources: ReportSources, subject: ReportSubject, whole: ReportSubject, language: Language
) -> list[StateCounts]:
    """The rows of the table; the last is that of the subject."""
    total = report_word("total", language)
    if sources.public:
        shown = public_counts(sources, whole)
        if subject.cohort is not None:
            return [shown[subject.cohort.id]._replace(name=subject.cohort.title(language))]
        return [*(shown[name] for name in sorted(shown) if name), shown[""]._replace(name=total)]
    own = counts_of(sources, total, subject.members)
    if subject.cohort is None:
        groups = dict.fromkeys(sorted({key.cohort for key in subject.members}))
        parts = [(name, [key for key in subject.members if key.cohort == name]) for name in groups]
    else:
        parts = [
            (f"{report_word('network', language)} {each.id}",
             [key for key in subject.members if key.municipality in each.members])
            for each in networks_of(sources.run, subject.cohort.id)
        ]  # fmt: skip
    return [*(counts_of(sources, name, members) for name, members in parts), own]


def _count_table(rows: Sequence[StateCounts], subject: ReportSubject, language: Language) -> TableBlock:
    first = report_word("network" if len(rows) > 1 and subject.kind == "cohort" else "cohort", language)
    columns = (
        PrintColumn(first, 1.8),
        *(PrintColumn(report_word(f"state_{state}", language), 1.2, "right") for state in STATES),
        PrintColumn(report_word("total", language), 0.9, "right"),
    )
    cells = tuple((each.name, *("–" if n is None else str(n) for n in each.counts)) for each in rows)
    return TableBlock(columns, cells, summary=report_word("counts", language))
