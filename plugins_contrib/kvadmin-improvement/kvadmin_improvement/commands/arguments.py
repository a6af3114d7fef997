"""Arguments and options that several commands share, and what a shell offers for them."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin_improvement.records import DriverDiagram, Measure


def measures_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The measures, with their titles."""
    return [(each.id, each.title) for each in session(ctx).data.all(Measure)]


def diagrams_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The driver diagrams, with their aims."""
    return [(each.id, each.aim) for each in session(ctx).data.all(DriverDiagram)]


MeasureArgument = Annotated[
    str, typer.Argument(metavar="MEASURE", help="Id or title of the measure.", autocompletion=measures_there)
]
DiagramArgument = Annotated[
    str, typer.Argument(metavar="DIAGRAM", help="Id of the driver diagram.", autocompletion=diagrams_there)
]
CohortOption = Annotated[str | None, typer.Option("--cohort", metavar="C", help="Only this cohort (else all).")]
MunicipalityOption = Annotated[
    str | None, typer.Option("--municipality", metavar="N", help="Only this one, by number or name.")
]
PairsArgument = Annotated[
    list[str], typer.Argument(metavar="FIELD VALUE...", help="A field and its new value; several pairs may follow.")
]
