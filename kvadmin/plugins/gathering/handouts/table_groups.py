"""The table groups as a document to hang on the wall."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kvadmin.api.documents import Block, Document, Heading, Paragraph, PrintColumn, TableBlock, Together
from kvadmin.api.records import Programme
from kvadmin.api.wording import Language, count

from ..registrations.roster import Roster, RosterEntry
from .participant_list import printed_name
from .wording import footer_line, hidden_count_line, occasion_line, word


def group_document(
    found: Roster, programme: Programme, language: Language, without_table: Collection[str] = ()
) -> Document:
    """Who sits where in each round; people who are not on the participant list are only counted.

    Args:
        found: Who is on the list, and the gathering with those who come in its tables.
        programme: For its name and the sender's address.
        language: nb or nn.
        without_table: Ids of those who come and have no table in every round: newer than the plan.
    """
    gathering = found.gathering
    entries = {each.person.id: each for each in found.entries}
    blocks: list[Block] = []
    for number, tables in enumerate(gathering.groups, 1):
        if len(gathering.groups) > 1:
            blocks.append(Heading(f"{word('round', language)} {number}"))
        level = 2 if len(gathering.groups) > 1 else 1
        blocks += [
            _table(f"{word('table', language)} {at}", people, entries, language, level)
            for at, people in enumerate(tables, 1)
        ]
    if without_table:
        blocks.append(_table(word("no_table", language), tuple(without_table), entries, language, 1))
    return Document(
        title=word("groups", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(gathering, language),
        blocks=tuple(blocks) or (Paragraph(word("no_groups", language)),),
        footer=footer_line(gathering, language, programme.sender.email if programme.sender else ""),
    )


def _table(
    title: str, people: Sequence[str], entries: Mapping[str, RosterEntry], language: Language, level: int
) -> Together:
    shown = sorted((entries[each] for each in people if each in entries), key=lambda each: each.person.key())
    columns = (
        PrintColumn(word("name", language), 3),
        PrintColumn(word("from_where", language), 3),
        PrintColumn(word("network", language), 1.2, "right"),
    )
    rows = tuple((printed_name(each), each.place, each.network) for each in shown)
    more = hidden_count_line(len(people) - len(shown), language)
    head = Heading(title, level)
    size = Paragraph(count(len(people), "participant", language) + (f". {more}" if more else ""), "lead")
    return Together((head, size, TableBlock(columns, rows, summary=head.text))) if rows else Together((head, size))
