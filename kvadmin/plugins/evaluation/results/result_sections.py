"""What plugins add to the reports of memberships (hook ``kvadmin_result_sections``), and one part made of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kvadmin.api import tr
from kvadmin.api.documents import Block, Heading, Paragraph, Picture, PrintColumn, TableBlock
from kvadmin.api.hooks import ResultSection
from kvadmin.api.wording import Language

from .report_sources import ReportSources
from .report_subject import MemberKey, ReportSubject
from .report_words import report_word


class ReportPart(NamedTuple):
    """A part of a report: where it stands, its heading, and what stands under it."""

    rank: int
    title: str
    blocks: tuple[Block, ...]


class _Added(NamedTuple):
    key: MemberKey
    section: ResultSection


def added_parts(sources: ReportSources, subject: ReportSubject, language: Language) -> list[ReportPart]:
    """The parts of plugins, by rank and title.

    Of one membership they stand as they are. Of a network or a cohort, those with the same title become one part:
    tables with the same columns become one with the municipality in front, texts and pictures stand under its name
    (pictures in networks alone). In the report on the programme only the heading stands, and where the rest is.
    """
    found: dict[tuple[int, str], list[_Added]] = {}
    for each in _asked(sources, subject, language):
        found.setdefault((each.section.rank, each.section.title), []).append(each)
    parts = []
    for (rank, title), several in sorted(found.items(), key=lambda item: item[0]):
        if subject.kind == "municipality":
            blocks = [block for each in several for block in _whole(each.section)]
        elif subject.kind == "programme":
            blocks = [Paragraph(report_word("sections_elsewhere", language))]
        else:
            blocks = _together(sources, several, language, pictures=subject.kind == "network")
        if blocks:
            parts.append(ReportPart(rank, title, tuple(blocks)))
    return parts


def _asked(sources: ReportSources, subject: ReportSubject, language: Language) -> Iterator[_Added]:
    """What the plugins say of each membership, without what may name a person or cannot be printed."""
    for key in subject.members:
        answers = sources.run.call(
            "kvadmin_result_sections",
            snapshot=sources.run.data,
            cohort=key.cohort,
            municipality=key.municipality,
            today=sources.day,
            language=language,
        )
        for plugin, sections in answers:
            for section in sections:
                clean = _clean(sources, plugin, key, section)
                if clean is not None:
                    yield _Added(key, clean)


def _clean(sources: ReportSources, plugin: str, key: MemberKey, section: ResultSection) -> ResultSection | None:
    where = {"title": section.title, "plugin": plugin, "number": key.municipality}
    if any(len(row) != len(section.headings) for row in section.rows):
        why = tr("a row has not as many cells as there are headings")
    elif section.rows and not all(heading.strip() for heading in section.headings):
        why = tr("a heading of its table is empty")
    elif section.picture and not section.alternative.strip():
        why = tr("its picture has no text alternative")
    elif not section.title.strip():
        why = tr("it has no title")
    else:
        why = ""
    if why:
        text = tr("{number}: the part {title!r} of the plugin {plugin!r} is left out: {why}", **where, why=why)
        sources.left_out[text] = None
        return None

    def kept(text: str) -> str:
        what = tr("{number}: {title} of the plugin {plugin!r}", **where)
        return sources.quoted(text, what, "kvadmin plugins list")

    if not kept(section.title) or not all(map(kept, section.headings if section.rows else ())):
        return None
    rows = tuple(row for row in section.rows if all(kept(cell) or not cell.strip() for cell in row))
    drawn = section.picture if all(map(kept, _words_in(section))) else b""
    return ResultSection(
        section.title,
        tuple(text for each in section.paragraphs if (text := kept(each))),
        section.headings if rows else (),
        rows,
        drawn,
        section.alternative if drawn else "",
        section.rank,
    )


def _words_in(section: ResultSection) -> list[str]:
    """What a picture says to eyes and ears: its texts, those of several lines as one, and its alternative."""
    if not section.picture:
        return []
    try:
        root = ET.fromstring(section.picture)  # noqa: S314  # by a plugin that runs here itself
    except ET.ParseError:
        return [section.alternative]  # refused where it is placed
    texts = [
        " ".join(" ".join(each.itertext()).split())
        for each in root.iter()
        if each.tag.rpartition("}")[2] in ("text", "title", "desc")
    ]
    return [section.alternative, *filter(None, texts)]


def _whole(section: ResultSection) -> Iterator[Block]:
    yield from (Paragraph(text) for text in section.paragraphs)
    if section.rows:
        yield _table(section.headings, section.rows, section.title)
    if section.picture:
        yield Picture(section.picture, "svg", section.alternative)


def _together(sources: ReportSources, several: Sequence[_Added], language: Language, *, pictures: bool) -> list[Block]:
    """Tables of all, then texts and pictures under the name of each municipality."""
    tables: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for each in several:
        if each.section.rows:
            name = sources.name(each.key.municipality)
            tables.setdefault(tuple(each.section.headings), []).extend((name, *row) for row in each.section.rows)
    first = report_word("municipality", language)
    blocks: list[Block] = [
        _table((first, *headings), rows, several[0].section.title) for headings, rows in tables.items()
    ]
    for each in several:
        own: list[Block] = [Paragraph(text) for text in each.section.paragraphs]
        if each.section.picture and pictures:
            own.append(Picture(each.section.picture, "svg", each.section.alternative))
        if own:
            blocks += [Heading(sources.name(each.key.municipality), 2), *own]
    return blocks


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], summary: str) -> TableBlock:
    """Columns as wide as what stands in them asks for, within bounds."""
    longest = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    columns = tuple(
        PrintColumn(heading, min(max(most, 6), 40) ** 0.6) for heading, most in zip(headings, longest, strict=True)
    )
    return TableBlock(columns, tuple(tuple(row) for row in rows), summary=summary)
