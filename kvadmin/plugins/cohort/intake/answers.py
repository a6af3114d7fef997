"""How a waiting row was settled: the words the intake keeps, written and read back in one place.

The words are kept in English: they are the record. :func:`shown` and :func:`shown_before` say them on the screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kvadmin.api import joined, screen_language, tr
from kvadmin.api.imports import row_place

from .reasons import reason_in_words
from .records import Intake, IntakeRow
from .row_outcomes import RowRef

_MUNICIPALITY = re.compile(r"(?P<number>\w{4}), (?:received (?P<received>\d{4}-\d\d-\d\d)|confirmed)")
_BEFORE = re.compile(r"(?P<how>.+) \((?P<by>.*), (?P<on>\d{4}-\d\d-\d\d); (?P<file>.+)\)", re.DOTALL)
_PLACE = re.compile(r"(?P<file>.+?), (?:sheet (['\"])(?P<sheet>.+)\2, )?row (?P<row>\d+)", re.DOTALL)
_REJECTED = "rejected: "
_RETIRED = "retired by "
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a person said of a row: whose it is and when it came, or the code it was rejected with."""

    municipality: str | None = None
    received: date | None = None
    reject: str | None = None


def identified(number: str, received: date) -> str:
    """The row is the application of this municipality, received that day."""
    return f"{number}, received {received.isoformat()}"


def confirmed(number: str) -> str:
    """The row is about the municipality that was suggested."""
    return f"{number}, confirmed"


def rejected(code: str) -> str:
    """The row is no application; one that was taken back is not called rejected."""
    return WITHDRAWN if code == WITHDRAWN else f"{_REJECTED}{code}"


def retired(file: str, by: RowRef) -> str:
    """A newer version of the list has the row, too."""
    sheet = f"sheet {by.sheet!r}, " if by.sheet else ""
    return f"{_RETIRED}{file}, {sheet}row {by.row}"


def is_retired(row: IntakeRow) -> bool:
    """Whether a newer list has taken the row's place."""
    return row.resolved_as.startswith(_RETIRED)


def answer_of(row: IntakeRow) -> RowAnswer | None:
    """What a person settled; None for a row that waits, never waited, or was retired."""
    words = row.resolved_as
    if not words or is_retired(row):
        return None
    if words == WITHDRAWN or words.startswith(_REJECTED):
        return RowAnswer(reject=words.removeprefix(_REJECTED))
    found = _MUNICIPALITY.fullmatch(words)
    if found is None:
        return None
    day = found["received"]
    return RowAnswer(found["number"], date.fromisoformat(day) if day else None)


def shown(words: str) -> str:
    """How a row was settled, in the language of the screen; words that nobody here wrote stand as they are."""
    if words == WITHDRAWN:
        return tr(words)
    if words.startswith(_REJECTED):
        return tr("rejected: {code}", code=_shown_code(words.removeprefix(_REJECTED)))
    if words.startswith(_RETIRED):
        return tr("retired by {row}", row=_shown_place(words.removeprefix(_RETIRED)))
    if (found := _MUNICIPALITY.fullmatch(words)) is None:
        return words
    if found["received"] is None:
        return tr("{number}, confirmed", number=found["number"])
    day = date.fromisoformat(found["received"])
    return tr("{number}, received {day}", number=found["number"], day=day)


def _shown_place(words: str) -> str:
    """A row of a newer list, as :func:`retired` names it."""
    found = _PLACE.fullmatch(words)
    return words if found is None else joined(", ", (found["file"], row_place(found["sheet"], int(found["row"]))))


def _shown_code(code: str) -> str:
    """A code to reject with: itself in English, in another language the reason that it stands for."""
    return code if screen_language() == "en" else reason_in_words(code)


def shown_before(words: str) -> str:
    """What :func:`in_words` has written, in the language of the screen."""
    found = _BEFORE.fullmatch(words)
    if found is None:
        return words
    day = date.fromisoformat(found["on"])
    how, who, file = shown(found["how"]), found["by"], found["file"]
    return tr("{how} ({who}, {day}; {file})", how=how, who=who, day=day, file=file)


def in_words(intake: Intake, row: IntakeRow) -> str:
    """The answer with who gave it and when: ``1818, received 2009-03-02 (Kari, 2009-04-01; liste.csv)``."""
    return f"{row.resolved_as} ({row.resolved_by}, {row.resolved_on}; {intake.file})"
