"""Rows that wait for a person: found by what a person calls them, settled, and what became of them told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from kvadmin.api import Session, Transaction, UnknownName, UsageError, tr
from kvadmin.api.records import Application
from kvadmin.api.reports import Report, facts
from kvadmin.api.wording import near_names

from ..applications.derived_state import missing_items
from ..intake.answers import shown
from ..intake.open_rows import open_rows, place_of
from ..intake.reasons import reason_in_words
from ..intake.records import Intake, IntakeRow, OpenRow
from ..intake.row_names import OPEN, named_intakes
from ..municipality_names import municipality_names

Waiting = tuple[Intake, IntakeRow]


def once(values: Sequence[str] | None, option: str) -> str | None:
    """The value of an option that may be given once.

    Raises:
        UsageError: It was given several times: which one is meant is not known.
    """
    if values and len(values) > 1:
        raise UsageError(
            tr(
                "{option} is given {number} times: {values}",
                option=option,
                number=len(values),
                values=", ".join(values),
            ),
            where=option,
            hint=tr("a row is settled in one way: give it once"),
            code="contradicting-options",
        )
    return values[0] if values else None


def find_waiting(run: Session, cohort: str, name: str, file: str | None = None) -> Waiting:
    """The waiting row that a person calls so: ``r17``, ``SHEET:ROW``, a csv's line, ``FILE:ROW``, its municipality.

    Raises:
        UnknownName: No row that waits is called so (one that was settled is told), or several are.
    """
    wanted = name.strip().removeprefix(":")
    waiting = open_rows(run.data, cohort)
    hits = [each for each in waiting if _called(each, wanted) and (file is None or file in (each[0].file, each[0].sha))]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise several(hits, tr("several rows are called {name!r}", name=name))
    settled = [
        tr("{row} is settled: {how}", row=_told(intake, row), how=shown(row.resolved_as))
        for intake in named_intakes(run.data, cohort)
        for row in intake.rows
        if row.outcome in OPEN and row.resolved_as and _called((intake, row), wanted)
    ]
    raise UnknownName(
        tr("no row {name!r} of {cohort} waits for a person", name=name, cohort=cohort),
        details=[
            *settled,
            *(f"{_told(intake, row)}: {tr(row.outcome)}, {reason_in_words(row.reason)}" for intake, row in waiting),
        ][:20],
        hint=tr("the rows that wait are listed by `kvadmin application missing --cohort {cohort}`", cohort=cohort),
        near=near_names(name, [row.name for _, row in waiting]),
        code="unknown-row",
    )


def several(rows: Sequence[Waiting], message: str) -> UnknownName:
    """The error where a name fits several waiting rows."""
    return UnknownName(
        message,
        details=[f"{_told(intake, row)}: {tr(row.outcome)}, {reason_in_words(row.reason)}" for intake, row in rows],
        hint=tr("name the row by its short name: {name}", name=rows[0][1].name),
        code="unknown-row",
    )


def _called(waiting: Waiting, wanted: str) -> bool:
    intake, row = waiting
    place = place_of(row)
    return wanted in (place, f"{intake.file}:{place}", row.municipality) or wanted.casefold() == row.name


def _told(intake: Intake, row: IntakeRow) -> str:
    return f"{row.name} ({place_of(row)}, {intake.file})"


def note_answer(transaction: Transaction, intake: Intake, row: IntakeRow, words: str, run: Session, why: str) -> None:
    """Write into the intake how the row was settled, by whom and why; who and when it wrote is kept for later lists."""
    says = row.says or OpenRow()
    written = OpenRow(
        name_written=says.name_written,
        number_written=says.number_written,
        county_written=says.county_written,
        received_written=says.received_written,
    )
    settled = msgspec.structs.replace(
        row,
        says=written if row.says else None,
        resolved_as=words,
        resolved_by=run.who,
        resolved_on=run.today,
        why=why or run.why,
    )
    rows = [settled if each is row else each for each in intake.rows]
    transaction.update(msgspec.structs.replace(intake, rows=rows))


def tell_outcome(
    run: Session, cohort: str, intake: Intake, row: IntakeRow, words: str, made: Application | None
) -> None:
    """Say what became of a row, what its application still lacks, and how many rows still wait."""
    waiting = [each.name for _, each in open_rows(run.data, cohort) if each.name != row.name]
    run.info(_sentence(run, cohort, row, words, made))
    run.info(_still_waiting(cohort, waiting))
    if run.format is not None or run.output is not None:
        run.show(_report(run, cohort, intake, row, words, made, waiting))


def _sentence(run: Session, cohort: str, row: IntakeRow, words: str, made: Application | None) -> str:
    place = f"{row.name} ({place_of(row)})"
    if made is None:
        return tr("{row} is settled: {how}", row=place, how=shown(words))
    number = made.municipality
    about = {
        "row": place,
        "number": number,
        "municipality": municipality_names(run.data).get(number, ""),
        "day": made.received.date() if made.received else "",
    }
    lacking = missing_items(made)
    if not lacking:
        return tr("{row} is now the application of {number} {municipality}, received {day}, complete", **about)
    return tr(
        "{row} is now the application of {number} {municipality}, received {day}, incomplete: {items} "
        "(kvadmin application set {cohort} {number} {first} TEXT)",
        **about,
        items=", ".join(lacking),
        cohort=cohort,
        first=lacking[0],
    )


def _still_waiting(cohort: str, waiting: Sequence[str]) -> str:
    if not waiting:
        return tr("No row of {cohort} waits for a person any more.", cohort=cohort)
    shown = ", ".join(waiting[:6]) + (" ..." if len(waiting) > 6 else "")
    return tr("{number} row(s) of {cohort} still wait: {shown}", number=len(waiting), cohort=cohort, shown=shown)


def _report(
    run: Session,
    cohort: str,
    intake: Intake,
    row: IntakeRow,
    words: str,
    made: Application | None,
    waiting: Sequence[str],
) -> Report:
    number = made.municipality if made else None
    data: dict[str, Any] = {
        "schema": 1,
        "cohort": cohort,
        "id": row.name,
        "file": intake.file,
        "sheet": row.sheet,
        "row": row.row,
        "resolved_as": words,
        "municipality": number,
        "name": municipality_names(run.data).get(number, "") if number else None,
        "received": made.received.date() if made and made.received else None,
        "state": made.state if made else None,
        "missing": list(missing_items(made)) if made else [],
        "still_waiting": list(waiting),
        "dry_run": run.dry_run,
    }
    pairs = [(key, ", ".join(value) if isinstance(value, list) else value) for key, value in data.items()]
    return Report(data, (facts(tr("Row {name}", name=row.name), pairs[2:-1]),))
