"""How a waiting row was settled: the words the intake keeps, written and read back in one place.

The words are kept as they are, in English: they are the record, not what the screen says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .records import Intake, IntakeRow
from .row_outcomes import RowRef

_MUNICIPALITY = re.compile(r"(?P<number>\w{4}), (?:received (?P<received>\d{4}-\d\d-\d\d)|confirmed)")
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


def in_words(intake: Intake, row: IntakeRow) -> str:
    """The answer with who gave it and when: ``1818, received 2009-03-02 (Kari, 2009-04-01; liste.csv)``."""
    return f"{row.resolved_as} ({row.resolved_by}, {row.resolved_on}; {intake.file})"
