"""Sheets that are written on: the sign-in sheet on the table, and the check-in list of the secretariat."""

from __future__ import annotations

from kvadmin.api import tr
from kvadmin.api.documents import Block, Document, Heading, Paragraph, PrintColumn, TableBlock
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.reports import Column, Table
from kvadmin.api.wording import Language

from ..registrations.person_ids import badge_token
from ..registrations.roster import Roster
from .participant_list import lead_sentence, printed_name
from .wording import footer_line, hidden_count_line, occasion_line, word

#: Empty rows for people nobody expected.
WALK_INS = 10
_ROW_HEIGHT = 9.0
#: A box to tick by hand (documents draw it larger than a letter), and a ticked one.
_TICK_BOX, _TICKED = "☐", "☒"


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


def check_in_table(found: Roster, gathering: Gathering) -> Table:
    """The check-in list as a table for the terminal and for workbooks."""
    columns = (
        Column("id", "Id"),
        Column("name", "Name"),
        Column("place", "Municipality/organisation"),
        Column("network", "Network"),
        Column("token", "Badge"),
        Column("arrived", "Arrived", "date"),
    )
    rows = tuple(
        (
            each.person.id,
            each.filed_as,
            each.place,
            each.network,
            badge_token(gathering, each.person.id),
            each.person.registration.arrived,
        )
        for each in found.alphabetical()
    )
    return Table(tr("Check-in {id}", id=gathering.id), columns, rows)
