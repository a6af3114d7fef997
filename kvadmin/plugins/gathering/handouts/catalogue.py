"""Which handouts there are, and each of them as a document or as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import check_text, write_workbook
from kvadmin.api.documents import Document, write_document
from kvadmin.api.records import Gathering, Municipality, Programme
from kvadmin.api.reports import Table
from kvadmin.api.wording import Language

from ..cohort_networks import CohortNetworks
from ..registrations.roster import Roster
from .attendance_sheets import check_in_list, check_in_table, sign_in_sheet
from .network_division import network_division
from .participant_list import index_table, participant_list, participant_tables
from .printed_agenda import agenda_document
from .table_groups import group_document

#: No text of a person on a handout is longer; what is, was pasted into the wrong place.
_LONGEST = 500

#: The handouts, and the name of the file of each (nb, nn).
HANDOUTS = {
    "list": ("deltakerliste", "deltakarliste"),
    "programme": ("program", "program"),
    "division": ("nettverksinndeling", "nettverksinndeling"),
    "signin": ("fremmoteliste", "frammoteliste"),
    "groups": ("bordgrupper", "bordgrupper"),
    "checkin": ("innsjekking", "innsjekking"),
}


@dataclass(frozen=True, slots=True)
class HandoutSources:
    """What the handouts are made from.

    Args:
        gathering: With those who still come in its table groups.
        shown: The list for the readers of the handouts.
        everybody: Everybody who comes, for the secretariat.
        networks: The networks of the cohort.
        municipalities: The register by number.
        programme: The programme's own record.
        drawing: The map of the networks as SVG, in a language form; asked only when the division is made.
    """

    gathering: Gathering
    shown: Roster
    everybody: Roster
    networks: CohortNetworks
    municipalities: Mapping[str, Municipality]
    programme: Programme
    drawing: Callable[[Language], bytes | None] = lambda _language: None


def handout_document(what: str, sources: HandoutSources, language: Language) -> Document:
    """One of :data:`HANDOUTS` as a document."""
    one = sources
    match what:
        case "list":
            return participant_list(one.shown, one.programme, language)
        case "programme":
            return agenda_document(one.gathering, one.programme, language)
        case "division":
            return network_division(
                one.gathering, one.networks, one.municipalities, one.programme, language, one.drawing(language)
            )
        case "signin":
            return sign_in_sheet(one.shown, one.programme, language)
        case "groups":
            return group_document(one.shown, one.programme, language)
    return check_in_list(one.everybody, one.programme, language)


def handout_workbook(what: str, sources: HandoutSources, language: Language) -> bytes | None:
    """The participant list or the check-in list as a workbook; None for handouts that are no tables."""
    if what not in ("list", "checkin"):
        return None
    sheets: tuple[Table, ...]
    if what == "list":
        sheets = (*participant_tables(sources.shown, language), index_table(sources.shown, language))
    else:
        sheets = (check_in_table(sources.everybody, sources.gathering),)
    return write_workbook(sheets, title=sources.gathering.title(language), language=language)


def check_printable(found: Roster) -> None:
    """Refuse texts that no handout can carry, naming the person and the field, before anything is made.

    Raises:
        InvalidData: A control character, or a text that is far too long.
    """
    for each in found.entries:
        one = each.person.registration
        for field in ("name", "sort_as", "title", "employer", "party", "municipality_name", "network_name"):
            text = getattr(one, field)
            who = "".join(char if char.isprintable() else "\ufffd" for char in one.name[:60])
            check_text(text, f"{who} ({each.person.id}), {field}")
            if len(text) > _LONGEST:
                raise InvalidData(
                    tr(
                        "{who} ({id}), {field}: a text of {number:,} characters",
                        who=who,
                        id=each.person.id,
                        field=field,
                        number=len(text),
                    ),
                    hint=tr(
                        "shorten it: kvadmin participants set {id} {id2} {field} TEXT",
                        id=found.gathering.id,
                        id2=each.person.id,
                        field=field,
                    ),
                )


def handout_bytes(what: str, sources: HandoutSources, language: Language, format_: str) -> bytes:
    """One handout as the bytes of a file: docx, pdf, md or xlsx.

    Raises:
        UsageError: Another format, or its extra is not installed.
        InvalidData: A text that cannot be printed.
    """
    if format_ == "xlsx":
        made = handout_workbook(what, sources, language)
        if made is not None:
            return made
    return write_document(handout_document(what, sources, language), format_)
