"""``gathering import``: everybody in a file, with what became of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.imports import Register, read_list
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..loaded_gathering import load_gathering, municipalities_by_number
from ..registrations.dietary_needs import save_dietary_needs
from ..registrations.registration_file import (
    REGISTRATIONS,
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
    read = read_list(run, file, REGISTRATIONS)
    tables = read.tables
    municipalities = municipalities_by_number(run.data)
    rows = list(read_registration_rows(tables.tables, Register(municipalities.values())))
    merged = merge_registrations(found.book, rows, found.networks, municipalities, run.today)
    change = run.transaction()
    found.book.write(change)
    read.remember(change)
    run.commit(change)
    if merged.needs:
        before = {key: need for key, need in merged.needs.items() if need.diet or need.access}
        save_dietary_needs(run, gathering, before)
    if not any(table.columns.has("consent") for table in tables.tables):
        run.warn(tr("there is no column for consent: nobody new will be on the participant list"))
    run.show(_report(merged.outcomes))


def _report(outcomes: Sequence[RegistrationRowOutcome]) -> Report:
    counts = dict(sorted(Counter(each.outcome for each in outcomes).items()))
    note = ", ".join(f"{outcome}: {number}" for outcome, number in counts.items())
    rows = json_of(_COLUMNS, outcomes)
    table = table_of("Registrations", _COLUMNS, outcomes, (note,) if note else ())
    return Report({"schema": 1, "rows": rows, "counts": counts}, (table,), personal=True)


def _with_candidates(row: RegistrationRowOutcome) -> str:
    return f"{row.reason} ({', '.join(row.candidates)})" if row.candidates else row.reason


_COLUMNS = (
    Column("sheet", "Sheet", rank=3),
    Column("row", "Row", "int"),
    Column("outcome", "Outcome"),
    Column("name", "Name", get=attrgetter("person")),
    Column("municipality", "Municipality", rank=1),
    Column("reason"),
    Column("explained", "Reason", get=_with_candidates, json=False),
    Column("candidates", get=lambda each: list(each.candidates)),
    Column("id", get=lambda each: each.id or None),
)
