"""A results report as a document: its parts in their order, and those that plugins add in their places."""

from __future__ import annotations

from kvadmin.api.documents import Block, Document, Heading, Paragraph, Together
from kvadmin.api.wording import day

from .chart_part import chart_blocks
from .goal_part import goal_blocks
from .introduction_part import introduction_blocks, lead_of, title_of
from .missing_part import missing_blocks
from .report_sources import ReportSources
from .report_subject import ReportSubject
from .report_words import report_word
from .result_sections import ReportPart, added_parts
from .words_part import learned_blocks, own_word_blocks

#: Where the built-in parts stand; measures (30) come from plugins.
GOALS, CHARTS, OWN_WORDS, LEARNED, MISSING = 10, 20, 40, 50, 60


def report_document(sources: ReportSources, subject: ReportSubject, whole: ReportSubject) -> Document:
    """The report on one subject.

    Args:
        sources: The data.
        subject: Whom it is about.
        whole: The programme, which counts for the public are worked out from.
    """
    language = sources.language_of(subject)
    one = "one" if subject.kind == "municipality" else "many"
    plain = sources.audience == "inhabitants"
    parts = [
        ReportPart(
            GOALS,
            report_word(f"goals_plain_{one}" if plain else "goals", language),
            tuple(goal_blocks(sources, subject, whole, language)),
        ),
        ReportPart(
            CHARTS,
            report_word("charts_plain" if plain else "charts", language),
            tuple(chart_blocks(sources, subject, language)),
        ),
        ReportPart(
            OWN_WORDS,
            report_word(f"own_words_{one}", language),
            tuple(own_word_blocks(sources, subject, language)),
        ),
        ReportPart(LEARNED, report_word("learned", language), tuple(learned_blocks(sources, subject, language))),
        *added_parts(sources, subject, language),
        ReportPart(MISSING, report_word("missing", language), tuple(missing_blocks(sources, subject, language))),
    ]
    title = title_of(subject, language)
    on = report_word("on", language, day=day(sources.day, language))
    document = Document(
        title,
        language,
        programme=sources.programme.name if sources.programme else "",
        subtitle=f"{report_word(sources.audience, language)} · {on}",
        lead=lead_of(subject, language),
        blocks=tuple(introduction_blocks(sources, subject, language)),
        footer=f"{title} · {on}",
    )
    for title_, blocks in _joined(parts):
        document = document.with_blocks(_headed(title_, blocks))
    return document


def _headed(title: str, blocks: list[Block]) -> list[Block]:
    """The part below its heading, which never stays alone on the page before its first picture."""
    first = next((at for at, block in enumerate(blocks) if not isinstance(block, Paragraph)), 0)
    whole = blocks[first]
    if not isinstance(whole, Together):
        return [Heading(title), *blocks]
    lead = [block for block in blocks[:first] if isinstance(block, Paragraph)]
    return [Together((Heading(title), *lead, *whole.blocks)), *blocks[first + 1 :]]


def _joined(parts: list[ReportPart]) -> list[tuple[str, list[Block]]]:
    """The parts that say something, by rank; those with one title under one heading, where the first of them stands."""
    found: dict[str, list[Block]] = {}
    for part in sorted(parts, key=lambda each: each.rank):
        if part.blocks:
            found.setdefault(part.title, []).extend(part.blocks)
    return list(found.items())
