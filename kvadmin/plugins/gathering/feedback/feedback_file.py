"""Answers read back: filled-in forms, or one list as a web form exports it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kvadmin.api import tr
from kvadmin.api.imports import (
    Cell,
    Field,
    Importer,
    Row,
    RowOutcome,
    SheetTable,
    SheetTables,
    find_tables,
)
from kvadmin.api.wording import fold

from .feedback_questions import SCALE, USUAL_QUESTIONS, YES_NO
from .feedback_records import FeedbackQuestion

#: At least so many questions one below the other make a filled-in form.
_FORM = 2
_FIRST_DIGIT = re.compile(r"([1-5])(?![\d.,])")
_FIGURE = re.compile(r"([1-5])[.,]0+")
_WORDS = {fold(word): kept for kept, words in YES_NO.items() for word in (*words, kept)} | {
    "yes": "yes", "no": "no", "dont know": "unsure", "don t know": "unsure", "not sure": "unsure", "usikker": "unsure",
    "kanskje": "unsure", "maybe": "unsure",
}  # fmt: skip


def find_answers(book: Any, importer: Importer, choices: Any = None, knows: Any = None) -> SheetTables:
    """The tables of a file of answers; a filled-in form is laid on its side, a row with its questions as headings.

    Raises:
        InvalidData: As :func:`kvadmin.api.imports.find_tables`.
        UsageError: As there.
    """
    asked = {fold(text) for each in importer.fields for text in each.synonyms}
    sheets = tuple(replace(sheet, rows=_laid_down(sheet.rows, asked) or sheet.rows) for sheet in book.sheets)
    return find_tables(replace(book, sheets=sheets), replace(importer, find=None), choices, knows)


def _laid_down(rows: Sequence[Row], asked: set[str]) -> tuple[Row, ...]:
    """The two rows that a filled-in form makes; none where it is a list."""
    found = [row for row in rows if fold(row[0].text) in asked]
    if len(found) < _FORM or any(fold(cell.text) in asked for row in found for cell in row.cells[1:]):
        return ()
    answers = tuple(row[1] for row in found)
    return Row(found[0].number, tuple(row[0] for row in found)), Row(found[0].number + 1, answers)


def feedback_of(questions: Sequence[FeedbackQuestion]) -> Importer:
    """The importer of a gathering's own questions, each by its text in either form, or its id."""
    fields = tuple(
        Field(
            f"q:{each.id}",
            tuple(dict.fromkeys(text for text in (each.nb, each.nn, each.id) if text)),
            help=f"an answer to {each.nb or each.nn}",
        )
        for each in questions
    )
    return Importer(
        "feedback",
        fields,
        (tuple(each.name for each in fields),),
        help="the answers of one person on a gathering, without a name",
        find=find_answers,
    )


#: Answers to the usual questions.
FEEDBACK = feedback_of(USUAL_QUESTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow(RowOutcome):
    """One row of answers and its fate."""

    file: str
    answers: dict[str, str] = field(default_factory=dict)


def read_answers(
    tables: Sequence[SheetTable], questions: Sequence[FeedbackQuestion], file: str
) -> Iterator[FeedbackRow]:
    """Every row with what it answers; one that cannot be read is ``refused`` with the cells that are in the way."""
    for table in tables:
        for row in table.rows:
            answers: dict[str, str] = {}
            faults: list[str] = []
            for each in questions:
                cell = table.cell(row, f"q:{each.id}")
                if cell.blank:
                    continue
                kept = read_answer(each, cell)
                if kept is None:
                    where = cell.where or each.id
                    faults.append(
                        tr("{where}: {text!r} is none of the answers", where=where, text=cell.text.strip()[:60])
                    )
                else:
                    answers[each.id] = kept
            outcome = "refused" if faults else "imported" if answers else "skipped"
            reason = "; ".join(faults) if faults or answers else tr("no answer in it")
            yield FeedbackRow(
                sheet=table.sheet.name, row=row.number, outcome=outcome, reason=reason, file=file, answers=answers
            )


def read_answer(question: FeedbackQuestion, cell: Cell) -> str | None:
    """What is kept of an answer: ``4 - svært nyttig`` is ``4``, ``Vet ikke`` is ``unsure``; None when it is none."""
    text = cell.text.strip()
    if question.kind == "text":
        return " ".join(text.split())
    if question.kind == "yes-no":
        return _WORDS.get(fold(text))
    found = _FIGURE.fullmatch(text) or _FIRST_DIGIT.match(text)
    if found is None or len({*re.findall(r"\d+", text)} & {*SCALE}) > 1:
        return None
    return found[1]
