"""Short names of waiting rows: in order, never twice, the same at every reading."""

from __future__ import annotations

from datetime import date

from kvadmin.plugins.cohort.intake.records import Intake, IntakeRow
from kvadmin.plugins.cohort.intake.row_names import with_names


def intake(*outcomes: str, names: tuple[str, ...] = ()) -> Intake:
    rows = [IntakeRow(row=at, outcome=outcome, name=names[at] if names else "") for at, outcome in enumerate(outcomes)]
    return Intake(cohort="P3", sha="ab", sha256="ab", file="a.csv", imported=date(2008, 6, 10), rows=rows)


def test_only_rows_that_need_a_person_are_named() -> None:
    named = with_names(intake("imported", "manual", "skipped", "confirm"), [])
    assert [row.name for row in named.rows] == ["", "r1", "", "r2"]


def test_names_go_on_after_the_highest_of_the_cohort() -> None:
    earlier = intake("manual", "manual", names=("r2", "r17"))
    assert [row.name for row in with_names(intake("manual"), [earlier]).rows] == ["r18"]
