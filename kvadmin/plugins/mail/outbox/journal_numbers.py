"""The sequence numbers that the journal has given: one for each document, for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kvadmin.api import Snapshot

from ..file_names import OUTBOX
from ..references import DocumentReference
from .journal_year import JournalYear

#: Where applications lie; a document of the journal is named by its place in the folder.
_APPLICATIONS = "applications"
_SIGN = " = "


@dataclass(frozen=True)
class JournalNumber:
    """What the journal has given a document.

    Attributes:
        year, sequence: Its number in the journal of that year.
        on: The day it was entered.
        place: ``outbox/MAILING/NUMBER`` or ``applications/COHORT/MUNICIPALITY``.
        reference: Its case, and its number in the case.
    """

    year: str
    sequence: int
    on: date
    place: str
    reference: DocumentReference


def letter_place(mailing: str, number: int) -> str:
    """How the journal names a letter."""
    return f"{OUTBOX}/{mailing}/{number}"


def application_place(cohort: str, municipality: str) -> str:
    """How the journal names an application."""
    return f"{_APPLICATIONS}/{cohort}/{municipality}"


def entry_text(place: str, reference: DocumentReference) -> str:
    """A document as the register writes it; :func:`numbers_of` reads it."""
    return f"{place}{_SIGN}{reference.case}-{reference.document}"


def journal_numbers(data: Snapshot) -> list[JournalNumber]:
    """Every number that stands in the register, by year and number."""
    return sorted(
        (number for year in data.all(JournalYear) for number in numbers_of(year)),
        key=lambda number: (number.year, number.sequence),
    )


def numbers_of(year: JournalYear) -> Iterator[JournalNumber]:
    """The numbers of a year, as they were given."""
    for allotment in year.allotments:
        for at, text in enumerate(allotment.documents):
            place, _, reference = text.partition(_SIGN)
            case, _, document = reference.rpartition("-")
            known = DocumentReference(case, int(document)) if document.isdecimal() else DocumentReference(reference)
            yield JournalNumber(year.year, allotment.first + at, allotment.date, place, known)
