"""The explanation as a document for the municipality: what a letter of explanation encloses."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api import Session
from kvadmin.api.commands import need
from kvadmin.api.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Text,
    texts_with_boxes,
    warn_of_boxes,
    write_document,
)
from kvadmin.api.records import Programme
from kvadmin.api.wording import Language

from .. import admission as rule
from ..decisions.protocol_words import protocol_word
from .explained_application import ExplainedApplication
from .explanation_text import chance_figure, explanation_text
from .explanation_words import explaining_word as word


def explanation_document(found: ExplainedApplication, programme: str, language: Language) -> Document:
    """The explanation.

    Args:
        found: The explained application.
        programme: The programme's name.
        language: Of all its texts.
    """
    decision, text = found.explanation.decision, explanation_text(found, language)
    titled = found.cohort.title(language)
    blocks: list[Block] = [KeyValues(tuple(_facts(found, language))), Heading(word("why", language))]
    blocks += [Paragraph(each) for each in text.why]
    if decision.rank is not None:
        blocks += [Heading(protocol_word("rule", language)), Paragraph(protocol_word("order", language))]
        hashed = f"{found.seed}|{found.cohort.id}|{decision.number}"
        blocks.append(Paragraph(word("ticket", language, text=hashed)))
    blocks += [Paragraph(each) for each in text.draw]
    if text.changes:
        blocks += [Heading(word("changes", language)), Bullets(tuple(text.changes))]
    name = f"{decision.name} ({decision.number})" if decision.name else decision.number
    return Document(
        word("title", language),
        language,
        programme=programme,
        subtitle=f"{name}, {titled}",
        blocks=tuple(blocks),
        footer=f"{word('title', language)}, {name}",
    )


def write_explanation(run: Session, found: ExplainedApplication, language: Language, chosen: str) -> None:
    """Write the document to ``-o``, else to stdout.

    Args:
        run: The session.
        found: The explained application.
        language: Of the document.
        chosen: ``docx`` or ``pdf``.
    """
    if chosen == "pdf":
        need("typst", "pdf")
    document = explanation_document(found, run.data.get(Programme).name, language)
    if chosen == "pdf":
        warn_of_boxes(run, texts_with_boxes(document))
    run.show_document(write_document(document, chosen, boxes=True), chosen)


def _facts(found: ExplainedApplication, language: Language) -> Iterator[tuple[str, Text]]:
    decision = found.explanation.decision
    yield word("outcome", language), protocol_word(decision.outcome, language)
    if decision.rank is not None:
        of = word("of", language, rank=decision.rank, eligible=found.explanation.eligible)
        yield word("rank", language), of
        if decision.waitlist_position is not None:
            yield word("in_line", language), str(decision.waitlist_position)
        if decision.score is not None:
            yield word("points", language), rule.decimal_text(f"{decision.score:f}", language)
        yield word("lot", language), decision.ticket
    if found.chance is not None:
        yield word("chance", language), chance_figure(found.chance, language)
    yield word("protocol", language), found.protocol
