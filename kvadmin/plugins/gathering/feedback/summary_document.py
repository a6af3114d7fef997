"""The summary of feedback as a document to send out: figures, and the comments that are about nobody."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api.documents import Block, Bullets, Document, Heading, Paragraph, PrintColumn, TableBlock, write_document
from kvadmin.api.records import Programme
from kvadmin.api.wording import Language, number, percent

from ..handouts.wording import occasion_line
from .feedback_questions import SCALE, YES_NO
from .feedback_records import FeedbackQuestion
from .feedback_summary import LEAST, FeedbackSummary, SummedQuestion

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Evaluering av samlingen", "Evaluering av samlinga"),
    "question": ("Spørsmål", "Spørsmål"),
    "answers": ("Svar", "Svar"),
    "mean": ("Snitt", "Snitt"),
    "none": ("Ingen har svart ennå.", "Ingen har svart enno."),
    "few": (
        "Færre enn {least} har svart. Svarene vises ikke, så ingen kan kjennes igjen.",
        "Færre enn {least} har svart. Svara blir ikkje viste, så ingen kan kjennast att.",
    ),
    "of": ("{answers} svar fra {attended} deltakere ({rate}).", "{answers} svar frå {attended} deltakarar ({rate})."),
    "of_registered": (
        "{answers} svar fra {attended} påmeldte ({rate}).",
        "{answers} svar frå {attended} påmelde ({rate}).",
    ),
    "count": ("{answers} svar.", "{answers} svar."),
    "scale": ("1 er dårligst, 5 er best.", "1 er dårlegast, 5 er best."),
    "under": ("under {least}", "under {least}"),
    "withheld_one": (
        "En kommentar er utelatt fordi den kan handle om en person.",
        "Ein kommentar er utelaten fordi han kan handle om ein person.",
    ),
    "withheld": (
        "{number} kommentarer er utelatt fordi de kan handle om personer.",
        "{number} kommentarar er utelatne fordi dei kan handle om personar.",
    ),
}


def summary_document(
    found: FeedbackSummary, texts: tuple[FeedbackQuestion, ...], programme: Programme, language: Language
) -> Document:
    """The summary as a document.

    Args:
        found: What the answers say.
        texts: The questions that are answered in words.
        programme: Whose it is.
        language: The form.
    """
    return Document(
        title=_word("title", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(found.gathering, language),
        lead=_lead(found, language),
        blocks=tuple(_blocks(found, texts, language)),
    )


def summary_bytes(
    found: FeedbackSummary,
    texts: tuple[FeedbackQuestion, ...],
    programme: Programme,
    language: Language,
    format_: str,
) -> bytes:
    """The summary as docx or pdf; the same answers give the same bytes."""
    return write_document(summary_document(found, texts, programme, language), format_, boxes=True)


def _word(key: str, language: Language) -> str:
    return _WORDS[key][language == "nn"]


def _lead(found: FeedbackSummary, language: Language) -> str:
    if found.answers is None:
        return _word("few", language).format(least=LEAST)
    if not found.answers:
        return _word("none", language)
    key = "count" if found.rate is None else "of" if found.basis == "checked-in" else "of_registered"
    rate = "" if found.rate is None else percent(found.rate, language, 0)
    return _word(key, language).format(answers=found.answers, attended=found.attended, rate=rate)


def _blocks(found: FeedbackSummary, texts: tuple[FeedbackQuestion, ...], language: Language) -> Iterator[Block]:
    if not found.answers:
        return
    for kind, possible in (("scale", SCALE), ("yes-no", tuple(reversed(("no", "unsure", "yes"))))):
        some = [each for each in found.questions if each.question.kind == kind]
        if not some:
            continue
        heads = possible if kind == "scale" else tuple(YES_NO[each][language == "nn"] for each in possible)
        columns = (
            PrintColumn(_word("question", language), 6),
            PrintColumn(_word("answers", language), 1.2, "right"),
            *((PrintColumn(_word("mean", language), 1.2, "right"),) if kind == "scale" else ()),
            *(PrintColumn(each, 1.1, "right") for each in heads),
        )
        rows = tuple(_row(each, possible, language) for each in some)
        yield TableBlock(columns, rows, summary=_word("title", language))
        if kind == "scale":
            yield Paragraph(_word("scale", language), "note")
    for each in texts:
        shown = [one.text for one in found.comments if one.question == each.id and one.text is not None]
        if shown:
            yield Heading(each.text(language))
            yield Bullets(tuple(shown))
    if found.withheld:
        key = "withheld_one" if found.withheld == 1 else "withheld"
        yield Paragraph(_word(key, language).format(number=found.withheld), "note")


def _row(each: SummedQuestion, possible: tuple[str, ...], language: Language) -> tuple[str, ...]:
    scale = each.question.kind == "scale"
    if not each.answers or each.counts is None:
        answers = "0" if each.answers == 0 else _word("under", language).format(least=LEAST)
        return (each.question.text(language), answers, *([""] if scale else []), *("" for _ in possible))
    mean = [number(each.mean, language, 2)] if each.mean is not None else []
    return (each.question.text(language), str(each.answers), *mean, *(str(each.counts[one]) for one in possible))
