"""Options that ``evaluation funnel`` and ``evaluation ranks`` share."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Session

PeriodOption = Annotated[
    str | None, typer.Option("--period", metavar="P|FROM..TO", help="Periods to sum over (else the last with figures).")
]
SimilarOption = Annotated[
    str | None, typer.Option("--similar-to", metavar="N", help="Only this municipality and those most like it.")
]
CountOption = Annotated[int, typer.Option("--count", metavar="N", help="How many of those.")]
ProfileOption = Annotated[
    str, typer.Option("--profile", metavar="private|public", help="For whom: public hides small counts.")
]
LeastOption = Annotated[int, typer.Option("--least", metavar="N", help="Counts of persons below N are hidden.")]
MembersOption = Annotated[str | None, typer.Option("--cohort", metavar="C", help="Only members of this cohort.")]


def only_tables(run: Session) -> bool:
    """Whether the result goes to the screen as a table, so that nobody reads its JSON."""
    return run.format in (None, "table") and run.output in (None, "-")
