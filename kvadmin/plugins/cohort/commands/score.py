"""``application score``: points from a file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, session, tr
from kvadmin.api.imports import Register, read_list, rows_refusal
from kvadmin.api.records import Application, Cohort, Municipality
from kvadmin.api.reports import Column, listing

from ..applications.score_file import ScoreRow, read_scores, scores_of
from ..applications.scoring import warn_of_own_score, with_points
from ..drawing.late_changes import warn_after_freeze
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
    read = read_list(run, file, scores_of(found.criteria))
    register = Register(run.data.all(Municipality))
    reading = read_scores(read.tables.tables, found.criteria, register)
    for remark in reading.remarks:
        run.warn(remark)
    for place, text in reading.skipped:
        run.warn(
            tr("{place} is about no municipality and was left out: {text}", place=place, text=text or tr("no name"))
        )
    rows = [_applied(row, applications, found.id) for row in reading.rows]
    if refusal := rows_refusal(rows, str(file)):
        raise refusal
    if not rows:
        raise Refused(
            tr("no row of the file scores a municipality; nothing was written"),
            where=str(file),
            code="nothing-imported",
        )
    transaction = run.transaction()
    for row in rows:
        old = applications[row.municipality or ""]
        if row.points and row.score is None:
            warn_of_own_score(run, old)
        new = msgspec.structs.replace(old, score=row.score if row.score is not None else old.score)
        transaction.update(with_points(new, row.points))
    read.remember(transaction)
    warn_after_freeze(run, transaction, found)
    run.commit(transaction)
    run.show(listing("rows", _COLUMNS, rows, title=tr("Scores of {cohort}", cohort=found.id), cohort=found.id))


def _applied(row: ScoreRow, applications: dict[str, Application], cohort: str) -> ScoreRow:
    if row.outcome == "refused" or row.municipality in applications:
        return row
    problem = tr("{number} has no application to {cohort}", number=row.municipality, cohort=cohort)
    return replace(row, outcome="refused", reason=problem, unknown=True)
