"""The document numbers that are taken: by letters, by applications, and by what the journal has given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Application, Cohort, Programme

from ..references import DocumentReference, parse_reference
from .journal_numbers import journal_numbers
from .mailings import Mailing


def taken_references(data: Snapshot, mailings: Iterable[Mailing]) -> list[DocumentReference]:
    """Every document number of every case that must not be given again.

    Args:
        data: The data.
        mailings: Those whose letters count: all but the one that is being planned.
    """
    taken = [DocumentReference(letter.case, letter.document) for each in mailings for letter in each.outbox.letters]
    taken += [reference for _, reference in application_references(data)]
    taken += [each.reference for each in journal_numbers(data)]
    return [each for each in taken if each.document]


def application_references(data: Snapshot) -> Iterator[tuple[Application, DocumentReference]]:
    """Each application with its case and number, as they stand in it; the number is 0 where it has none.

    The case is the application's own, else its cohort's, else the programme's; one that stands in the document number
    itself (``2009/112-3``) goes before them.
    """
    try:
        applications, cohorts = data.all(Application), {each.id: each for each in data.all(Cohort)}
    except UnknownName:  # the plugin that keeps them is switched off
        return
    programme = data.get(Programme).case_number
    for one in applications:
        cohort = cohorts.get(one.cohort)
        case = one.case_number or (cohort.case_number if cohort else "") or programme
        yield one, parse_reference(one.document_number, case)
