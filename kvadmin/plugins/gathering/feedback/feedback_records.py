"""What is kept of the feedback on a gathering: questions, answers without names, and which files they came from.

Answers are kept sorted by what they say and apart from the files: neither order nor file tells whose they are.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kvadmin.api.records import Part, Record


class FeedbackQuestion(Part, kw_only=True):
    """One question, in both forms. ``kind``: ``scale`` (1 to 5), ``yes-no`` or ``text``."""

    #: Kinds of questions.
    KINDS: ClassVar[tuple[str, ...]] = ("scale", "yes-no", "text")

    id: str
    kind: str = "scale"
    nb: str = ""
    nn: str = ""

    def text(self, language: str) -> str:
        """The question in a form; in the other one when it has none of its own."""
        return (self.nn or self.nb) if language == "nn" else (self.nb or self.nn)


class FeedbackFile(Part, kw_only=True):
    """A file that was taken in: its SHA-256, the day, and how many answers it had. Its name may be a person's."""

    sha256: str
    day: date
    answers: int = 0


class GatheringFeedback(Record, kw_only=True):
    """The feedback on one gathering.

    ``questions`` are its own; empty: the usual ones. ``answers`` has for each person who answered the question ids with
    what was answered: ``1`` to ``5``, ``yes``, ``no``, ``unsure``, or a text.
    """

    collection: ClassVar[str] = "feedback"

    gathering: str
    questions: list[FeedbackQuestion] = []
    files: list[FeedbackFile] = []
    answers: list[dict[str, str]] = []
