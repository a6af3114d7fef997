"""Giving sequence numbers: each document gets one, once, in the year in which it is entered in the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from kvadmin.api import Conflict, Overtaken, Session, Snapshot

from ..kept import kept_now
from ..outbox.journal_numbers import JournalNumber, entry_text, numbers_of
from ..outbox.journal_year import JournalAllotment, JournalYear
from ..outbox.mailings import all_mailings, without_samples
from ..outbox.taken_references import taken_references
from ..references import DocumentNumbers, DocumentReference
from .journal import JournalRow, numbered_rows


def with_numbers(run: Session, listed: Callable[[], list[JournalRow]]) -> list[JournalRow]:
    """The journal with a number for every document that is to have one; in a dry run with those it has.

    They are given in the order of the documents' days, then of their cases and numbers. An application without a number
    in its case gets the next one there. A number is given once for ever: also one whose allotment has been undone is
    not given again.

    Args:
        run: The session.
        listed: Reads the journal; asked again where the register of the year has to be made first, so that what is
            numbered is what the transaction has read.

    Raises:
        KvadminError: The folder cannot be written; nothing has been given then.
        Overtaken: Somebody was quicker.
    """
    rows = listed()
    if not any(row.to_number for row in rows):
        return rows
    year = f"{run.today.year:04d}"
    if not run.dry_run and run.data.find(JournalYear, year) is None:
        begin_year(run, year)
        rows = listed()
    return numbered_rows(rows, _given(run, year, rows))


def begin_year(run: Session, year: str) -> None:
    """Make the register of a year, with nothing in it, in a change of its own.

    So the first allotment changes a record, too: of changes the history keeps what they said, of a new file it does
    not, and the numbers of an allotment that is undone must be known.
    """
    acted = run.attempts.acted
    change = run.transaction()
    change.create(JournalYear(year=year))
    try:
        run.commit(change)
    except Overtaken:
        raise
    except Conflict as error:  # it has been made since it was looked for
        raise Overtaken(error.message, where=error.where) from error
    run.attempts.acted = acted  # the register may stand: nothing is done twice if the command runs again


def _given(run: Session, year: str, rows: Iterable[JournalRow]) -> list[JournalNumber]:
    waiting = sorted(
        (row for row in rows if row.to_number),
        key=lambda row: (row.sent, row.direction, row.case, row.document, row.place),
    )
    if not waiting:
        return []
    change = run.transaction()
    known = run.data.find(JournalYear, year)
    before = known or JournalYear(year=year)
    first = max(before.last, highest_number(before), _once_given(run, year)) + 1
    documents = list(zip((row.place for row in waiting), _references(run, waiting), strict=True))
    allotment = JournalAllotment(
        first=first, date=run.today, documents=[entry_text(place, reference) for place, reference in documents]
    )
    after = msgspec.structs.replace(before, last=first + len(documents) - 1, allotments=[*before.allotments, allotment])
    if known is None:  # a dry run, which shows it all
        change.create(after)
    else:
        change.update(after)
    if run.commit(change) is None:
        return []
    return [JournalNumber(year, at, run.today, *document) for at, document in enumerate(documents, first)]


def highest_number(year: JournalYear) -> int:
    """The highest number that stands in the register of a year."""
    return max((each.sequence for each in numbers_of(year)), default=0)


def gaps(data: Snapshot) -> list[tuple[str, int, int]]:
    """Numbers that nothing has any more, since their allotment was undone: year, first, last."""
    found = []
    for year in data.all(JournalYear):
        used = sorted({each.sequence for each in numbers_of(year)})
        for one, other in zip([0, *used], [*used, year.last + 1], strict=True):
            if other > one + 1:
                found.append((year.year, one + 1, other - 1))
    return found


def _references(run: Session, waiting: Sequence[JournalRow]) -> list[DocumentReference]:
    """The case and number of each document; one that came without a number in its case gets the next."""
    numbers: DocumentNumbers | None = None
    found = []
    for row in waiting:
        if row.document or not row.case or row.direction != "in":
            found.append(DocumentReference(row.case, row.document))
            continue
        if numbers is None:
            mailings = without_samples(all_mailings(run.data, kept_now(run)))
            numbers = DocumentNumbers(taken_references(run.data, mailings))
        found.append(numbers.take(row.case))
    return found


def _once_given(run: Session, year: str) -> int:
    """The highest number that the history knows of: an allotment that was undone has left none in the register."""
    file = f"journal/{year}.yaml"
    history = run.store.records.history
    if not any(file in entry.files and (entry.undoes or entry.undone_by) for entry in history()):
        return 0
    changes = (
        change
        for entry in history(changes=True)
        if file in entry.files
        for change in entry.changes
        if change.file == file
    )
    return max((_last(value) for change in changes for value in _said(change.field, change.old, change.new)), default=0)


def _said(field: str, *values: object) -> Iterable[object]:
    """What a change says of ``last``: as a field, or in the record as a whole."""
    for value in values:
        if field == "last":
            yield value
        elif not field and isinstance(value, dict):
            yield value.get("last")


def _last(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 0
