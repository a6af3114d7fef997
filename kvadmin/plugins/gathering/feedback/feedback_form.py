"""The form: as a workbook to fill in, and as a page to print. It asks for nobody's name."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.api.documents import Document, Paragraph, PrintColumn, TableBlock, write_document
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.reports import AnswerField, answer_form
from kvadmin.api.wording import Language

from ..handouts.wording import occasion_line
from .feedback_questions import choices
from .feedback_records import FeedbackQuestion

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Hva syntes du om samlingen?", "Kva synest du om samlinga?"),
    "anonymous": (
        "Du svarer uten navn. Ikke skriv navn på deg selv eller andre.",
        "Du svarar utan namn. Ikkje skriv namn på deg sjølv eller andre.",
    ),
    "scale": ("1 er dårligst, 5 er best", "1 er dårlegast, 5 er best"),
    "choose": ("Velg ett av svarene i listen.", "Vel eitt av svara i lista."),
    "question": ("Spørsmål", "Spørsmål"),
}
_COMMENT_HEIGHT = 32.0
_TICK = "☐"


def form_workbook(gathering: Gathering, questions: Sequence[FeedbackQuestion], language: Language) -> bytes:
    """The form as a workbook with lists to choose from; the same form gives the same bytes."""

    def word(key: str) -> str:
        return _WORDS[key][language == "nn"]

    fields = [
        AnswerField(each.text(language), choices(each, language), word("scale") if each.kind == "scale" else "")
        for each in questions
    ]
    lead = f"{occasion_line(gathering, language)}. {word('anonymous')}"
    return answer_form(word("title"), lead, fields, language, word("choose"))


def form_document(
    gathering: Gathering, programme: Programme, questions: Sequence[FeedbackQuestion], language: Language
) -> Document:
    """The form as a page to print and tick."""

    def word(key: str) -> str:
        return _WORDS[key][language == "nn"]

    blocks: list[TableBlock | Paragraph] = []
    for kind in ("scale", "yes-no"):
        some = [each for each in questions if each.kind == kind]
        if not some:
            continue
        heads = choices(some[0], language)
        columns = (PrintColumn(word("question"), 5), *(PrintColumn(each, 1.0, "center") for each in heads))
        rows = tuple((each.text(language), *(_TICK for _ in heads)) for each in some)
        if kind == "scale":
            blocks.append(Paragraph(word("scale"), "note"))
        blocks.append(TableBlock(columns, rows, row_height=9, summary=word("title")))
    blocks += [
        TableBlock((PrintColumn(each.text(language)),), ((" ",),), row_height=_COMMENT_HEIGHT)
        for each in questions
        if each.kind == "text"
    ]
    return Document(
        title=word("title"),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(gathering, language),
        lead=word("anonymous"),
        blocks=tuple(blocks),
    )


def form_bytes(
    gathering: Gathering,
    programme: Programme,
    questions: Sequence[FeedbackQuestion],
    language: Language,
    format_: str,
) -> bytes:
    """The form as xlsx, docx or pdf."""
    if format_ == "xlsx":
        return form_workbook(gathering, questions, language)
    return write_document(form_document(gathering, programme, questions, language), format_, boxes=True)
