"""Sheets that are written on: the sign-in sheet on the table, and the check-in list of the secretariat."""

from __future__ import annotations

from operator import attrgetter

from kvadmin.api import tr
from kvadmin.api.documents import Block, Document, Heading, Paragraph, PrintColumn, TableBlock
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.reports import Column, Table, table_of
from kvadmin.api.wording import Language

from ..registrations.person_ids import badge_token
from ..registrations.roster import Roster
from .participant_list import lead_sentence, printed_name
from .wording import footer_line, hidden_count_line, occasion_line, word

#: Empty rows for people nobody expected.
WALK_INS = 10
_ROW_HEIGHT = 9.0
#: A box to tick by hand (documents draw it larger than a letter), and a ticked one.
_TICK_BOX, _TICKED = "☐", "☑"


def sign_in_sheet(found: Roster, programme: Programme, language: Language) -> Document:
    """Everybody on the list with a box to tick and a line to sign, then empty rows for those at the door.

    The sheet lies open on a table: it shows no more people than the participant list does.
    """
    columns = (
        PrintColumn(word("here", language), 1, "center"),
        PrintColumn(word("name", language), 3),
        PrintColumn(word("from_where", language), 2.5),
        PrintColumn(word("signature", language), 3),
    )
    rows = tuple((_TICK_BOX, printed_name(each), each.place, "") for each in found.alphabetical())
    blocks: list[Block] = []
    if rows:
        blocks.append(TableBlock(columns, rows, _ROW_HEIGHT, word("signin", language)))
    else:
        blocks.append(Paragraph(hidden_count_line(found.hidden, language) or word("none", language)))
    blocks.append(Heading(word("walk_in", language)))
    empty = ((_TICK_BOX, "", "", ""),) * WALK_INS
    blocks.append(TableBlock(columns, empty, _ROW_HEIGHT, word("walk_in", language)))
    return Document(
        title=word("signin", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(found.gathering, language),
        lead=lead_sentence(found, language),
        blocks=tuple(blocks),
        footer=footer_line(found.gathering, language, programme.sender.email if programme.sender else ""),
    )


def check_in_list(found: Roster, programme: Programme, language: Language) -> Document:
    """Everybody with the code of the badge, hidden people included: for the secretariat only."""
    columns = (
        PrintColumn(word("here", language), 1, "center"),
        PrintColumn(word("name", language), 3),
        PrintColumn(word("from_where", language), 2.6),
        PrintColumn(word("network", language), 1.3),
        PrintColumn(word("badges", language), 2.3),
    )
    rows = tuple(
        (
            _TICKED if each.person.registration.arrived else _TICK_BOX,
            printed_name(each),
            each.place,
            each.network,
            badge_token(found.gathering, each.person.id),
        )
        for each in found.alphabetical()
    )
    table = TableBlock(columns, rows, 7.0, word("checkin", language))
    note = Paragraph(word("internal", language), "note")
    return Document(
        title=word("checkin", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(found.gathering, language),
        blocks=(note, table if rows else Paragraph(word("none", language))),
        footer=word("internal", language),
    )


def check_in_columns(gathering: Gathering) -> tuple[Column, ...]:
    """What the check-in list says of each person, on the terminal, in JSON and in workbooks."""
    return (
        Column("id", "Id", get=attrgetter("person.id")),
        Column("name", "Name", get=attrgetter("filed_as")),
        Column("place", "Municipality/organisation", rank=1),
        Column("network", "Network", rank=3),
        Column("token", "Badge", get=lambda each: badge_token(gathering, each.person.id), rank=2),
        Column("arrived", "Arrived", "date", get=attrgetter("person.registration.arrived")),
    )


def check_in_table(found: Roster, gathering: Gathering) -> Table:
    """The check-in list as a table for workbooks."""
    title = tr("Check-in {id}", id=gathering.id)
    return table_of(title, check_in_columns(gathering), found.alphabetical())
