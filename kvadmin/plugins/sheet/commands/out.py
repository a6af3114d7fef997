"""``sheet out NAME``: records as a workbook that may be edited and taken in again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.sheets import SheetScope, sheet_out


def out(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which records, such as municipalities or contacts.")],
    selection: Annotated[
        list[str] | None, typer.Argument(metavar="[SELECTION]", help="Only these, such as cohort:P3.")
    ] = None,
    cohort: Annotated[str, typer.Option("--cohort", metavar="C", help="Those of this cohort.")] = "",
    gathering: Annotated[str, typer.Option("--gathering", metavar="G", help="Those of this gathering.")] = "",
) -> None:
    """Write records as a workbook to edit; kvadmin sheet in takes back what was changed.

    A selection alone means contacts: kvadmin sheet out role:project-leader -o leaders.xlsx.

    Example: kvadmin sheet out municipalities -o municipalities.xlsx
    """
    run = session(ctx)
    words = selection or []
    known = {each.name for each in run.gather("kvadmin_sheets")}
    if name.strip().casefold() not in known and (":" in name or words):
        name, words = "contacts", [name, *words]
    if run.output is None:
        raise UsageError(
            tr("a workbook needs a file"), where="-o", hint=tr("add -o FILE.xlsx"), code="needs-output-file"
        )
    ending = Path(run.output).suffix.lower() if run.output != "-" else ".xlsx"
    if ending != ".xlsx" or run.format in ("csv", "md"):
        raise UsageError(
            tr("a sheet is not written as {suffix!r}", suffix=run.format or ending or run.output),
            where="-o" if ending != ".xlsx" else "--format",
            hint=".xlsx",
            code="unknown-format",
        )
    sheet_out(run, name, SheetScope(cohort, gathering, " ".join(words)))
