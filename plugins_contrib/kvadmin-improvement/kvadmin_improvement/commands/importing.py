"""``measure import`` and ``drivers import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words
from kvadmin.api.imports import read_list, register_on, rows_refusal, rows_report
from kvadmin.api.records import Cohort
from kvadmin.api.reports import Column
from kvadmin_improvement.commands.arguments import DiagramArgument
from kvadmin_improvement.diagram.tree_rules import check_diagram
from kvadmin_improvement.importing.driver_file import DRIVERS, merge_drivers
from kvadmin_improvement.importing.measure_file import MEASURES, merge_measures
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.lookups import find_diagram

_COLUMNS = (Column("measure", "Measure"),)


def import_measures(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="COHORT FILE", help="The cohort (or --cohort), and a workbook or csv.")
    ],
    cohort: CohortInsteadOption = None,
) -> None:
    """Import measures of the members of a cohort; when a row cannot be right, nothing is written.

    A title that a member has already changes that measure; an empty cell changes nothing.

    Example: kvadmin measure import P1 tiltak.xlsx
    """
    run = session(ctx)
    name, file = cohort_and_words(words, cohort, "FILE")
    group = run.data.get(Cohort, name)
    read = read_list(run, Path(file), MEASURES)
    register = register_on(run.data, run.today)
    merged = merge_measures(run, read.tables.tables, group, register, read.choices.date_order)
    report = rows_report(merged.rows, "Measures", _COLUMNS)
    if refusal := rows_refusal(merged.rows, file):
        run.show(report)
        raise refusal
    change = run.transaction()
    before = {each.id: each for each in run.data.all(Measure)}
    for key, each in merged.measures.items():
        if key not in before:
            change.create(each)
        elif each != before[key]:
            change.update(each)
    read.remember(change)
    run.commit(change)
    run.show(report)


def import_drivers(
    ctx: typer.Context,
    diagram: DiagramArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Primary driver, secondary driver, change idea, measure.")
    ],
) -> None:
    """Add the boxes of a list to a driver diagram: a row is a way from a primary driver to a change idea.

    The same words in a column are the same box. An empty cell means the row above.

    Example: kvadmin drivers import P1 drivere.xlsx
    """
    run = session(ctx)
    old = find_diagram(run.data, diagram)
    read = read_list(run, file, DRIVERS)
    merged = merge_drivers(run.data, list(read.tables.tables), old)
    report = rows_report(merged.rows, "Driver diagram")
    if refusal := rows_refusal(merged.rows, str(file)):
        run.show(report)
        raise refusal
    check_diagram(merged.diagram, str(file))
    change = run.transaction()
    change.update(merged.diagram)
    read.remember(change)
    run.commit(change)
    run.show(report)
