"""A document number that a letter has is given to no application: two documents of a case would have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kvadmin.api import KvadminError, Snapshot, tr
from kvadmin.api.records import Application, Cohort, Programme

from ..file_names import OUTBOX
from ..outbox.journal_numbers import letter_place
from ..outbox.mailings import all_mailings
from ..references import DocumentReference, case_key, parse_reference

_FIELDS = ("document_number", "case_number")


def objection(snapshot: Snapshot, edits: Iterable[Any]) -> str | None:
    """Why the edits may not be made, or None.

    Args:
        snapshot: The data before them.
        edits: Those of applications are looked at.
    """
    given = _given(snapshot, edits)
    if not given or not snapshot.files(OUTBOX):
        return None
    try:
        taken = {
            (case_key(letter.case), letter.document): letter_place(each.name, letter.number)
            for each in all_mailings(snapshot)
            for letter in each.outbox.letters
            if letter.document
        }
    except KvadminError:  # what is wrong with the outbox is said by every command of it
        return None
    for key, fields in given.items():
        reference = _reference(snapshot, key, fields)
        place = taken.get((case_key(reference.case), reference.document)) if reference.document else None
        if place is not None:
            return tr(
                "{reference} is the number of a letter, {place}; the application {key} needs another",
                reference=reference,
                place=place,
                key=key,
            )
    return None


def _given(snapshot: Snapshot, edits: Iterable[Any]) -> dict[str, dict[str, str]]:
    """What the numbers of the applications are afterwards, of those where one is given."""
    given: dict[str, dict[str, str]] = {}
    for edit in edits:
        if getattr(edit, "collection", "") != Application.collection:
            continue
        path: tuple[str | int, ...] = getattr(edit, "path", ())
        value = getattr(edit, "value", None)
        said = {path[0]: value} if len(path) == 1 else value if isinstance(value, dict) and not path else {}
        numbers = {field: str(said[field] or "") for field in _FIELDS if field in said}
        if numbers and edit.key not in given:
            old = snapshot.find(Application, edit.key)
            given[edit.key] = {field: getattr(old, field) if old else "" for field in _FIELDS}
        if numbers:
            given[edit.key] |= numbers
    return given


def _reference(snapshot: Snapshot, key: str, fields: dict[str, str]) -> DocumentReference:
    cohort = snapshot.find(Cohort, key.partition("/")[0])
    case = fields["case_number"] or (cohort.case_number if cohort else "") or snapshot.get(Programme).case_number
    return parse_reference(fields["document_number"], case)
