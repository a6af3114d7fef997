"""``application import`` of a list that came before: what it retired, what still waits; a list that gave nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kvadmin.api import Refused, Session, Snapshot, Transaction, tr
from kvadmin.api.imports import row_place
from kvadmin.api.records import Application

from ..intake.answers import is_retired
from ..intake.coming_again import ListAgain, retire
from ..intake.earlier_lists import fingerprint
from ..intake.reasons import reason_in_words
from ..intake.records import Intake, IntakeRow
from ..intake.row_names import named_intakes
from ..intake.row_records import ImportAct, ImportedFile

#: Outcomes of rows that leave nothing of a list behind.
_NOTHING = ("rejected", "skipped")


def imported_before(data: Snapshot, cohort: str, sha256: str) -> Intake | None:
    """The intake of that very file, with the names of its rows, when it has been imported."""
    return next((each for each in named_intakes(data, cohort) if each.sha256 == sha256), None)


def write_older(
    transaction: Transaction, again: ListAgain, origin: ImportedFile, act: ImportAct, made: dict[str, Application]
) -> None:
    """Put into the change what the list means for the older ones: rows retired, and the applications they suggested.

    What a person has entered into a suggested application meanwhile, and the list lacks, stays in it.
    """
    before = {each.municipality: each for each in transaction.snapshot.all(Application, under=act.cohort)}
    for number, old in before.items():
        if number in again.existing:
            continue
        if number in made:
            made[number] = _with_supplied(made[number], old, again)
        else:
            transaction.delete(Application, f"{act.cohort}/{number}")
    for intake in retire(again, origin.name, origin.sha256, act.who, act.day):
        transaction.update(intake)


def _with_supplied(new: Application, old: Application, again: ListAgain) -> Application:
    import msgspec

    from ..applications.derived_state import missing_items, with_derived_state

    source = next(pair.row for pair in again.retired if pair.row.municipality == old.municipality)
    if fingerprint(old) == source.fingerprint:
        return new
    supplied = {item: old.contents[item] for item in missing_items(new) if item not in missing_items(old)}
    day, who = new.changes[-1].date, new.changes[-1].who
    return with_derived_state(msgspec.structs.replace(new, contents={**new.contents, **supplied}), day, who)


def tell_of_older(run: Session, again: ListAgain) -> None:
    """Say which rows of older versions were retired, and which of them still wait."""
    for intake in [each.intake for each in again.older]:
        run.info(tr("This is a newer version of {file}, imported {day}.", file=intake.file, day=intake.imported))
    for pair in again.retired:
        run.info(
            tr(
                "{name} ({file}, {place}) is retired: it is now {now}",
                name=pair.row.name,
                place=row_place(pair.row.sheet, pair.row.row),
                file=pair.intake.file,
                now=row_place(pair.now.ref.sheet, pair.now.ref.row),
            )
        )
    for intake, row in again.dropped:
        run.warn(
            tr(
                "{name} ({file}, {place}) is not in this list and still waits",
                name=row.name,
                place=row_place(row.sheet, row.row),
                file=intake.file,
            )
        )


def retired_by(data: Snapshot, cohort: str, sha256: str) -> list[dict[str, Any]]:
    """The rows of older lists that a file retired, for JSON."""
    return [
        retired_json(intake, row, row.replaced_by.sheet, row.replaced_by.row)
        for intake in named_intakes(data, cohort)
        for row in intake.rows
        if is_retired(row) and row.replaced_by and row.replaced_by.file == sha256
    ]


def retired_json(intake: Intake, row: IntakeRow, sheet: str | None, number: int) -> dict[str, Any]:
    """A retired row: its name and place, and the row that took its place."""
    where = {"id": row.name, "file": intake.file, "sheet": row.sheet, "row": row.row}
    return {**where, "by": {"sheet": sheet, "row": number}}


def refusal_of_nothing(rows: Sequence[IntakeRow], file: Path) -> Refused | None:
    """The error for a list none of whose rows was taken in, waits or was known already; None for any other."""
    if any(row.outcome not in _NOTHING for row in rows):
        return None
    reasons = Counter(row.reason for row in rows)
    return Refused(
        tr("no row of the list is an application that could be taken in: nothing was written"),
        where=str(file),
        details=[f"{reason_in_words(reason)}: {count}" for reason, count in reasons.most_common()]
        or [tr("there is no row below the headings")],
        hint=tr("is it the right list, and the right cohort?"),
        code="nothing-imported",
    )
