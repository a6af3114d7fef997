"""Short names of rows that wait for a person: ``r17``, within a cohort, in the order they came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from .records import Intake, IntakeRow

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: Outcomes that a person has to settle; such rows have names.
OPEN = ("manual", "confirm")


def named_intakes(data: Snapshot, cohort: str) -> list[Intake]:
    """The cohort's intakes, oldest first, every row that waits or waited with its name.

    A folder written before rows had names gets the same names at every reading: the rows without one are counted in
    the order of their files (day of import, then hash), past the names that are taken.
    """
    intakes = sorted(data.all(Intake, under=cohort), key=lambda each: (each.imported, each.sha))
    taken = {row.name for intake in intakes for row in intake.rows if row.name}
    free = _names(taken, 1)
    return [_named(intake, free) for intake in intakes]


def with_names(intake: Intake, earlier: Sequence[Intake]) -> Intake:
    """A new intake with names for its rows that wait; no name of an earlier one is given again."""
    numbers = [name_order(row) for each in earlier for row in each.rows if row.name]
    return _named(intake, _names(set(), max(numbers, default=0) + 1))


def _named(intake: Intake, names: Iterator[str]) -> Intake:
    if all(row.name or row.outcome not in OPEN for row in intake.rows):
        return intake
    rows = [_with_name(row, names) for row in intake.rows]
    return msgspec.structs.replace(intake, rows=rows)


def _with_name(row: IntakeRow, names: Iterator[str]) -> IntakeRow:
    needed = row.outcome in OPEN and not row.name
    return msgspec.structs.replace(row, name=next(names)) if needed else row


def _names(taken: set[str], start: int) -> Iterator[str]:
    number = start
    while True:
        if f"r{number}" not in taken:
            yield f"r{number}"
        number += 1


def name_order(row: IntakeRow) -> int:
    """The number in the row's short name, by which rows stand in the order they came in."""
    return int(row.name[1:]) if row.name[1:].isdecimal() else 0
