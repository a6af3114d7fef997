"""Options that several commands of ``kvadmin network`` take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CohortId = Annotated[str, typer.Argument(metavar="COHORT", help="Id of the cohort, exactly as typed.")]
InCohort = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Whose networks (needed when several cohorts have some).")
]
DistanceFile = Annotated[
    Path | None, typer.Option("--distances", metavar="FILE", help="csv from,to,km (or minutes), if it has moved.")
]
Member = Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of a municipality.")]
