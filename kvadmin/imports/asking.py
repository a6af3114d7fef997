"""The questions of a file: asked one after the other on a terminal, else all at once in a refusal that answers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData
from kvadmin.reading.columns.choices import ReadingChoices
from kvadmin.reading.columns.uses import Question
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def answered(run: Session, questions: Sequence[Question], file: str) -> ReadingChoices:
    """What the person answers; ``--yes`` answers none of these.

    Raises:
        InvalidData: Nobody can be asked; every question is named with the options that answer it.
    """
    mapped: dict[str, str] = {}
    ignored: list[str] = []
    for question in questions:
        words = [answer.words for answer in question.answers]
        chosen = run.choose(f"{question.where}: {question.text}", words)
        if chosen is None:
            raise refusal(questions, file)
        mapped |= question.answers[chosen].mapped
        ignored += question.answers[chosen].ignored
    return ReadingChoices(mapped=mapped, ignored=tuple(dict.fromkeys(ignored)))


def refusal(questions: Sequence[Question], file: str) -> InvalidData:
    """The error of a file whose reading is in doubt."""
    details = [
        tr(
            "{where}: {question} ({answers})",
            where=question.where,
            question=question.text,
            answers=" | ".join(answer.options for answer in question.answers),
        )
        for question in questions
    ]
    first = questions[0].answers[0].options if questions[0].answers else "--map 'HEADING=FIELD'"
    return InvalidData(
        tr("it is not sure what {number} column(s) mean: nothing was taken in", number=len(questions)),
        where=file,
        details=details,
        hint=tr("say it once, as in {option}; with the import it is kept for the next list", option=first),
        code="open-questions",
    )
