"""``application score``: points from a file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import InvalidData, Refused, UnknownName, session, tr
from kvadmin.api.imports import Register, find_tables, read_file
from kvadmin.api.records import Application, Cohort, Municipality
from kvadmin.api.reports import Column, listing

from ..applications.score_file import ScoreRow, read_scores, required_columns, score_headings
from ..imported_files import row_place, warn_of_unknown_columns
from .arguments import CohortOption


def _points(points: dict[str, Decimal]) -> str:
    return ", ".join(f"{criterion}={value}" for criterion, value in sorted(points.items()))


_COLUMNS = (
    Column("sheet"),
    Column("row", "Row", "int"),
    Column("municipality", "Municipality"),
    Column("score", "Score", "decimal"),
    Column("points", "Points", show=_points),
)


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
    warn_of_unknown_columns(run, tables)
    register = Register(run.data.all(Municipality))
    reading = read_scores(tables.tables, found.criteria, register)
    for remark in reading.remarks:
        run.warn(remark)
    for place, text in reading.skipped:
        run.warn(
            tr("{place} is about no municipality and was left out: {text}", place=place, text=text or tr("no name"))
        )
    rows = [_applied(row, applications, found.id) for row in reading.rows]
    wrong = [row for row in rows if row.problem]
    if wrong:
        raise _refusal(wrong, file)
    if not rows:
        raise Refused(tr("no row of the file scores a municipality; nothing was written"), where=str(file))
    transaction = run.transaction()
    for row in rows:
        old = applications[row.municipality or ""]
        new = msgspec.structs.replace(old, score=row.score if row.score is not None else old.score)
        transaction.update(msgspec.structs.replace(new, points={**old.points, **row.points}))
    run.commit(transaction)
    run.show(listing("rows", _COLUMNS, rows, title=tr("Scores of {cohort}", cohort=found.id), cohort=found.id))


def _applied(row: ScoreRow, applications: dict[str, Application], cohort: str) -> ScoreRow:
    if row.problem or row.municipality in applications:
        return row
    problem = tr("{number} has no application to {cohort}", number=row.municipality, cohort=cohort)
    return ScoreRow(row.sheet, row.row, row.municipality, problem=problem, unknown=True)


def _refusal(wrong: list[ScoreRow], file: Path) -> InvalidData | UnknownName:
    """The error for a file with rows that cannot be used: of the first one's kind, each with its place."""
    kind = UnknownName if wrong[0].unknown else InvalidData
    return kind(
        tr("{number} row(s) cannot be used; nothing was written", number=len(wrong)),
        where=str(file),
        details=[f"{row_place(row.sheet, row.row)}: {row.problem}" for row in wrong[:20]],
        hint=tr("mend the rows and run the command again"),
    )
