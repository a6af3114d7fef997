"""What ``kvadmin check`` finds in the journal: double numbers, and numbers of what is gone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from kvadmin.api import Finding, Snapshot, UnknownName, tr
from kvadmin.api.records import Application

from ..file_names import OUTBOX
from ..outbox.journal_numbers import JournalNumber, journal_numbers
from ..outbox.journal_year import JournalYear
from ..outbox.taken_references import application_references
from ..references import DocumentReference, case_key, parse_reference


def journal_findings(snapshot: Snapshot) -> Iterator[Finding]:
    """Numbers that two documents have, documents that have two numbers, and those whose document is gone."""
    numbers = journal_numbers(snapshot)
    if numbers:
        yield from _twice(snapshot, numbers)
        yield from _gone(snapshot, numbers)
    yield from _same_reference(snapshot, numbers)


def _twice(snapshot: Snapshot, numbers: list[JournalNumber]) -> Iterator[Finding]:
    places: dict[tuple[str, int], list[str]] = defaultdict(list)
    given: dict[str, list[JournalNumber]] = defaultdict(list)
    for each in numbers:
        places[each.year, each.sequence].append(each.place)
        given[each.place].append(each)
    for (year, sequence), those in places.items():
        if len(those) > 1:
            text = tr("number {number} is given twice: {places}", number=sequence, places=", ".join(those))
            yield _finding(snapshot, year, "journal-number-twice", text)
    for place, several in given.items():
        if len(several) > 1:
            shown = ", ".join(f"{each.year}/{each.sequence}" for each in several)
            text = tr("{place} has several numbers: {numbers}", place=place, numbers=shown)
            yield _finding(snapshot, several[-1].year, "journal-document-twice", text)


def _gone(snapshot: Snapshot, numbers: list[JournalNumber]) -> Iterator[Finding]:
    letters = _letters(snapshot)
    try:
        applications = {f"applications/{each.cohort}/{each.municipality}" for each in snapshot.all(Application)}
    except UnknownName:  # the plugin that keeps them is switched off
        applications = None
    for each in numbers:
        there = letters if each.place.startswith(f"{OUTBOX}/") else applications
        if there is not None and each.place not in there:
            text = tr("number {number} is that of {place}, which is gone", number=each.sequence, place=each.place)
            yield _finding(snapshot, each.year, "journal-gone", text)


def _letters(snapshot: Snapshot) -> set[str]:
    """The place of every letter that is planned."""
    found = set()
    for path in snapshot.files(OUTBOX):
        parts = path.split("/")
        if len(parts) == 3 and parts[2] == "plan.json":
            try:
                rows = json.loads(snapshot.read_file(path) or b"{}")["letters"]
                found |= {f"{OUTBOX}/{parts[1]}/{row['number']}" for row in rows}
            except (ValueError, KeyError, TypeError):
                continue  # said of the mailing itself
    return found


def _same_reference(snapshot: Snapshot, numbers: list[JournalNumber]) -> Iterator[Finding]:
    """Applications whose number another document of their case has."""
    seen: dict[tuple[str, int], str] = {}
    for each in numbers:
        seen.setdefault((case_key(each.reference.case), each.reference.document), each.place)
    for one, reference in application_references(snapshot):
        place = f"applications/{one.cohort}/{one.municipality}"
        if not reference.document:
            if one.document_number and parse_reference(one.document_number) == DocumentReference(""):
                text = tr("no document number can be read from {text!r}", text=one.document_number)
                where = snapshot.where(Application, f"{one.cohort}/{one.municipality}", ("document_number",))
                yield Finding(*_place(where), "document-number", text, tr("such as 2009/112-3, or 3"), "warning")
            continue
        other = seen.setdefault((case_key(reference.case), reference.document), place)
        if other != place:
            text = tr("{reference} is also the number of {place}", reference=reference, place=other)
            where = snapshot.where(Application, f"{one.cohort}/{one.municipality}", ("document_number",))
            yield Finding(*_place(where), "document-number-twice", text, severity="warning")


def _finding(snapshot: Snapshot, year: str, code: str, text: str) -> Finding:
    path, line, column = _place(snapshot.where(JournalYear, year))
    return Finding(path, line, column, code, text, tr("kvadmin log journal"))


def _place(where: str) -> tuple[str, int, int]:
    path, *rest = where.rsplit(":", 2)
    numbers = [int(each) for each in rest if each.isdecimal()]
    return (path, *numbers) if len(numbers) == 2 else (where, 0, 0)  # type: ignore[return-value]  # two numbers
