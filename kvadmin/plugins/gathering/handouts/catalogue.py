"""Which handouts there are, and each of them as a document or as tables."""

from __future__ import annotations

from kvadmin.api.documents import Document, texts_with_boxes, write_document
from kvadmin.api.reports import Report, Table, render
from kvadmin.api.wording import Language

from .attendance_sheets import check_in_list, check_in_table, sign_in_sheet
from .network_division import network_division
from .participant_list import index_table, participant_list, participant_tables
from .printed_agenda import agenda_document
from .sources import HandoutSources
from .table_groups import group_document

#: The handouts, and the name of the file of each (nb, nn).
HANDOUTS = {
    "list": ("deltakerliste", "deltakarliste"),
    "programme": ("program", "program"),
    "division": ("nettverksinndeling", "nettverksinndeling"),
    "signin": ("fremmoteliste", "frammoteliste"),
    "groups": ("bordgrupper", "bordgrupper"),
    "checkin": ("innsjekking", "innsjekking"),
}


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
            return group_document(one.shown, one.programme, language, one.without_table)
    return check_in_list(one.everybody, one.programme, language)


def handout_tables(what: str, sources: HandoutSources, language: Language) -> tuple[Table, ...]:
    """The participant list or the check-in list as tables; none for handouts that are no lists."""
    if what == "list":
        return (*participant_tables(sources.shown, language), index_table(sources.shown, language))
    if what == "checkin":
        return (check_in_table(sources.everybody, sources.gathering),)
    return ()


def handout_bytes(
    what: str, sources: HandoutSources, language: Language, format_: str, boxed_texts: dict[str, None]
) -> bytes:
    """One handout as the bytes of a file: docx, pdf, md or xlsx.

    Args:
        what: One of :data:`HANDOUTS`.
        sources: What it is made from.
        language: nb or nn.
        format_: As which file.
        boxed_texts: Takes the texts with letters that the PDF's font does not have: boxes are printed for those.

    Raises:
        UsageError: Another format, or its extra is not installed.
        InvalidData: A text that cannot be printed.
    """
    if format_ == "xlsx" and (tables := handout_tables(what, sources, language)):
        title = sources.gathering.title(language)
        made = render(Report({}, tables, title=title, language=language), format_)
        assert isinstance(made, bytes)
        return made
    document = handout_document(what, sources, language)
    if format_ == "pdf":
        boxed_texts |= dict.fromkeys(texts_with_boxes(document))
    return write_document(document, format_, boxes=True)
