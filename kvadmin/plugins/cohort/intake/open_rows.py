"""Rows of imported files that still wait for a person."""

from __future__ import annotations

from kvadmin.api import Session, Snapshot, tr

from .records import Intake, IntakeRow

#: Outcomes that a person has to settle.
OPEN = ("manual", "confirm")


def open_rows(data: Snapshot, cohort: str) -> list[tuple[Intake, IntakeRow]]:
    """Every row of the cohort's intake that nobody has settled yet."""
    return [
        (intake, row)
        for intake in data.all(Intake, under=cohort)
        for row in intake.rows
        if row.outcome in OPEN and not row.resolved_as
    ]


def row_name(row: IntakeRow) -> str:
    """The row as ``application resolve`` takes it: ``SHEET:ROW``."""
    return f"{row.sheet}:{row.row}" if row.sheet else str(row.row)


def settling_command(cohort: str, row: IntakeRow) -> str:
    """The command that settles the row, with what has to be filled in in capitals."""
    if row.outcome == "confirm":
        return f"kvadmin application confirm {cohort} {row.municipality}"
    name = row_name(row)
    quoted = f"'{name}'" if " " in name else name
    known = row.municipality or len(row.candidates) == 1
    missing = "--received DATE" if row.received is None and known else "--as NUMBER"
    return f"kvadmin application resolve {cohort} {quoted} {missing}"


def warn_of_open_rows(run: Session, cohort: str) -> None:
    """Say which rows are undecided because a question about them is open."""
    waiting = open_rows(run.data, cohort)
    if waiting:
        shown = ", ".join(repr(row_name(row)) for _, row in waiting[:6]) + (" ..." if len(waiting) > 6 else "")
        run.warn(
            tr(
                "{number} row(s) of the intake wait for a person and are not decided on: {shown} "
                "(kvadmin application resolve {cohort} SHEET:ROW)",
                number=len(waiting),
                shown=shown,
                cohort=cohort,
            )
        )
