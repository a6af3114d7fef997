"""What became of the columns of a list: which answers which field and why, and what is asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kvadmin.translation import tr


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column was taken as.

    Attributes:
        at: Its index, from 0.
        heading: Its heading, with the one above it if that decided.
        field: The field it answers, or None.
        why: ``mapped``, ``exact``, ``near``, ``stems``, ``weak``; of a column that is left out ``ignored``, ``ours``,
            ``unknown``, ``empty``, ``lesser`` (another column answers the field more surely), ``doubt`` (it is asked
            about), ``unfit`` (its heading says too little and its cells are something else).
        sensitive: Its values are never shown.
        other: The heading of the column that answers instead (``lesser``), or the field it might be (``unfit``).

    Added in version 0.2.
    """

    at: int
    heading: str
    field: str | None
    why: str
    other: str = ""
    sensitive: bool = False

    @property
    def used(self) -> bool:
        """Whether the column answers a field."""
        return self.field is not None

    def in_words(self) -> str:
        """Why, for a person."""
        return {
            "mapped": tr("by --map"),
            "exact": tr("its heading"),
            "near": tr("its heading, but for a part of it"),
            "stems": tr("words in its heading"),
            "weak": tr("its heading and what stands in it"),
            "ignored": tr("left out by --ignore"),
            "ours": tr("left out: about the office or the form"),
            "unknown": tr("left out: nobody knows the heading"),
            "empty": tr("left out: nothing stands in it"),
            "lesser": tr("left out: {other!r} answers more surely", other=self.other),
            "doubt": tr("asked about"),
            "unfit": tr("left out: the heading may mean {other}, what stands in it is not", other=self.other),
        }[self.why]


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """One answer to a question: in words, the columns it takes and those it leaves out, as options."""

    words: str
    mapped: Mapping[str, str]
    ignored: tuple[str, ...] = ()

    @property
    def options(self) -> str:
        """As it is typed."""
        taken = [f"--map '{_quoted(heading)}={field}'" for heading, field in self.mapped.items()]
        return " ".join((*taken, *(f"--ignore '{_quoted(heading)}'" for heading in self.ignored)))


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can say of a list.

    Attributes:
        text: The question.
        where: Sheet and columns.
        answers: What it may be answered with.

    Added in version 0.2.
    """

    text: str
    where: str
    answers: tuple[QuestionAnswer, ...]


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("'", "'\\''")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns answer which field, surest first, and what became of the others."""

    by_field: Mapping[str, tuple[int, ...]]
    uses: tuple[ColumnUse, ...]
    labels: tuple[str, ...]
    levels: Mapping[str, int]
    questions: tuple[Question, ...] = ()
    #: Fields whose columns a person has joined: all of them count together.
    joined: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether some column answers the field."""
        return name in self.by_field

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings that nobody knows, and those that could not be believed."""
        return tuple(each.heading for each in self.uses if each.why in ("unknown", "unfit"))

    @property
    def known(self) -> frozenset[int]:
        """The columns that a field is answered by, that are about ourselves, or that a person left out: no remarks."""
        return frozenset(each.at for each in self.uses if each.used or each.why in ("ours", "ignored"))
