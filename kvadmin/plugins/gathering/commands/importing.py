"""``gathering import``: everybody in a file, with what became of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.imports import Register, find_tables, read_file
from kvadmin.api.reports import Column, Report, Table

from ..loaded_gathering import load_gathering, municipalities_by_number
from ..registrations.dietary_needs import save_dietary_needs
from ..registrations.registration_file import (
    REGISTRATION_HEADINGS,
    REQUIRED_COLUMNS,
    RegistrationRowOutcome,
    read_registration_rows,
)
from ..registrations.registration_merge import merge_registrations


def import_registrations(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="xlsx or csv: name, title, employer, municipality, party, role, email, consent, …"
        ),
    ],
    gathering: Annotated[str, typer.Option("--gathering", "-g", metavar="G", help="Id of the gathering.")],
) -> None:
    """Register everybody in a file; importing the same file again changes nothing.

    Diet and access needs go to their own file. An empty cell never erases what is there.

    Example: kvadmin gathering import incoming/pameldinger.csv --gathering 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    tables = find_tables(read_file(file), REGISTRATION_HEADINGS, REQUIRED_COLUMNS)
    for sheet, label in tables.unknown_columns:
        run.warn(
            tr(
                "column {label!r}{rest} is not known and was left out",
                label=label,
                rest=f" of sheet {sheet}" if sheet else "",
            )
        )
    for name in tables.other_sheets:
        run.warn(tr("no list of people was found on sheet {name!r}", name=name))
    municipalities = municipalities_by_number(run.data)
    rows = list(read_registration_rows(tables.tables, Register(municipalities.values())))
    merged = merge_registrations(found.book, rows, found.networks, municipalities, run.today)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    if merged.needs:
        before = {key: need for key, need in merged.needs.items() if need.diet or need.access}
        save_dietary_needs(run, gathering, before)
    if not any(table.columns.has("consent") for table in tables.tables):
        run.warn(tr("there is no column for consent: nobody new will be on the participant list"))
    run.show(_report(merged.outcomes))


def _report(outcomes: Sequence[RegistrationRowOutcome]) -> Report:
    counts = dict(sorted(Counter(each.outcome for each in outcomes).items()))
    columns = (
        Column("sheet", "Sheet"),
        Column("row", "Row", "int"),
        Column("outcome", "Outcome"),
        Column("name", "Name"),
        Column("municipality", "Municipality"),
        Column("reason", "Reason"),
    )
    rows: list[dict[str, Any]] = [
        {
            "sheet": each.sheet,
            "row": each.row,
            "outcome": each.outcome,
            "name": each.person,
            "municipality": each.municipality,
            "reason": each.reason,
            "candidates": list(each.candidates),
            "id": each.id or None,
        }
        for each in outcomes
    ]
    shown = [{**row, "reason": _with_candidates(row), "candidates": None} for row in rows]
    note = ", ".join(f"{outcome}: {count}" for outcome, count in counts.items())
    table = Table.of(tr("Registrations"), columns, shown, (note,) if note else ())
    return Report({"schema": 1, "rows": rows, "counts": counts}, (table,))


def _with_candidates(row: dict[str, Any]) -> str:
    candidates = ", ".join(row["candidates"])
    return f"{row['reason']} ({candidates})" if candidates else str(row["reason"])
