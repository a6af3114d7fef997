"""Rows of imported files that still wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import tr

from .records import Intake, IntakeRow
from .row_names import OPEN, name_order, named_intakes

if TYPE_CHECKING:
    from kvadmin.api import Session, Snapshot


def open_rows(data: Snapshot, cohort: str) -> list[tuple[Intake, IntakeRow]]:
    """Every row of the cohort's intake that nobody has settled yet, in the order of its short names."""
    found = [(intake, row) for intake in named_intakes(data, cohort) for row in intake.rows if waits(row)]
    return sorted(found, key=lambda each: name_order(each[1]))


def waits(row: IntakeRow) -> bool:
    """Whether the row still needs a person."""
    return row.outcome in OPEN and not row.resolved_as


def place_of(row: IntakeRow) -> str:
    """Where the row stands, as ``application resolve`` takes it: ``SHEET:ROW``."""
    return f"{row.sheet}:{row.row}" if row.sheet else str(row.row)


def settling_command(cohort: str, row: IntakeRow) -> str:
    """The command that settles the row, with what has to be filled in in capitals."""
    if row.outcome == "confirm":
        return f"kvadmin application confirm {cohort} {row.name}"
    known = row.municipality or len(row.candidates) == 1
    missing = "--received DATE" if row.received is None and known else "--as NUMBER"
    return f"kvadmin application resolve {cohort} {row.name} {missing}"


def warn_of_open_rows(run: Session, cohort: str) -> None:
    """Say which rows are undecided because a question about them is open."""
    waiting = open_rows(run.data, cohort)
    if waiting:
        named = [f"{row.name} ({place_of(row)})" for _, row in waiting[:6]]
        shown = ", ".join(named) + (" ..." if len(waiting) > 6 else "")
        run.warn(
            tr(
                "{number} row(s) of the intake wait for a person and are not decided on: {shown} "
                "(kvadmin application missing --cohort {cohort})",
                number=len(waiting),
                shown=shown,
                cohort=cohort,
            )
        )
