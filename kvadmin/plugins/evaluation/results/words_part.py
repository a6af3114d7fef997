"""The municipalities' own words as quotations, and what they have learned."""

from __future__ import annotations

from kvadmin.api.documents import Block, Bullets, Heading, Paragraph, PrintColumn, TableBlock
from kvadmin.api.wording import Language

from .own_words import findings, quotations
from .report_sources import ReportSources
from .report_subject import ReportSubject
from .report_words import report_word


def own_word_blocks(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """What stands under the heading of own words; nothing when there are none, and of many where they stand."""
    if subject.kind in ("cohort", "programme"):
        return [Paragraph(report_word("words_elsewhere", language))]
    blocks: list[Block] = []
    for key in subject.members:
        found = quotations(sources, key, language)
        if found and subject.kind == "network":
            blocks.append(Heading(sources.name(key.municipality), 2))
        before = ""
        for each in found:
            if each.source != before:
                blocks.append(Paragraph(each.source, "lead"))
            before = each.source
            blocks.append(Paragraph(each.text, "quote"))
    return [Paragraph(report_word("word_for_word", language), "note"), *blocks] if blocks else []


def learned_blocks(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """The findings of the municipalities' own evaluations; nothing when there are none."""
    if subject.kind in ("cohort", "programme"):
        return _learned_by_all(sources, subject, language)
    blocks: list[Block] = []
    for key in subject.members:
        found = findings(sources, key, language)
        if subject.kind == "municipality":
            for source, points in found:
                blocks += [Paragraph(source, "lead"), Bullets(tuple(points))]
        elif found:
            points = [point for _, several in found for point in several]
            blocks += [Heading(sources.name(key.municipality), 2), Bullets(tuple(points))]
    return blocks


def _learned_by_all(sources: ReportSources, subject: ReportSubject, language: Language) -> list[Block]:
    """A row for each municipality that has found out something."""
    found: dict[str, list[str]] = {}
    for key in subject.members:
        points = [point for _, several in findings(sources, key, language) for point in several]
        if points:
            found.setdefault(key.municipality, []).extend(points)
    title = report_word("learned", language)
    columns = (PrintColumn(report_word("municipality", language)), PrintColumn(report_word("finding", language), 4))
    rows = tuple((sources.name(number), "\n".join(dict.fromkeys(points))) for number, points in found.items())
    return [TableBlock(columns, rows, summary=title)] if rows else []
