"""``application score``: points from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import InvalidData, UnknownName, session, tr
from kvadmin.api.imports import Register, find_tables, read_file
from kvadmin.api.records import Application, Cohort, Municipality
from kvadmin.api.reports import Column, Report, Table

from ..applications.lookup import row_place
from ..applications.score_file import ScoreRow, read_scores, required_columns, score_headings
from .applications import CohortOption


def score(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="municipality,score or one column per criterion.")],
    cohort: CohortOption,
) -> None:
    """Set the scores of applications; when a row cannot be right, nothing is written (exit 3).

    Example: kvadmin application score scores.csv --cohort P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    applications = {each.municipality: each for each in run.data.all(Application, under=found.id)}
    tables = find_tables(read_file(file), score_headings(found.criteria), required_columns(found.criteria))
    for sheet, label in tables.unknown_columns:
        run.warn(
            tr(
                "column {label!r}{rest} is not known and was left out",
                label=label,
                rest=f" of sheet {sheet}" if sheet else "",
            )
        )
    register = Register(run.data.all(Municipality))
    rows = [_applied(row, applications, found.id) for row in read_scores(tables.tables, found.criteria, register)]
    wrong = [row for row in rows if row.problem]
    if wrong:
        kind = UnknownName if wrong[0].unknown else InvalidData
        raise kind(
            f"{len(wrong)} row(s) cannot be used; nothing was written",
            where=str(file),
            details=[f"{row_place(row.sheet, row.row)}: {row.problem}" for row in wrong[:20]],
            hint=tr("mend the rows and run the command again"),
        )
    transaction = run.transaction()
    for row in rows:
        old = applications[row.municipality or ""]
        new = msgspec.structs.replace(old, score=row.score if row.score is not None else old.score)
        transaction.update(msgspec.structs.replace(new, points={**old.points, **row.points}))
    run.commit(transaction)
    run.show(_report(rows, found.id))


def _applied(row: ScoreRow, applications: dict[str, Application], cohort: str) -> ScoreRow:
    if row.problem or row.municipality in applications:
        return row
    return ScoreRow(
        row.sheet, row.row, row.municipality, problem=f"{row.municipality} has no application to {cohort}", unknown=True
    )


def _report(rows: list[ScoreRow], cohort: str) -> Report:
    data = {
        "schema": 1,
        "cohort": cohort,
        "rows": [
            {"sheet": r.sheet, "row": r.row, "municipality": r.municipality, "score": r.score, "points": r.points}
            for r in rows
        ],
    }
    columns = (
        Column("row", "Row", "int"),
        Column("municipality", "Municipality"),
        Column("score", "Score", "decimal"),
        Column("points", "Points"),
    )
    table_rows = tuple(
        (r.row, r.municipality, r.score, ", ".join(f"{k}={v}" for k, v in sorted(r.points.items()))) for r in rows
    )
    return Report(data, (Table(tr("Scores of {cohort}", cohort=cohort), columns, table_rows),))
