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

#: What a split is asked for; `network choices` asks the same.
TargetOption = Annotated[int | None, typer.Option(metavar="N", help="Sizes as near N as can be.")]
TogetherOption = Annotated[list[str] | None, typer.Option(metavar="A,B", help="These share a network; repeatable.")]
ApartOption = Annotated[
    list[str] | None, typer.Option(metavar="A,B", help="No two of these share a network; repeatable.")
]
MaxPerOption = Annotated[list[str] | None, typer.Option(metavar="FIELD=N", help="At most N of a value per network.")]
MinPerOption = Annotated[
    list[str] | None, typer.Option(metavar="FIELD:VALUE=N", help="At least N of a kind per network.")
]
BalanceOption = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=WEIGHT", help="Even sums; cost per unit off the mean.")
]
ThemeOption = Annotated[str | None, typer.Option(metavar="COST", help="Cost of a pair without a common focus area.")]
MaxDistanceOption = Annotated[
    str | None, typer.Option(metavar="COST", help="No pair further apart, in the unit of --distances.")
]
DistancesTableOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Table of km or minutes: csv or workbook, in rows or square.")
]
