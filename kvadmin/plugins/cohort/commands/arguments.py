"""Arguments and options that several commands share, declared once; the cohort as the first word or by ``--cohort``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: ``--cohort`` where nothing else names the cohort.
CohortOption = Annotated[str, typer.Option("--cohort", metavar="C", help="Id of the cohort.")]
#: The cohort and a municipality.
CohortAndNumberArgument = Annotated[
    list[str],
    typer.Argument(metavar="COHORT NUMBER", help="The cohort (or --cohort), and number or name of the municipality."),
]
MunicipalityArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of the municipality.")]
SaveProtocolOption = Annotated[
    Path | None,
    typer.Option("--save-protocol", metavar="FILE", help="Also save the protocol: .docx, .pdf, .xlsx, .md or .json."),
]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the record.")]
