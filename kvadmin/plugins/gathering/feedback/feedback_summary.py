"""What the answers on a gathering say together; nothing where too few have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kvadmin.api.records import Gathering

from ..registrations.registration_book import RegistrationBook
from .comment_check import PeopleKnown
from .feedback_questions import possible_answers
from .feedback_records import FeedbackQuestion, GatheringFeedback

#: Fewer answers are not shown: the smallest count of the evaluator's package, too.
LEAST = 5
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class SummedQuestion:
    """One question.

    Attributes:
        question: Which.
        answers: How many answered it; None: fewer than :data:`LEAST`.
        mean: Of a scale, rounded to a hundredth.
        top: How many per cent chose the highest answer (5, yes).
        counts: Answer -> how many.
    """

    question: FeedbackQuestion
    answers: int | None
    mean: Decimal | None = None
    top: Decimal | None = None
    counts: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; ``text`` is None where it may be about a person and nobody has said that it may be shown."""

    question: str
    text: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedbackSummary:
    """All answers together.

    Attributes:
        gathering: Which.
        answers: How many; None: some, and fewer than :data:`LEAST`.
        attended: Who could answer: those checked in, else those registered (``basis``).
        basis: ``checked-in`` or ``registered``.
        rate: Answers in per cent of these; None where that cannot be said.
        questions: Those that are counted.
        comments: In the order of the questions, sorted by their text.
    """

    gathering: Gathering
    answers: int | None
    attended: int
    basis: str
    rate: Decimal | None
    questions: tuple[SummedQuestion, ...]
    comments: tuple[Comment, ...]

    @property
    def withheld(self) -> int:
        """Comments that are not shown."""
        return sum(each.text is None for each in self.comments)


def summary(
    gathering: Gathering,
    held: GatheringFeedback | None,
    questions: Sequence[FeedbackQuestion],
    book: RegistrationBook,
    known: PeopleKnown,
    *,
    all_comments: bool = False,
) -> FeedbackSummary:
    """Sum up the answers.

    Args:
        gathering: Which.
        held: The answers.
        questions: What was asked.
        book: Who was there.
        known: Names to look for in comments.
        all_comments: Somebody has read the comments: those that may be about a person are shown, too.
    """
    answers = held.answers if held else []
    came = sum(1 for each in book.active if each.registration.arrived)
    attended, basis = (came, "checked-in") if came else (len(book.active), "registered")
    if 0 < len(answers) < LEAST:
        hidden = tuple(SummedQuestion(each, None) for each in questions if each.kind != "text")
        return FeedbackSummary(gathering, None, attended, basis, None, hidden, ())
    rate = _share(len(answers), attended) if attended and len(answers) <= attended else None
    counted = tuple(_summed(each, answers) for each in questions if each.kind != "text")
    comments = [
        Comment(each.id, None if (reasons := known.reasons(text)) and not all_comments else text, reasons)
        for each in questions
        if each.kind == "text"
        for text in sorted(one[each.id] for one in answers if one.get(each.id))
    ]
    return FeedbackSummary(gathering, len(answers), attended, basis, rate, counted, tuple(comments))


def _summed(question: FeedbackQuestion, answers: Sequence[dict[str, str]]) -> SummedQuestion:
    given = [each[question.id] for each in answers if question.id in each]
    if len(given) < LEAST:
        return SummedQuestion(question, None if given else 0)
    possible = possible_answers(question)
    found = Counter(given)
    counts = {each: found[each] for each in possible}
    mean = None
    if question.kind == "scale":
        mean = (Decimal(sum(map(int, given))) / len(given)).quantize(Decimal("0.01"))
    return SummedQuestion(question, len(given), mean, _share(counts[possible[-1]], len(given)), counts)


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(_TENTH)
