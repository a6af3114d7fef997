"""The programme of the days, parallel sessions side by side in time."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from kvadmin.api.documents import (
    Block,
    Document,
    Heading,
    Paragraph,
    PrintColumn,
    TableBlock,
    Text,
    Together,
    muted,
    strong,
)
from kvadmin.api.records import AgendaItem, Gathering, Programme
from kvadmin.api.wording import Language, clock, day

from ..agenda import items_in_order, read_clock
from .wording import footer_line, occasion_line, word


def agenda_document(gathering: Gathering, programme: Programme, language: Language) -> Document:
    """The programme as a document; a gathering without one says so."""
    blocks: list[Block] = []
    several = gathering.end != gathering.start
    for when, items in groupby(items_in_order(gathering), key=lambda each: each.day or gathering.start):
        table = _table(list(items), language)
        blocks.append(Together((Heading(_day(when, language)), table)) if several else table)
    return Document(
        title=word("programme", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(gathering, language),
        blocks=tuple(blocks) or (Paragraph(word("no_agenda", language)),),
        footer=footer_line(gathering, language, programme.sender.email if programme.sender else ""),
    )


def _day(when: date, language: Language) -> str:
    said = day(when, language, weekday=True)
    return said[:1].upper() + said[1:]


def _table(items: list[AgendaItem], language: Language) -> TableBlock:
    rooms = any(each.room for each in items)
    columns = [
        PrintColumn(word("time", language), 1.3),
        PrintColumn(word("item", language), 4.2),
        PrintColumn(word("speaker", language), 3),
    ]
    if rooms:
        columns.append(PrintColumn(word("room", language), 1.5))
    rows = [
        (_time(each, language), _title(each, language), _speaker(each), *([each.room] if rooms else []))
        for each in items
    ]
    return TableBlock(tuple(columns), tuple(rows), summary=word("programme", language))


def _time(item: AgendaItem, language: Language) -> str:
    return clock(read_clock(item.start), read_clock(item.end), language)


def _title(item: AgendaItem, language: Language) -> Text:
    track = (muted(f"\n{word('parallel', language)} {item.track}"),) if item.track else ()
    return (strong(item.title), *track)


def _speaker(item: AgendaItem) -> str:
    return ", ".join(part for part in (item.speaker, item.organisation) if part)
