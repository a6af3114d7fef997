"""Arguments and options that several commands share, declared once; the cohort as the first word or by ``--cohort``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: The same where the command can do without.
AnyCohortArgument = Annotated[str | None, typer.Argument(metavar="[COHORT]", help="Id of the cohort.")]
#: ``--cohort`` where nothing else names the cohort.
CohortOption = Annotated[
    str | None, typer.Option("--cohort", metavar="C", help="Whose networks (needed when several cohorts have some).")
]
#: The cohort and the name of an advisor.
CohortAndNameArgument = Annotated[
    list[str], typer.Argument(metavar="COHORT NAME", help="The cohort (or --cohort), and the advisor's name.")
]
DistancesOption = Annotated[
    Path | None, typer.Option("--distances", metavar="FILE", help="The table of km or minutes, if it has moved.")
]
MemberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of a municipality.")]
NetworkOnlyOption = Annotated[str | None, typer.Option("--network", metavar="ID", help="Only this network.")]
