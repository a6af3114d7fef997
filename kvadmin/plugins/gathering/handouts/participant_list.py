"""The participant list: grouped, with a line about each group, and the index of names behind it."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from kvadmin.api.documents import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    PrintColumn,
    TableBlock,
    Text,
    Together,
    strong,
)
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, Table, table_of
from kvadmin.api.wording import Language, count, day, join_words

from ..registrations.roster import Roster, RosterEntry, RosterGroup
from .wording import footer_line, hidden_count_line, occasion_line, party_name, word


def participant_list(found: Roster, programme: Programme, language: Language, *, index: bool = True) -> Document:
    """The list as a document.

    Args:
        found: Who is on it.
        programme: For its name and the sender's address.
        language: nb or nn.
        index: With the index of names (left out when the list is by name already).
    """
    blocks: list[Block] = [_block(group, language) for group in found.groups]
    if not found.entries:
        nobody = word("none", language) if not found.hidden else hidden_count_line(found.hidden, language)
        blocks.append(Paragraph(nobody))
    elif index and found.by != "name":
        blocks += [PageBreak(), Heading(word("index", language)), _index(found, language)]
    return Document(
        title=word("list", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(found.gathering, language),
        lead=lead_sentence(found, language),
        blocks=tuple(blocks),
        footer=footer_line(found.gathering, language, programme.sender.email if programme.sender else ""),
    )


def lead_sentence(found: Roster, language: Language) -> str:
    """``40 deltakere fra 12 kommuner og 6 andre virksomheter. 2 påmeldte står ikke på listen. Oppdatert …``."""
    if not found.entries:
        return ""
    people, municipal, others = found.counts()
    fra = "frå" if language == "nn" else "fra"
    where = []
    if municipal:
        where.append(count(municipal, "municipality", language))
    if others:
        where.append(_organisations(others, language, other=bool(municipal)))
    parts = [count(people, "participant", language) + (f" {fra} {join_words(where, language)}" if where else "") + "."]
    parts.append(hidden_count_line(found.hidden, language))
    if found.updated:
        parts.append(f"{word('updated', language)} {day(found.updated, language)}.")
    return " ".join(part for part in parts if part)


def _organisations(number: int, language: Language, *, other: bool) -> str:
    if not other:
        return count(number, "organisation", language)
    one, many = (
        ("anna verksemd", "andre verksemder") if language == "nn" else ("annen virksomhet", "andre virksomheter")
    )
    return count(number, (one, many), language)


def _block(group: RosterGroup, language: Language) -> Together:
    heading = group_heading(group, language)
    leads = [Paragraph(text, "lead")] if (text := _network_line(group, language)) else []
    head = [Heading(heading)] if heading else []
    return Together((*head, *leads, _table(group, language)))


def group_heading(group: RosterGroup, language: Language) -> str:
    """``Nettverk 2 – Innlandet``, ``Andre deltakere``, a municipality, or nothing."""
    match group.kind:
        case "network":
            label = f"{word('network', language)} {group.key}" if group.key[:1].isdigit() else group.key
            return f"{label} – {group.name}" if group.name and group.name not in (label, group.key) else label
        case "municipality":
            return group.name
        case "others":
            return word("others", language)
        case "without":
            return word("without", language)
    return ""


def _network_line(group: RosterGroup, language: Language) -> str:
    if group.kind != "network":
        return ""
    fra = "frå" if language == "nn" else "fra"
    people = f"{count(len(group.entries), 'participant', language)} {fra} {join_words(group.places, language)}"
    name = group.network.advisor if group.network else ""
    advisor = f"{word('advisor', language)}: {name}" if name else ""
    return " · ".join(part for part in (advisor, people) if part)


def _table(group: RosterGroup, language: Language) -> TableBlock:
    municipal = [bool(each.person.municipality) for each in group.entries]
    place = "municipality" if all(municipal) else "from_where" if any(municipal) else "organisation"
    parties = any(each.party for each in group.entries)
    columns = [
        PrintColumn(word("name", language), 2.7),
        PrintColumn(word("title", language), 3.4),
        PrintColumn(word(place, language), 2.4 if parties else 3.9),
    ]
    if parties:
        columns.append(PrintColumn(word("party", language), 1.5))
    rows = tuple(
        (printed_name(each), each.title, each.place, *([party_name(each.party, language)] if parties else []))
        for each in group.entries
    )
    return TableBlock(tuple(columns), rows, summary=group_heading(group, language) or word("list", language))


def printed_name(entry: RosterEntry) -> Text:
    """The family name in semibold, the given names behind it."""
    return (strong(entry.family), f", {entry.given}") if entry.given else (strong(entry.family),)


def _index(found: Roster, language: Language) -> TableBlock:
    networks = any(each.network for each in found.entries)
    columns = [PrintColumn(word("name", language), 3), PrintColumn(word("from_where", language), 3)]
    if networks:
        columns.append(PrintColumn(word("network", language), 1.2, "right"))
    rows = tuple(
        (printed_name(each), each.place, *([each.network] if networks else [])) for each in found.alphabetical()
    )
    return TableBlock(tuple(columns), rows, summary=word("index", language))


def participant_tables(found: Roster, language: Language) -> tuple[Table, ...]:
    """The list as a table, for workbooks, csv and the terminal."""
    columns = (
        Column("network", word("network", language), rank=1),
        Column("name", word("name", language), get=attrgetter("filed_as")),
        Column("title", word("title", language), rank=2),
        Column("place", word("from_where", language)),
        Column("party", word("party", language), get=lambda each: party_name(each.party, language), rank=3),
    )
    notes = [*_notes(found, language)]
    nobody = "" if found.entries else notes[0]
    return (table_of(word("list", language), columns, found.entries, notes, nobody),)


def index_table(found: Roster, language: Language) -> Table:
    """The index of names as a table."""
    columns = (
        Column("name", word("name", language), get=attrgetter("filed_as")),
        Column("place", word("from_where", language)),
        Column("network", word("network", language)),
    )
    return table_of(word("index", language), columns, found.alphabetical())


def _notes(found: Roster, language: Language) -> Iterator[str]:
    if found.entries:
        yield lead_sentence(found, language)
        return
    yield hidden_count_line(found.hidden, language) or word("none", language)
